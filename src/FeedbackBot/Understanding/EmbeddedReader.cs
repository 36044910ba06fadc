using FeedbackBot.Understanding.Embedded;

namespace FeedbackBot.Understanding;

/// <summary>Reads Chinese and English on this machine, with a lexicon and rules; needs no network and no key.</summary>
public sealed class EmbeddedReader
{
    /// <summary>From here on a trouble told without a bad word still counts as bad, even where the kind is left open.</summary>
    private const double Likely = 0.45;

    [ThreadStatic]
    private static Tally? _tally;

    private readonly PhraseTrie _phrases;
    private readonly LanguageDetector _languages;

    public EmbeddedReader()
    {
        var lexicon = LexiconSource.ReadAll();
        _phrases = new PhraseTrie(lexicon.Values);
        Inheritance.Fill(lexicon.Values, _phrases);
        _languages = new LanguageDetector(lexicon.Values);
    }

    public static string Name => "embedded/1";

    /// <param name="text">What was said, already cleaned of control characters; any length.</param>
    /// <param name="languageHint">The page's or channel's language, where known; the text itself wins where it is clear.</param>
    public Reading Read(string text, string? languageHint)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (string.IsNullOrWhiteSpace(text)) return Reading.Nothing(Name);
        var tally = _tally ??= new Tally();
        tally.Clear();
        tally.Text.Fold(text);
        _phrases.Find(tally.Text, tally.Tokens);
        tally.Units = tally.Tokens.Count == 0 ? RoughUnits(text) : Units(tally);
        ClauseReading.Read(tally);
        if (AsksWithoutMark(tally)) tally.EndsAsQuestion = true;

        var (language, confidence, unreadable) = _languages.Detect(text, tally, languageHint);
        var personal = PersonalData.Find(text);
        if (unreadable) return Reading.Nothing(Name) with { LanguageConfidence = confidence, PersonalData = personal };

        var flags = FlagRule.Decide(tally, SpamSigns.In(text, tally, _languages));
        var (kind, abstained) = KindRule.Decide(tally);
        return new Reading
        {
            Language = language,
            LanguageConfidence = confidence,
            Sentiment = SentimentRule.Decide(tally, kind.Label == FeedbackKind.Complaint && (!abstained || kind.Confidence >= Likely)),
            Kind = kind,
            KindAbstained = abstained,
            Topics = TopicRule.Decide(tally.Topics),
            Urgency = UrgencyRule.Decide(tally, flags, kind.Label),
            Flags = flags,
            PersonalData = personal,
            Reader = Name,
        };
    }

    /// <summary>"能改不", "is breakfast included": put as a question, without the mark.</summary>
    private static bool AsksWithoutMark(Tally tally) =>
        tally.Text.Chars is [.., _, _, '不']
        || (tally.Units <= 10 && tally.Tokens.Count > 0 && tally.Tokens[0] is { Start: 0, Entry: { } first } && first.Has(Roles.Opening));

    private static int RoughUnits(string text) => text.Length <= 4 ? 1 : 1 + text.Count(' ');

    private static int Units(Tally tally) => Math.Max(tally.Tokens[^1].EndUnit, tally.Text.UnitsAfter(tally.Tokens[^1].End) + tally.Tokens[^1].EndUnit);
}
