namespace FeedbackBot.Understanding.Embedded;

/// <summary>Our own words and what they say: finds them in a message and adds up what they come to.</summary>
internal sealed class Lexicon
{
    private readonly PhraseTrie _phrases;

    public Lexicon()
    {
        var entries = LexiconSource.ReadAll();
        _phrases = new PhraseTrie(entries.Values);
        Inheritance.Fill(entries.Values, _phrases);
        Languages = new LanguageDetector(entries.Values);
    }

    public LanguageDetector Languages { get; }

    public void Tally(ReadOnlySpan<char> text, Tally tally)
    {
        tally.Clear();
        tally.Text.Fold(text);
        _phrases.Find(tally.Text, tally.Tokens);
        tally.Units = tally.Tokens.Count == 0 ? RoughUnits(text) : Units(tally);
        ClauseReading.Read(tally);
        if (AsksWithoutMark(tally)) tally.EndsAsQuestion = true;
    }

    /// <summary>"能改不", "is breakfast included": put as a question, without the mark.</summary>
    private static bool AsksWithoutMark(Tally tally) =>
        tally.Text.Chars is [.., _, _, '不']
        || (tally.Units <= 10 && tally.Tokens.Count > 0 && tally.Tokens[0] is { Start: 0, Entry: { } first } && first.Has(Roles.Opening));

    private static int RoughUnits(ReadOnlySpan<char> text) => text.Length <= 4 ? 1 : 1 + text.Count(' ');

    private static int Units(Tally tally) => Math.Max(tally.Tokens[^1].EndUnit, tally.Text.UnitsAfter(tally.Tokens[^1].End) + tally.Tokens[^1].EndUnit);
}
