using System.Globalization;
using FeedbackBot.Understanding;

namespace FeedbackBot.Connectors.AzureLanguage;

/// <summary>How a document and its sentences feel, and the opinions behind it.</summary>
public sealed record Feeling(SentimentClaim Whole, IReadOnlyList<SentenceReading> Sentences, IReadOnlyList<Opinion> Opinions)
{
    public static Feeling Of(SentimentDocument answer, AnswerScene scene)
    {
        var sentences = answer.Sentences.Select((s, i) => SentenceOf(s ?? throw new InvalidDataException("an empty sentence"), scene)).ToArray();
        var opinions = answer.Sentences.SelectMany((s, i) => OpinionsOf(s, i, scene)).ToArray();
        var whole = ClaimOf(answer.Sentiment, answer.ConfidenceScores);
        if (whole.Label == Sentiment.Mixed) whole = whole with { Confidence = BothSides(answer) };

        // A message of one sentence says nothing more by it.
        return new(whole, sentences.Length > 1 ? sentences : [], opinions);
    }

    private static SentenceReading SentenceOf(SentimentSentence sentence, AnswerScene scene)
    {
        scene.At(sentence.Offset, sentence.Length);
        return new(sentence.Offset, sentence.Length, ClaimOf(sentence.Sentiment, sentence.ConfidenceScores));
    }

    private static SentimentClaim ClaimOf(string label, Scores scores)
    {
        if (!(IsShare(scores.Positive) && IsShare(scores.Neutral) && IsShare(scores.Negative))) throw new InvalidDataException("a score outside 0 to 1");
        var felt = LabelOf(label);
        return new(felt, scores.Positive - scores.Negative, felt switch
        {
            Sentiment.Positive => scores.Positive,
            Sentiment.Negative => scores.Negative,
            Sentiment.Neutral => scores.Neutral,
            _ => Both(scores),
        });
    }

    /// <summary>The service has no score for mixed: it says so where one sentence is good and another bad, so both must be what they are called.</summary>
    private static double BothSides(SentimentDocument answer)
    {
        var good = answer.Sentences.Where(s => s.Sentiment == "positive").Select(s => s.ConfidenceScores.Positive).DefaultIfEmpty().Max();
        var bad = answer.Sentences.Where(s => s.Sentiment == "negative").Select(s => s.ConfidenceScores.Negative).DefaultIfEmpty().Max();
        return good > 0 && bad > 0 ? good * bad : Both(answer.ConfidenceScores);
    }

    /// <summary>As much of either as of the other.</summary>
    private static double Both(Scores scores) => Math.Min(1, 2 * Math.Min(scores.Positive, scores.Negative));

    private static bool IsShare(double score) => score is >= 0 and <= 1;

    private static Sentiment LabelOf(string label) => label switch
    {
        "positive" => Sentiment.Positive,
        "neutral" => Sentiment.Neutral,
        "negative" => Sentiment.Negative,
        "mixed" => Sentiment.Mixed,
        _ => throw new InvalidDataException("an unknown feeling"),
    };

    /// <summary>Each judging word with what it judges; those that judge nothing named stand alone.</summary>
    private static IEnumerable<Opinion> OpinionsOf(SentimentSentence sentence, int number, AnswerScene scene)
    {
        var words = sentence.Assessments ?? [];
        var alone = Enumerable.Range(0, words.Count).ToHashSet();
        foreach (var target in sentence.Targets ?? [])
        {
            var about = scene.At(target.Offset, target.Length);
            foreach (var relation in target.Relations.Where(r => r.RelationType == "assessment"))
            {
                var at = AssessmentAt(relation.Ref, scene.Place, number, words.Count);
                alone.Remove(at);
                yield return new(about, scene.At(words[at].Offset, words[at].Length), LabelOf(words[at].Sentiment));
            }
        }

        foreach (var at in alone.Order()) yield return new("", scene.At(words[at].Offset, words[at].Length), LabelOf(words[at].Sentiment));
    }

    private static int AssessmentAt(string pointer, int document, int sentence, int count)
    {
        var before = string.Create(CultureInfo.InvariantCulture, $"#/documents/{document}/sentences/{sentence}/assessments/");
        return pointer.StartsWith(before, StringComparison.Ordinal)
            && int.TryParse(pointer.AsSpan(before.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < count
            ? at
            : throw new InvalidDataException("an opinion that points nowhere");
    }
}
