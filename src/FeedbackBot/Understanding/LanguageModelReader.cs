using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Understanding;

/// <summary>Reads with a language model, over the embedded reading. What a customer's text can talk the model into is a label and nothing else: see <see cref="LanguageModelReading"/>.</summary>
public sealed class LanguageModelReader(
    ILanguageModel model, IOptions<LanguageModelOptions> options, IOptions<UnderstandingOptions> understanding, TimeProvider time, ILogger<LanguageModelReader> log) : IReader
{
    public const string Prompt = "read-message";

    /// <summary>Of the patience for all readers: what was read by then is handed over, instead of being lost with what was not.</summary>
    private const double ShareOfPatience = 0.9;

    public string Name => "model";

    public async Task<IReadOnlyList<Reading?>> ReadAsync(IReadOnlyList<CoveredMessage> messages, CancellationToken cancellation)
    {
        using var budget = new CancellationTokenSource(understanding.Value.Patience * ShareOfPatience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, cancellation);
        var read = new Reading?[messages.Count];
        LanguageModelFailure? failure = null;
        await Parallel.ForAsync(0, messages.Count, new ParallelOptions { MaxDegreeOfParallelism = options.Value.MostAtOnce }, async (i, _) =>
        {
            try
            {
                read[i] = await ReadAsync(messages[i], either.Token);
            }
            catch (LanguageModelFailure failed)
            {
                failure = failed;
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                failure ??= new(LanguageModelFault.Late, "the model needed too long for all messages");
            }
        });
        return Array.Exists(read, r => r != null) || failure == null ? Told(read, failure) : throw failure;
    }

    private async Task<Reading> ReadAsync(CoveredMessage message, CancellationToken cancellation)
    {
        var settings = options.Value;
        if (IsSmallTalk(message.First, settings)) return message.First;

        cancellation.ThrowIfCancellationRequested();
        var text = TextCleaning.Cut(message.Text, settings.MostRead);
        var answer = await model.AskAsync(Prompt, new JsonObject { ["message"] = text }, cancellation);
        return LanguageModelReading.Over(message.First, text, answer, settings) with { Reader = $"{Name}/{model.Id}" };
    }

    /// <summary>A yes, a thanks or an order number that was read here as surely as the model reads anything: a chat does not wait for a model to say the same.</summary>
    private static bool IsSmallTalk(Reading first, LanguageModelOptions settings) =>
        first is { Kind: { Label: FeedbackKind.Other } kind, KindAbstained: false, Flags: ReadingFlags.None } && kind.Confidence >= settings.KindReliability;

    private Reading?[] Told(Reading?[] read, LanguageModelFailure? failure)
    {
        if (failure != null)
        {
            log.LogWarning("{Model} read {Read} of {All} messages: {Fault}", model.Id, read.Count(r => r != null), read.Length, failure.Message);
        }

        return read;
    }
}
