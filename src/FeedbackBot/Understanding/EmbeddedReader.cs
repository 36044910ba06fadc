using FeedbackBot.Understanding.Embedded;
using FeedbackBot.Understanding.Embedded.Model;

namespace FeedbackBot.Understanding;

/// <summary>Reads Chinese and English on this machine with a trained linear model over n-grams and over what our lexicon sees; needs no network and no key.</summary>
public sealed class EmbeddedReader
{
    [ThreadStatic]
    private static Scratch? _scratch;

    private readonly Lexicon _lexicon = new();
    private readonly LinearModel _model;

    internal EmbeddedReader(LinearModel model)
    {
        _model = model;
        Name = "embedded/" + model.Version;
    }

    /// <summary>Stands in <see cref="Reading.Reader"/>.</summary>
    public string Name { get; }

    /// <summary>Whether a reading was made here, by this or another version.</summary>
    public static bool Made(Reading reading) => reading.Reader.StartsWith("embedded/", StringComparison.Ordinal);

    /// <param name="text">What was said, already cleaned of control characters; any length.</param>
    /// <param name="languageHint">The page's or channel's language, where known; the text itself wins where it is clear.</param>
    public Reading Read(string text, string? languageHint)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (string.IsNullOrWhiteSpace(text)) return Reading.Nothing(Name);
        var scratch = _scratch ??= new Scratch();
        var tally = scratch.Whole;
        _lexicon.Tally(text, tally);
        var guess = _lexicon.Languages.Detect(text, tally, languageHint);
        var chinese = Languages.IsChinese(guess.Words == 0 && guess.Language == LanguageDetector.None ? languageHint : guess.Language);
        var judged = Judge(tally, scratch, chinese, stackalloc float[Heads.Outputs]);
        guess = guess.With(judged.English);
        var personal = PersonalData.Find(text);
        if (guess.Unreadable) return Reading.Nothing(Name) with { LanguageConfidence = guess.Confidence, PersonalData = personal };

        var flags = FlagRule.Decide(tally, SpamSigns.In(text, tally, _lexicon.Languages));
        var (kind, abstained) = judged.Kind();
        return new Reading
        {
            Language = guess.Language,
            LanguageConfidence = guess.Confidence,
            Sentiment = judged.Sentiment(tally),
            Kind = kind,
            KindAbstained = abstained,
            Topics = judged.Topics(tally),
            Urgency = judged.Urgency(flags),
            Flags = flags,
            PersonalData = personal,
            Sentences = SentencesOf(text, scratch, chinese),
            Opinions = OpinionPattern.In(text, tally),
            Values = SlotPatterns.In(text, personal),
            Reader = Name,
        };
    }

    private Judgement Judge(Tally tally, Scratch scratch, bool chinese, Span<float> scores)
    {
        scratch.Features.Clear();
        scratch.Features.Chinese = chinese;
        NGrams.Collect(tally, scratch.Features);
        SignList.Collect(tally, scratch.Features);
        return new Judgement(_model, scratch.Features, scores);
    }

    private IReadOnlyList<SentenceReading> SentencesOf(string text, Scratch scratch, bool chinese)
    {
        var places = Sentences.In(text, scratch.Whole);
        if (places.Count == 0) return [];
        var sentences = new SentenceReading[places.Count];
        Span<float> scores = stackalloc float[Heads.Outputs];
        for (var i = 0; i < sentences.Length; i++)
        {
            _lexicon.Tally(text.AsSpan()[places[i]], scratch.Part);
            var felt = Judge(scratch.Part, scratch, chinese, scores).Sentiment(scratch.Part);
            sentences[i] = new(places[i].Start.Value, places[i].End.Value - places[i].Start.Value, felt);
        }

        return sentences;
    }

    private sealed class Scratch
    {
        public readonly Tally Whole = new();
        public readonly Tally Part = new();
        public readonly Features Features = new();
    }
}
