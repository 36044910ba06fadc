namespace FeedbackBot.Understanding;

/// <summary>A message as it leaves this machine: everything personal covered, character for character, so that places in it stay true.</summary>
/// <param name="First">What the embedded reader made of it; a second reader answers with this, bettered.</param>
public sealed record CoveredMessage(string Text, Reading First);

/// <summary>A second opinion on messages, from a cloud service or a language model where one is configured; the embedded reader has always read before.</summary>
public interface IReader
{
    /// <summary>As it stands in FeedbackBot:Understanding:Readers.</summary>
    string Name { get; }

    /// <returns>One reading for each message, in their order; null where that one could not be read.</returns>
    /// <exception cref="Exception">Nothing could be read; the next reader is asked.</exception>
    Task<IReadOnlyList<Reading?>> ReadAsync(IReadOnlyList<CoveredMessage> messages, CancellationToken cancellation);
}
