using System.Text;
using System.Text.RegularExpressions;

namespace FeedbackBot.Conversations;

/// <summary>Set phrases as dialog files write them, compiled once to a matcher that takes linear time whatever it is given.</summary>
/// <remarks>In a phrase, <c>[x]</c> may be missing, <c>(a|b)</c> is either, <c>*</c> is a few words of the same sentence.</remarks>
internal sealed class Phrases
{
    public static readonly Phrases None = new(null, null, int.MaxValue);

    private const string Edge = @"[\s\p{P}\p{S}]*";

    private readonly Regex? _whole;
    private readonly Regex? _contains;
    private readonly int _atMost;

    private Phrases(Regex? whole, Regex? contains, int atMost) => (_whole, _contains, _atMost) = (whole, contains, atMost);

    /// <param name="whole">Phrases that are the message, but for politeness around them.</param>
    /// <param name="contains">Phrases that may stand anywhere in it.</param>
    /// <param name="fillers">Polite words that change nothing.</param>
    /// <param name="atMost">A longer message is about something else, whatever phrase it contains.</param>
    public static Phrases Compile(IEnumerable<string> whole, IEnumerable<string> contains, IEnumerable<string> fillers, int atMost = int.MaxValue) =>
        new(Whole(whole, fillers), Anywhere(contains), atMost);

    public bool IsWhole(string plain) => plain.Length <= 160 && _whole?.IsMatch(plain) == true;

    public bool IsIn(string plain) => plain.Length <= _atMost && _contains?.IsMatch(plain) == true;

    public bool Match(string plain) => IsWhole(plain) || IsIn(plain);

    /// <summary>The text without the phrases, to see whether anything else was said.</summary>
    public string Without(string plain) => IsWhole(plain) ? "" : _contains?.Replace(plain, " ") ?? plain;

    /// <summary>Where the first phrase stands; start −1 if none.</summary>
    public (int Start, int Length) Find(string plain)
    {
        var match = _contains is null || plain.Length > _atMost ? null : _contains.Match(plain);
        return match is { Success: true } ? (match.Index, match.Length) : (-1, 0);
    }

    public IEnumerable<(int Start, int Length)> All(string plain)
    {
        if (_contains is null)
            yield break;
        for (var match = _contains.Match(plain); match.Success; match = match.NextMatch())
            yield return (match.Index, match.Length);
    }

    /// <summary>True when the phrase is written as the notation allows; otherwise what is wrong with it.</summary>
    public static string? Fault(string phrase)
    {
        if (string.IsNullOrWhiteSpace(phrase))
            return "an empty phrase";
        if (phrase.AsSpan().ContainsAny("?+\\^$"))
            return "a phrase with one of ? + \\ ^ $; expected [x] for what may be missing, (a|b) for either, * for a few words";
        try
        {
            _ = Compiled(Pattern(phrase));
            return null;
        }
        catch (ArgumentException)
        {
            return "a phrase with unbalanced ( ) or [ ]";
        }
    }

    private static Regex? Whole(IEnumerable<string> phrases, IEnumerable<string> fillers)
    {
        var any = Alternatives(phrases);
        if (any.Length == 0)
            return null;
        var polite = Alternatives(fillers);
        var around = polite.Length == 0 ? Edge : $@"(?:{Edge}(?:{polite}))*{Edge}";
        return Compiled($"^{around}(?:(?:{any}){around})+$");
    }

    private static Regex? Anywhere(IEnumerable<string> phrases)
    {
        var any = Alternatives(phrases);
        return any.Length == 0 ? null : Compiled(any);
    }

    // Longest first: "不满意" is looked for before "满意".
    private static string Alternatives(IEnumerable<string> phrases) =>
        string.Join('|', phrases.Distinct().OrderByDescending(p => p.Length).Select(Pattern));

    private static Regex Compiled(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    private static string Pattern(string phrase)
    {
        var plain = Plain.Of(phrase);
        var pattern = new StringBuilder();
        foreach (var c in plain)
        {
            pattern.Append(c switch
            {
                '[' => "(?:",
                ']' => ")?",
                '(' => "(?:",
                ')' => ")",
                '|' => "|",
                '*' => "[^.!?;]{0,16}",
                ' ' => " *",
                _ => Regex.Escape(c.ToString()),
            });
        }
        var letters = plain.Trim('(', '[', ')', ']');
        if (letters.Length > 0 && char.IsAsciiLetterOrDigit(letters[0]))
            pattern.Insert(0, @"\b(?:").Append(')');
        if (letters.Length > 0 && char.IsAsciiLetterOrDigit(letters[^1]))
            pattern.Append(@"\b");
        return pattern.ToString();
    }
}
