using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Understanding;

/// <summary>What is known of a message now, and what a second reader may still find.</summary>
/// <param name="Late">Still running after the deadline; null where nothing more comes.</param>
public readonly record struct TimelyReading(Reading Reading, Task<Reading>? Late);

/// <summary>Reads with the embedded reader, at once and always; then asks the configured readers in order for a better reading, within a deadline.</summary>
public sealed class ReadMessage(
    IEnumerable<IReader> readers, EmbeddedReader embedded, IOptions<UnderstandingOptions> options, TimeProvider time, ILogger<ReadMessage> log)
{
    private readonly IReader[] _readers = options.Value.Readers is { Length: > 0 } order
        ? [.. order.SelectMany(name => readers.Where(r => string.Equals(r.Name, name, StringComparison.OrdinalIgnoreCase)))]
        : [.. readers.OrderBy(r => r.Name, StringComparer.Ordinal)];

    /// <summary>Whether a message may be read by another than the embedded reader.</summary>
    public bool AsksOthers => _readers.Length > 0;

    /// <summary>The second readers by name, in the order in which they are asked.</summary>
    public IReadOnlyList<string> Others => [.. _readers.Select(r => r.Name)];

    /// <summary>For one who can wait as long as the readers may take.</summary>
    public async ValueTask<Reading> RunAsync(string text, string? languageHint, CancellationToken cancellation = default)
    {
        var first = embedded.Read(text, languageHint);
        return IsSettled(first) ? first : (await BetterAsync([Cover(text, first)], cancellation))[0];
    }

    /// <summary>For a customer's turn: waits no longer than the deadline.</summary>
    public async ValueTask<TimelyReading> InTimeAsync(string text, string? languageHint, CancellationToken cancellation = default)
    {
        var first = embedded.Read(text, languageHint);
        if (IsSettled(first)) return new(first, null);

        // What comes late is of use even when the visitor has gone.
        var better = FirstBetterAsync(Cover(text, first));
        await Task.WhenAny(better, Task.Delay(options.Value.Deadline, time, cancellation));
        cancellation.ThrowIfCancellationRequested();
        return better.IsCompleted ? new(await better, null) : new(first, better);
    }

    /// <summary>Many texts at once, as cloud services like them.</summary>
    public async Task<IReadOnlyList<Reading>> ManyAsync(IReadOnlyList<(string Text, string? Language)> texts, CancellationToken cancellation = default)
    {
        var first = texts.Select(t => embedded.Read(t.Text, t.Language)).ToArray();
        var open = Enumerable.Range(0, first.Length).Where(i => !IsSettled(first[i])).ToArray();
        if (open.Length == 0) return first;

        var better = await BetterAsync([.. open.Select(i => Cover(texts[i].Text, first[i]))], cancellation);
        for (var i = 0; i < open.Length; i++) first[open[i]] = better[i];
        return first;
    }

    /// <summary>Nobody else is configured, or there is nothing to read.</summary>
    private bool IsSettled(Reading first) => _readers.Length == 0 || first.Kind == null;

    private static CoveredMessage Cover(string text, Reading first) => new(PersonalData.Cover(text, first.PersonalData), first);

    private async Task<Reading> FirstBetterAsync(CoveredMessage message) => (await BetterAsync([message], default))[0];

    private async Task<Reading[]> BetterAsync(IReadOnlyList<CoveredMessage> messages, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(options.Value.Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        var read = new Reading?[messages.Count];
        var passedOver = new List<string>();
        foreach (var reader in _readers)
        {
            var open = Enumerable.Range(0, read.Length).Where(i => read[i] == null).ToArray();
            if (open.Length == 0) break;
            var answers = await AskAsync(reader, [.. open.Select(i => messages[i])], either.Token, cancellation);
            for (var i = 0; i < open.Length; i++)
                read[open[i]] = answers?[i] is { } answer ? answer with { PassedOver = [.. passedOver] } : null;
            if (open.Any(i => read[i] == null)) passedOver.Add(reader.Name);
        }

        return [.. read.Select((reading, i) => reading ?? messages[i].First with { PassedOver = passedOver })];
    }

    private async Task<IReadOnlyList<Reading?>?> AskAsync(
        IReader reader, IReadOnlyList<CoveredMessage> messages, CancellationToken either, CancellationToken callers)
    {
        try
        {
            var answers = await reader.ReadAsync(messages, either).WaitAsync(either);
            return answers.Count == messages.Count ? answers : throw new InvalidDataException($"{reader.Name} answered {answers.Count} for {messages.Count}.");
        }
        catch (Exception failure) when (!callers.IsCancellationRequested)
        {
            log.LogWarning(failure, "{Reader} could not read; the next reader takes it", reader.Name);
            return null;
        }
    }
}
