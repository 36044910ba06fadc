using System.Text.RegularExpressions;

namespace FeedbackBot.Conversations.Answers;

/// <summary>One of a closed list, named by its button or in other words.</summary>
internal sealed partial class ChoiceAnswer(IReadOnlyList<Option> options) : AnswerType
{
    /// <summary>How far before the words a wish or a refusal may stand.</summary>
    private const int Reach = 24;

    /// <summary>A longer message is a sentence of its own, whose words only look alike.</summary>
    private const double MisspeltAtMost = 5;

    /// <summary>"What about my other case": in more words "other" is part of something else.</summary>
    private const double OtherAtMost = 3;

    private const string Breaks = ".,!?;";

    public override bool CanSpot => true;

    public override IReadOnlyList<string> Values => [.. options.Select(o => o.Value)];

    public override bool Resembles(Heard heard) => heard.Content >= 1 && !heard.Means(Intent.Doubt);

    public override string? Parse(Heard heard) =>
        options.FirstOrDefault(o => o.Value == heard.Plain)?.Value
        ?? (heard.Means(Intent.Correction) ? Latest(heard) : Preferred(heard) ?? Named(heard))
        ?? Counted(heard)
        ?? Misspelt(heard);

    /// <summary>What words that name none of the options come to, when they are an answer at all.</summary>
    public string? Otherwise(Heard heard) =>
        heard.Content >= 2.5 && !heard.IsPutAsQuestion ? options.FirstOrDefault(o => o.Otherwise)?.Value : null;

    public override string? Correct(Heard heard, string present) => Latest(heard, present);

    public override string? Spot(Heard heard) =>
        Demanded(heard)
        ?? Earliest(heard, o => o.Words.All(heard.Plain), wished: true);

    /// <summary>What is demanded in so many words, wherever it stands.</summary>
    public string? Demanded(Heard heard) => Earliest(heard, o => o.Demands.All(heard.Plain), wished: false);

    /// <summary>What is mentioned last of those whose mention suffices.</summary>
    public string? Mentioned(Heard heard) =>
        options.SelectMany(o => o.Mentions.All(heard.Plain).Select(f => (f.Start, o.Value)))
            .Where(f => !Refused(heard, f.Start)).OrderBy(f => f.Start).LastOrDefault().Value;

    /// <summary>The message without the words of any option, to see whether anything else was said.</summary>
    public string Without(string plain) => options.Aggregate(plain, (rest, option) => option.Words.Without(option.Demands.Without(rest)));

    public override string Show(string value, string language) => options.FirstOrDefault(o => o.Value == value)?.Name(language) ?? value;

    public override IReadOnlyList<Choice> Buttons(string language) =>
        [.. options.Where(o => o.Label is not null).Select(o => new Choice(o.Name(language), o.Value))];

    private string? Named(Heard heard) =>
        Earliest(heard, o => o.Otherwise && heard.Content > OtherAtMost ? [] : Said(o, heard), wished: false);

    /// <summary>"退款换货都行，最好是退款": of several the one that stands behind a word of preferring.</summary>
    private string? Preferred(Heard heard)
    {
        foreach (var (start, length) in heard.Words.Preferences.All(heard.Plain))
        {
            var behind = options.SelectMany(o => Said(o, heard).Select(f => (f.Start, o.Value)))
                .Where(f => f.Start >= start + length && f.Start <= start + length + Reach && !Refused(heard, f.Start))
                .OrderBy(f => f.Start).FirstOrDefault().Value;
            if (behind is not null)
                return behind;
        }
        return null;
    }

    /// <summary>In a few words, one that is a slip away from a word of an option.</summary>
    private string? Misspelt(Heard heard)
    {
        if (heard.Content > MisspeltAtMost || heard.IsPutAsQuestion || heard.Means(Intent.Skip))
            return null;
        var typed = heard.Plain.Split([' ', '.', ',', '!', '\''], StringSplitOptions.RemoveEmptyEntries);
        return options.FirstOrDefault(o => o.Spellings.Any(s => typed.Any(t => OneEdit.Apart(t, s))))?.Value;
    }

