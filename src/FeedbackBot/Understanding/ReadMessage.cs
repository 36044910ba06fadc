using Microsoft.Extensions.Logging;

namespace FeedbackBot.Understanding;

/// <summary>Reads a message with the first reader that can: configured ones under a deadline, the embedded one always.</summary>
public sealed class ReadMessage(IEnumerable<IReader> readers, EmbeddedReader embedded, TimeProvider time, ILogger<ReadMessage> log)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(3);
    private readonly IReader[] _readers = [.. readers.Where(r => r is not EmbeddedReader)];

    public async ValueTask<Reading> RunAsync(string text, string? languageHint, CancellationToken cancellation = default)
    {
        foreach (var reader in _readers)
        {
            using var deadline = new CancellationTokenSource(Deadline, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
            try
            {
                return await reader.ReadAsync(text, languageHint, either.Token);
            }
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
            {
                log.LogWarning(failure, "{Reader} could not read a message; the next reader takes it", reader.Name);
            }
        }

        return await embedded.ReadAsync(text, languageHint, cancellation);
    }
}
