using System.Text.Json;
using FeedbackBot.Storage;
using FeedbackBot.Understanding.Embedded;

namespace FeedbackBot.Understanding;

/// <summary>
/// Lays a model's labels over the embedded reading. Only labels of closed lists are taken, and words that stand in the message itself;
/// flags are added and never removed, urgency is never below what the flags demand, and personal data and values stay as found here.
/// </summary>
internal static class LanguageModelReading
{
    /// <param name="text">What the model was shown.</param>
    /// <param name="answer">Valid by the schema of the prompt.</param>
    public static Reading Over(Reading first, string text, JsonElement answer, LanguageModelOptions settings)
    {
        var unsure = Words(answer, "unsure");
        double Sure(string head, double reliability) => unsure.Contains(head) ? settings.UnsureReliability : reliability;

        var flags = Words(answer, "flags").Aggregate(first.Flags, (all, word) => all | Label<ReadingFlags>(word));
        var (language, confidence) = Language(first, Word(answer, "language"), Sure("language", settings.LanguageReliability));
        return first with
        {
            Language = language,
            LanguageConfidence = confidence,
            Sentiment = Sentiment(first, answer, Sure("sentiment", settings.SentimentReliability)),
            Kind = new(Label<FeedbackKind>(Word(answer, "kind")), Sure("kind", settings.KindReliability)),
            KindAbstained = unsure.Contains("kind"),
            Topics = Topics(first, answer, Sure("topics", settings.TopicReliability)),
            Urgency = (Urgency)Math.Max((int)Label<Urgency>(Word(answer, "urgency")), (int)UrgencyRule.Of(flags)),
            Flags = flags,
            Opinions = Opinions(first, text, answer),
        };
    }

    private static (string Language, double Confidence) Language(Reading first, string said, double reliability) =>
        said == "und" || said == first.Language || first.LanguageConfidence >= reliability
            ? (first.Language, first.LanguageConfidence)
            : (said, reliability);

    private static SentimentClaim Sentiment(Reading first, JsonElement answer, double confidence)
    {
        var label = Label<Sentiment>(Word(answer, "sentiment"));
        var strength = Word(answer, "strength") switch { "strong" => 0.9, "weak" => 0.3, _ => 0.6 };
        return new(label, label switch
        {
            Understanding.Sentiment.Positive => strength,
            Understanding.Sentiment.Negative => -strength,
            Understanding.Sentiment.Mixed when first.Sentiment is { Label: Understanding.Sentiment.Mixed } known => known.Value,
            _ => 0,
        }, confidence);
    }

    private static IReadOnlyList<Claim<string>> Topics(Reading first, JsonElement answer, double confidence)
    {
        var known = Words(answer, "topics").Where(Vocabulary.Topics.Contains).Distinct().Select(t => new Claim<string>(t, confidence)).ToArray();
        return known.Length > 0 ? known : first.Topics;
    }

    /// <summary>An opinion counts only in the customer's own words: anything else the model made up, or was told to say.</summary>
    private static IReadOnlyList<Opinion> Opinions(Reading first, string text, JsonElement answer)
    {
        bool Said(string words) => text.Contains(words, StringComparison.OrdinalIgnoreCase);
        var opinions = answer.GetProperty("opinions").EnumerateArray()
            .Select(o => new Opinion(Word(o, "about").Trim(), Word(o, "words").Trim(), Label<Sentiment>(Word(o, "felt"))))
            .Where(o => o.Words.Length > 0 && Said(o.Words) && Said(o.About))
            .ToArray();
        return opinions.Length > 0 ? opinions : first.Opinions;
    }

    private static string Word(JsonElement answer, string key) => answer.GetProperty(key).GetString()!;

    private static string[] Words(JsonElement answer, string key) => [.. answer.GetProperty(key).EnumerateArray().Select(w => w.GetString()!)];

    private static T Label<T>(string word) where T : struct, Enum => ColumnForms.Parse<T>(word);
}