    /// <summary>"A refund, no, wait, a replacement": the last word counts, and before it one that is said to be it ("不是退款，是换货，没说清楚").</summary>
    private string? Latest(Heard heard, string? besides = null)
    {
        var named = options.Where(o => o.Value != besides && !o.Otherwise)
            .SelectMany(o => Said(o, heard).Select(f => (f.Start, o.Value)))
            .Where(f => !Refused(heard, f.Start))
            .OrderBy(f => f.Start).ToList();
        return (named.LastOrDefault(f => Vocabulary.StandsLast(heard.Words[Intent.Naming], Before(heard, f.Start, 8))).Value) ?? named.LastOrDefault().Value;
    }

    /// <summary>"1", "第二个", "B", "the last one": by its place among the buttons.</summary>
    private string? Counted(Heard heard)
    {
        var shown = options.Where(o => o.Label is not null).ToList();
        var match = PlacePattern().Match(heard.Plain);
        if (!match.Success || shown.Count == 0)
            return null;
        if (match.Groups["last"].Success)
            return shown[^1].Value;
        var word = match.Groups["n"].Value;
        var place = match.Groups["letter"].Success ? match.Groups["letter"].Value[0] - 'a' + 1 : Array.IndexOf(Ordinals, word) + 1;
        var number = place > 0 ? place : (int?)Numerals.Read(word);
        return number >= 1 && number <= shown.Count ? shown[number.Value - 1].Value : null;
    }

    private string? Earliest(Heard heard, Func<Option, IEnumerable<(int Start, int Length)>> found, bool wished)
    {
        var best = (Start: int.MaxValue, Value: (string?)null);
        foreach (var option in options)
        {
            foreach (var (start, length) in found(option))
            {
                if (start < best.Start && !Refused(heard, start) && (!wished || Wished(heard, start, length)))
                    best = (start, option.Value);
            }
        }
        return best.Value;
    }

    /// <summary>Everywhere that words of the option stand.</summary>
    private static IEnumerable<(int Start, int Length)> Said(Option option, Heard heard) => option.Demands.All(heard.Plain).Concat(option.Words.All(heard.Plain));

    private static bool Refused(Heard heard, int start) => heard.Words.Negates(Before(heard, start, 16));

    /// <summary>After a word of wishing, before a word of asking, or at the beginning of its clause: "退款！", "refund plss", "replace the lot".</summary>
    private static bool Wished(Heard heard, int start, int length)
    {
        var before = Before(heard, start, Reach);
        return heard.Words.Wishes.IsIn(before)
            || (before.Trim().Length == 0 && (EndsClause(heard.Plain, start + length) || IsOrder(heard, start, length)))
            || heard.Words[Intent.Urging].Find(After(heard.Plain, start + length)).Start is >= 0 and <= 2;
    }

    /// <summary>An English clause that begins with the bare verb asks for it: "refund the missing stuff".</summary>
    private static bool IsOrder(Heard heard, int start, int length) =>
        char.IsAsciiLetter(heard.Plain[start]) && After(heard.Plain, start + length).TrimStart() is { Length: > 0 } rest
        && heard.Words[Intent.Objects].Find(rest).Start == 0;

    private static string After(string plain, int at) => plain[at..Math.Min(plain.Length, at + Reach)];

    private static bool EndsClause(string plain, int at)
    {
        var end = plain.AsSpan(at).IndexOfAny(Breaks);
        var rest = plain.AsSpan(at, end < 0 ? plain.Length - at : end);
        var han = 0;
        foreach (var c in rest)
            han += Plain.IsHan(c) ? 1 : 0;
        return han <= 2 && rest.Count(' ') <= 2;
    }

    private static readonly string[] Ordinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh"];

    [GeneratedRegex(@"^[\s\p{P}]*(我?(要|选|就)+|the|option|number|no|choice|选项|答案是?|i(ll)? (take|choose|pick|want)( the)?)?[\s.]*(第?(?<n>\d|[一二三四五六七])|(?<n>first|second|third|fourth|fifth|sixth|seventh|one|two|three|four|five|six|seven)|(?<last>最后|last)一?|(?<letter>[a-g])) *(st|nd|rd|th)?(个|项|种|条|号|one|option|choice)? ?(吧|好了|please|pls|then|thanks|谢谢)?[\s\p{P}]*$", RegexOptions.CultureInvariant)]
    private static partial Regex PlacePattern();

    /// <summary>What stands before it in the same clause.</summary>
    private static string Before(Heard heard, int start, int reach)
    {
        var from = Math.Max(0, start - reach);
        var before = heard.Plain[from..start];
        var clause = before.AsSpan().LastIndexOfAny(Breaks);
        return clause < 0 ? before : before[(clause + 1)..];
    }
}
