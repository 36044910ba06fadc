using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Understanding;

/// <summary>Settings under FeedbackBot:Understanding.</summary>
public sealed class UnderstandingOptions
{
    /// <summary>How long one reader may take before the next one is asked; the embedded one is the last. Default 3 s.</summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(3);
}

/// <summary>Reads a message with the first reader that can: configured ones under a deadline, the embedded one always.</summary>
public sealed class ReadMessage(
    IEnumerable<IReader> readers, EmbeddedReader embedded, IOptions<UnderstandingOptions> options, TimeProvider time, ILogger<ReadMessage> log)
{
    private readonly IReader[] _readers = [.. readers.Where(r => r is not EmbeddedReader)];

    public async ValueTask<Reading> RunAsync(string text, string? languageHint, CancellationToken cancellation = default)
    {
        foreach (var reader in _readers)
        {
            using var deadline = new CancellationTokenSource(options.Value.Deadline, time);
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
