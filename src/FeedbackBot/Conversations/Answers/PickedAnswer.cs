using System.Globalization;
using System.Text.RegularExpressions;

namespace FeedbackBot.Conversations.Answers;

/// <summary>One or several of the choices of a made survey, by their places ("1 and 3", "第二个") or their names; kept as places, counted from 1.</summary>
internal sealed partial class PickedAnswer(IReadOnlyList<LocalizedText> choices, bool several) : AnswerType
{
    /// <summary>A longer message tells something of its own, whatever choice it names.</summary>
    private const double CorrectsAtMost = 6;

    /// <summary>A shorter name stands in too many other words to be looked for among them.</summary>
    private const int NameFrom = 2;

    private const string Breaks = ".,!?;";

    private readonly IReadOnlyList<string[]> _names = [.. choices.Select(c => new[] { Plain.Of(c.ZhHans), Plain.Of(c.En) }.Where(n => n.Length > 0).Distinct().ToArray())];

    public override bool CanSpot => !several;

    public override string? Parse(Heard heard) => (Places(heard.Plain) ?? Kept(Named(heard))) ?? (several && EverythingPattern().IsMatch(heard.Plain) ? Kept(All) : null);

    /// <summary>A part of the message that is the name of a choice and nothing else.</summary>
    public override string? Spot(Heard heard) =>
        Kept([.. heard.Clauses.Where(c => !heard.Words[Intent.Yes].IsWhole(c) && !heard.Words[Intent.No].IsWhole(c)).SelectMany(Whole).Distinct()]);

    public override string? Correct(Heard heard, string present) => heard.Content <= CorrectsAtMost ? base.Correct(heard, present) : null;

    /// <summary>The whole message is a place or a name, whatever else those words could mean.</summary>
    public bool IsNamed(Heard heard) => Places(heard.Plain) != null || Whole(heard.Plain.Trim(' ', '.', '!')).Any();

    /// <summary>The message without the names of choices, to see whether anything else was said.</summary>
    public string Without(string plain) => _names.SelectMany(n => n).OrderByDescending(n => n.Length).Aggregate(plain, (rest, name) => rest.Replace(name, " ", StringComparison.Ordinal));

    public override string Show(string value, string language) =>
        string.Join(Languages.IsChinese(language) ? "、" : ", ", PlacesOf(value).Where(p => p <= choices.Count).Select(p => choices[p - 1].In(language)));

    public override IReadOnlyList<Choice> Buttons(string language) =>
        [.. choices.Select((c, index) => new Choice(several ? $"{Digits(index + 1)}. {c.In(language)}" : c.In(language), Digits(index + 1)))];

    /// <summary>A kept answer as its places.</summary>
    public static IEnumerable<int> PlacesOf(string value) => value.Split(',').Select(p => int.Parse(p, CultureInfo.InvariantCulture));

    public static string Digits(int place) => place.ToString(CultureInfo.InvariantCulture);

    private IEnumerable<int> All => Enumerable.Range(1, choices.Count);

    private IEnumerable<int> Whole(string clause) => All.Where(p => _names[p - 1].Contains(clause));

    /// <summary>Null where it is none, or more than one may be.</summary>
    private string? Kept(IEnumerable<int> places) =>
        places.Distinct().Order().ToList() is { Count: > 0 } picked && (several || picked.Count == 1) ? string.Join(',', picked.Select(Digits)) : null;

    /// <summary>Null where anything but places is said, or one that no choice has.</summary>
    private string? Places(string plain)
    {
        if (PlacePattern().Replace(plain, " ").Any(char.IsLetterOrDigit))
        {
            return null;
        }

        var places = PlacePattern().Matches(plain).Where(m => m.Groups["n"].Success).Select(m => (int?)Numerals.Read(m.Groups["n"].Value)).ToList();
        return places.All(p => p >= 1 && p <= choices.Count) ? Kept(places.Select(p => p!.Value)) : null;
    }

    /// <summary>Choices whose names stand in the message, the longest first where one is part of another, less those that are refused.</summary>
    private IEnumerable<int> Named(Heard heard)
    {
        if (heard.IsPutAsQuestion)
        {
            return [];
        }

        var rest = heard.Plain.ToCharArray();
        var found = new List<int>();
        foreach (var (place, name) in All.SelectMany(p => _names[p - 1].Select(n => (p, n))).OrderByDescending(n => n.n.Length))
        {
            for (var at = new string(rest).IndexOf(name, StringComparison.Ordinal); at >= 0; at = new string(rest).IndexOf(name, StringComparison.Ordinal))
            {
                if (Stands(heard, at, name))
                {
                    found.Add(place);
                }

                Array.Fill(rest, '\0', at, name.Length);
            }
        }

        return found.Count > 0 ? found : Misspelt(heard);
    }

    private bool Stands(Heard heard, int at, string name)
    {
        var (before, end) = (heard.Plain[..at], at + name.Length);
        var clause = before[(before.AsSpan().LastIndexOfAny(Breaks) + 1)..];
        return (name.Length >= (Plain.IsHan(name[0]) ? NameFrom : NameFrom + 1) ? IsEdge(heard.Plain, at - 1, name[0]) && IsEdge(heard.Plain, end, name[^1]) : heard.Clauses.Contains(name))
            && !heard.Words.Negates(clause);
    }

    /// <summary>In a few words, a name that is a slip away.</summary>
    private IEnumerable<int> Misspelt(Heard heard) => heard.Content > CorrectsAtMost || heard.Means(Intent.Skip) ? [] : All.Where(p =>
        _names[p - 1].Any(n => n.Length >= OneEdit.AtLeast && heard.Plain.Split([' ', '.', ',', '!'], StringSplitOptions.RemoveEmptyEntries).Any(t => OneEdit.Apart(t, n))));

    private static bool IsEdge(string plain, int at, char beside) =>
        at < 0 || at >= plain.Length || !char.IsAsciiLetterOrDigit(beside) || !char.IsAsciiLetterOrDigit(plain[at]);

    [GeneratedRegex(@"第? ?(?<n>\d{1,2}|[一二三四五六七八九十]{1,3}|\b(?:one|two|three|four|five|six|seven|eight|nine|ten)\b) ?(?:个|项|条|号)?|(?<![a-z])(?:and|the|i|choose|pick|take|options?|numbers?|nos?|choices?|please|pls|thanks)(?![a-z])|我?选|我要|和|与|跟|及|以及|还有|都|吧|谢谢", RegexOptions.CultureInvariant)]
    private static partial Regex PlacePattern();

    [GeneratedRegex(@"^[\s\p{P}]*(?:i (?:chose|choose|want) )?(?:all(?: of (?:them|these|the above|it))?|everything|(?:我?全部?|所有的?)都?(?:选|有|是|要)?|都(?:选|有|是|要))[\s\p{P}]*(?:了|吧)?[\s\p{P}]*$", RegexOptions.CultureInvariant)]
    private static partial Regex EverythingPattern();
}
