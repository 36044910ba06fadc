namespace FeedbackBot.Connectors.LanguageModel;

/// <summary>One fault in a prompt file: where it is and what was expected there.</summary>
public sealed record PromptError(string File, long Line, long Column, string Message)
{
    public override string ToString() => $"{File}:{Line}:{Column}: {Message}";
}

/// <summary>The prompt files cannot be used; every fault is named, not just the first.</summary>
public sealed class PromptErrors(IReadOnlyList<PromptError> errors) : Exception(string.Join(Environment.NewLine, errors))
{
    public IReadOnlyList<PromptError> Errors { get; } = errors;
}
