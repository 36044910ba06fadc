namespace FeedbackBot.Conversations.Files;

/// <summary>One fault in a dialog file: where it is and what was expected there.</summary>
public sealed record DialogError(string File, long Line, long Column, string Message)
{
    public override string ToString() => $"{File}:{Line}:{Column}: {Message}";
}

/// <summary>The dialog files cannot be used; every fault is named, not just the first.</summary>
public sealed class DialogErrors(IReadOnlyList<DialogError> errors)
    : Exception(string.Join(Environment.NewLine, errors))
{
    public IReadOnlyList<DialogError> Errors { get; } = errors;
}
