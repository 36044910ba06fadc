namespace FeedbackBot.Understanding;

/// <summary>Makes a <see cref="Reading"/> of a message: embedded by default, a cloud service or a language model where configured.</summary>
public interface IReader
{
    /// <summary>Stands in <see cref="Reading.Reader"/>.</summary>
    string Name { get; }

    /// <param name="text">What was said, already cleaned of control characters; any length.</param>
    /// <param name="languageHint">The page's or channel's language, where known; the text itself wins where it is clear.</param>
    ValueTask<Reading> ReadAsync(string text, string? languageHint, CancellationToken cancellation = default);
}
