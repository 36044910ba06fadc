using FeedbackBot.Understanding;
using Microsoft.Extensions.Logging;

namespace FeedbackBot.Connectors.AzureLanguage;

/// <summary>
/// Asks Azure AI Language how messages feel, in which language they are and what personal data is in them. Kind, topics, urgency and
/// flags stay as the embedded reader found them: the service knows nothing of these.
/// </summary>
public sealed class AzureLanguageReader(AnalyzeText service, ILogger<AzureLanguageReader> log) : IReader
{
    public string Name => "azure";

    public async Task<IReadOnlyList<Reading?>> ReadAsync(IReadOnlyList<CoveredMessage> messages, CancellationToken cancellation)
    {
        Document[] documents = [.. messages.Select(Document.Of).OfType<Document>()];
        if (documents.Length == 0) return new Reading?[messages.Count];

        // Side by side: the slowest sets the time. Only how it feels is indispensable.
        using var others = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var languages = AskAllAsync(Analyses.Language, documents, others.Token);
        var personal = AskAllAsync(Analyses.PersonalData, documents, others.Token);
        var (feelings, failure) = await AskAllAsync(Analyses.Sentiment, documents, cancellation);
        if (feelings.Count == 0 && failure != null)
        {
            await others.CancelAsync();
            await Task.WhenAll(languages, personal);
            throw failure;
        }

        var (language, data) = ((await languages).Found, (await personal).Found);
        return [.. messages.Select((m, i) => feelings.TryGetValue(i, out var felt) ? Bettered(m.First, felt, Of(language, i), Of(data, i)) : null)];
    }

    /// <summary>The embedded reading with what the service knows better.</summary>
    private static Reading Bettered(Reading first, Found<Feeling> felt, LanguageFinding? language, IReadOnlyList<PersonalDataSpan>? personal) => first with
    {
        Sentiment = felt.Finding.Whole,
        Sentences = felt.Finding.Sentences,
        // For most languages the service finds no opinions, which does not mean that there are none.
        Opinions = felt.Finding.Opinions.Count > 0 ? felt.Finding.Opinions : first.Opinions,
        // Where it disagrees, the embedded reader, which knows the page's language, is believed.
        LanguageConfidence = language?.Language == first.Language ? language.Confidence : first.LanguageConfidence,
        PersonalData = personal == null ? first.PersonalData : PersonalFindings.Beside(first.PersonalData, personal),
        Reader = $"azure/{felt.Model}",
    };

    private static T? Of<T>(IReadOnlyDictionary<int, Found<T>> found, int index) where T : class =>
        found.TryGetValue(index, out var one) ? one.Finding : null;

    /// <summary>All documents in as many calls as their limits ask for; calls that fail take no other along.</summary>
    private async Task<(IReadOnlyDictionary<int, Found<TFinding>> Found, Exception? Failure)> AskAllAsync<TAnswer, TFinding>(
        Analysis<TAnswer, TFinding> analysis, Document[] documents, CancellationToken cancellation) where TAnswer : DocumentAnswer
    {
        var calls = Batches.Of(analysis.Call, documents).Select(batch => service.AskAsync(analysis, batch, cancellation)).ToArray();
        var found = new Dictionary<int, Found<TFinding>>();
        Exception? failure = null;
        var failed = 0;
        foreach (var call in calls)
        {
            try
            {
                foreach (var (index, one) in await call) found[index] = one;
            }
            catch (Exception one)
            {
                failure ??= one;
                failed++;
            }
        }

        if (failure is not (null or OperationCanceledException))
        {
            log.LogWarning("{Failed} of {Calls} calls of {Kind} failed, the first because: {Reason}", failed, calls.Length, analysis.Call.Kind, failure.Message);
        }

        return (found, failure);
    }
}
