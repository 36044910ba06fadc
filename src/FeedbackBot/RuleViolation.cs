namespace FeedbackBot;

/// <summary>A broken rule of the product, with a stable code and a message a person may read; each edge turns it into its own answer once.</summary>
public sealed class RuleViolation(string code, string message, string? field = null) : Exception(message)
{
    /// <summary>Stable, snake_case; the key of the localized text.</summary>
    public string Code { get; } = code;

    /// <summary>The input field at fault, in the caller's own naming, where there is one.</summary>
    public string? Field { get; } = field;
}
