using FeedbackBot.Understanding;

namespace FeedbackBot.Conversations;

/// <summary>A message as the runner looks at it: its plain form, and what it can mean, found once and only when asked.</summary>
internal sealed class Heard
{
    private readonly Vocabulary _words;
    private long _known;
    private long _meant;
    private long _wholeKnown;
    private long _whole;
    private IReadOnlyList<string>? _clauses;

    public Heard(string text, Reading reading, Vocabulary words, Occasion occasion)
        : this(text.Trim(), Conversations.Plain.Of(text.Trim()), reading, words, occasion)
    {
    }

    private Heard(string text, string plain, Reading reading, Vocabulary words, Occasion occasion)
    {
        _words = words;
        Text = text;
        Reading = reading;
        Occasion = occasion;
        Plain = plain;
        (HanCount, WordCount) = Count(Plain);
    }

    public string Text { get; }

    public string Plain { get; }

    public Reading Reading { get; }

    public Occasion Occasion { get; }

    /// <summary>By its own characters; digits alone are of the language of the talk.</summary>
    public bool IsChinese => HanCount > 0 || (WordCount == 0 && Languages.IsChinese(Occasion.Language));

    public int HanCount { get; }

    /// <summary>Latin words of two letters or more.</summary>
    public int WordCount { get; }

    public Vocabulary Words => _words;

    /// <summary>The same message with something already dealt with taken out, so that it is not understood twice.</summary>
    public Heard Without(Intent intent) =>
        new(Text, _words[intent].Without(Plain), Reading with { Kind = null, KindAbstained = true }, _words, Occasion);

    public bool IsEmpty => HanCount == 0 && !Text.Any(c => char.IsLetterOrDigit(c) || char.IsSurrogate(c) || c is '★' or '☆' or '⭐' or '?' or '✅' or '✔' or '☑' or '❌' or '✖' or '✗');

    /// <summary>One unit of content is a Latin word or two Chinese characters.</summary>
    public double Content => WordCount + (HanCount / 2.0);

    public bool Means(Intent intent)
    {
        var bit = 1L << (int)intent;
        if ((_known & bit) == 0)
        {
            _known |= bit;
            if (IsWhole(intent) || _words[intent].IsIn(Plain))
                _meant |= bit;
        }
        return (_meant & bit) != 0;
    }

    public bool IsWhole(Intent intent)
    {
        var bit = 1L << (int)intent;
        if ((_wholeKnown & bit) == 0)
        {
            _wholeKnown |= bit;
            if (_words[intent].IsWhole(Plain))
                _whole |= bit;
        }
        return (_whole & bit) != 0;
    }

    /// <summary>The parts between punctuation; in Chinese a blank between characters separates as well.</summary>
    public IReadOnlyList<string> Clauses => _clauses ??= Conversations.Plain.Clauses(Plain);

    /// <summary>One part of the message is this and nothing else: "doesn't work, forget it, bye".</summary>
    public bool HasClause(Intent intent) => IsWhole(intent) || Clauses.Any(_words[intent].IsWhole);

    public bool Has(ReadingFlags flag) => (Reading.Flags & flag) != 0;

    public bool IsKind(FeedbackKind kind) => !Reading.KindAbstained && Reading.Kind?.Label == kind;

    /// <summary>Asks for something, by the reader or by how it is put.</summary>
    public bool IsQuestion => IsKind(FeedbackKind.Question) || IsPutAsQuestion;

    public bool IsPutAsQuestion => Plain.EndsWith('?') || EndsAsking || Means(Intent.Asking);

    private bool EndsAsking => Plain.AsSpan().TrimEnd(" .!~") is [.., _, '吗' or '么' or '不'] ending && !ending.EndsWith("什么") && !ending.EndsWith("怎么");

    /// <summary>Says enough to be the story, the idea or the question itself.</summary>
    public bool TellsSomething(Phrases opening)
    {
        if (opening.IsWhole(Plain))
            return false;
        var (han, words) = Count(opening.Without(Plain));
        return words + (han / 2.0) >= 2;
    }

    private static (int Han, int Words) Count(string plain)
    {
        int han = 0, words = 0, run = 0;
        foreach (var c in plain)
        {
            if (Conversations.Plain.IsHan(c))
                han++;
            if (char.IsLetter(c) && !Conversations.Plain.IsHan(c))
                run++;
            else if (c != '\'')
                run = 0;
            if (run == 2)
                words++;
        }
        return (han, words);
    }
}
