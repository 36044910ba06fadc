using System.Text;

namespace FeedbackBot.Tickets;

/// <summary>How alike two suggestions are: what they say without politeness and set phrases, the rarer the weightier. Pure.</summary>
/// <remarks>
/// Chinese is compared by pairs of characters, English by stemmed words, as weighted Dice coefficients. What any suggestion
/// speaks of (the app, delivery) weighs little. And where each says something that the other does not, a kettle here and an iron
/// there, they are two wishes for the same place, however much else they share.
/// </remarks>
public sealed class IdeaLikeness
{
    /// <summary>From here on two are taken for the same wish. Set on the side of never showing another one: see the pairs in the tests.</summary>
    public const double Alike = 0.45;

    private const double CommonWeight = 0.3;

    /// <summary>So much must be shared beyond the place it is about.</summary>
    private const double LeastShared = 1;

    /// <summary>What each may say alone: in Chinese this many characters, in English this part of what is shared.</summary>
    private const double MostOwnCharacters = 1;

    private const double MostOwnWords = 0.34;
    private const double OwnCommonWord = 0.5;
    private const int MostRead = 400;

    private readonly bool _chinese;
    private readonly Dictionary<string, double> _terms;
    private readonly double _weight;

    /// <summary>What it could say alone, and what that weighs there; and what it says at all.</summary>
    private readonly Dictionary<string, double> _own;
    private readonly HashSet<string> _said;

    private IdeaLikeness(bool chinese, Dictionary<string, double> terms)
    {
        (_chinese, _terms, _weight) = (chinese, terms, terms.Values.Sum());
        var common = terms.Where(t => t.Value < 1).SelectMany(t => Characters(t.Key)).ToHashSet();
        _said = chinese ? [.. terms.Keys.SelectMany(Characters)] : [.. terms.Keys];
        _own = chinese
            ? _said.Except(common).ToDictionary(c => c, c => IsLatin(c) ? 2.0 : 1)
            : terms.ToDictionary(t => t.Key, t => t.Value < 1 ? OwnCommonWord : 1);
    }

    public bool IsEmpty => _weight < LeastShared;

    public static IdeaLikeness Of(string text, string language)
    {
        var chinese = Languages.IsChinese(language);
        var words = chinese ? IdeaWords.Chinese : IdeaWords.English;
        var folded = (text.Length <= MostRead ? text : text[..MostRead]).Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        var terms = (chinese ? Pairs(words, folded) : Stems(words, folded)).Distinct();
        return new(chinese, terms.ToDictionary(t => t, t => words.Common.Contains(t) || IsSingle(t) ? CommonWeight : 1));
    }

    /// <summary>0…1, where 0 is also said of two that each have something of their own.</summary>
    public double Score(IdeaLikeness other)
    {
        var shared = _terms.Where(t => other._terms.ContainsKey(t.Key)).ToList();
        var weight = shared.Sum(t => t.Value);
        var own = Math.Min(Own(other), other.Own(this));
        return shared.Count(t => t.Value >= 1) < LeastShared || own > (_chinese ? MostOwnCharacters : MostOwnWords * weight)
            ? 0
            : 2 * weight / (_weight + other._weight);
    }

    private double Own(IdeaLikeness other) => _own.Where(o => !other._said.Contains(o.Key)).Sum(o => o.Value);

    /// <summary>One Chinese character left between two set phrases says little.</summary>
    private static bool IsSingle(string term) => term is [>= '\u2E80'];

    private static bool IsLatin(string term) => term[0] < 0x80;

    private static IEnumerable<string> Characters(string term) => IsLatin(term) ? [term] : term.Select(c => c.ToString());

    /// <summary>Pairs of neighbouring characters; a set phrase, a sign or a Latin word stands between two runs.</summary>
    private static IEnumerable<string> Pairs(IdeaWords words, string text)
    {
        foreach (var run in Runs(words.Fold(text)))
        {
            if (IsLatin(run) || run.Length == 1)
            {
                yield return run;
            }

            for (var i = 0; !IsLatin(run) && i + 1 < run.Length; i++)
            {
                yield return run.Substring(i, 2);
            }
        }
    }

    private static IEnumerable<string> Stems(IdeaWords words, string text) =>
        Runs(words.Fold(" " + string.Join(' ', Runs(text).Select(Stem)) + " "));

    /// <summary>Runs of letters and digits of one script.</summary>
    private static IEnumerable<string> Runs(string text)
    {
        var from = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            var ends = i == text.Length || !char.IsLetterOrDigit(text[i]) || (i > from && text[i] < 0x80 != text[i - 1] < 0x80);
            if (ends && i > from)
            {
                yield return text[from..i];
            }

            if (i < text.Length && ends)
            {
                from = char.IsLetterOrDigit(text[i]) ? i : i + 1;
            }
        }
    }

    internal static string Stem(string word) => word switch
    {
        { Length: > 4 } when word.EndsWith("ies", StringComparison.Ordinal) => word[..^3] + "y",
        { Length: > 5 } when word.EndsWith("ing", StringComparison.Ordinal) => Bare(word[..^3]),
        { Length: > 4 } when word.EndsWith("ed", StringComparison.Ordinal) => Bare(word[..^2]),
        { Length: > 3 } when word[^1] == 's' && word[^2] is not ('s' or 'u' or 'i') => Bare(word[..^1]),
        _ => Bare(word),
    };

    /// <summary>Without a silent e or a doubled last letter, so that "notify", "notified", "note" and "stopping" meet.</summary>
    private static string Bare(string stem) => stem.Length < 4 ? stem
        : stem[^1] == 'e' ? stem[..^1]
        : stem[^1] == stem[^2] && stem[^1] is not ('l' or 's') ? stem[..^1]
        : stem;
}
