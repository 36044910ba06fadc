using System.Text.RegularExpressions;

namespace FeedbackBot.Conversations.Answers;

/// <summary>An order number: by the site's patterns anywhere, by anything with digits after a cue or when it was asked for.</summary>
internal sealed partial class OrderNumberAnswer(IReadOnlyList<Regex> patterns, Phrases cues) : AnswerType
{
    public override bool CanSpot => true;

    public override bool Resembles(Heard heard) => heard.Plain.Any(char.IsAsciiDigit);

    public override string? Parse(Heard heard)
    {
        var sure = Spot(heard);
        var phone = PhoneAnswer.Find(heard.Plain) ?? "";
        // Written in more groups than the pattern knows, the whole of it is meant.
        var loose = heard.Content <= 14 ? All(Spelled(heard), LooseToken()).FirstOrDefault(v => !phone.EndsWith(v, StringComparison.Ordinal) && !phone.StartsWith(v, StringComparison.Ordinal) && (sure is null || v.StartsWith(sure, StringComparison.Ordinal))) : null;
        return loose ?? sure;
    }

    /// <summary>"ab 一二三四五六七八", "a b one two three …": spoken letter by letter, digit by digit.</summary>
    private static string Spelled(Heard heard) => Letters().Replace(Numerals.Spelled(heard.Plain, SpokenAtLeast), m => m.Value.Replace(" ", "", StringComparison.Ordinal));

    /// <summary>Fewer spoken digits are a count.</summary>
    private const int SpokenAtLeast = 4;

    /// <summary>The site knows its own numbers, whatever they look like.</summary>
    public override string? Given(Heard heard) => heard.Text;

    public override string? Spot(Heard heard) => SpotAll(heard).FirstOrDefault();

    public override string? Correct(Heard heard, string present)
    {
        if (Tail().Match(heard.Plain) is { Success: true } tail && tail.Groups["t"].Value is var digits && digits.Length < present.Length)
            return present[..^digits.Length] + digits is var mended && mended != present ? mended : null;
        var sure = SpotAll(heard);
        return (sure.Any(v => v != present) ? sure : All(heard.Plain, LooseToken())).LastOrDefault(v => v != present);
    }

    /// <summary>Every order number in the message, in its order, each once.</summary>
    public IReadOnlyList<string> SpotAll(Heard heard)
    {
        var found = new List<(int At, string Value)>();
        foreach (var pattern in patterns)
            found.AddRange(Matches(heard.Plain, pattern, Written(heard)));
        if (heard.Plain.Any(char.IsAsciiDigit))
        {
            foreach (var (start, length) in cues.All(heard.Plain))
            {
                if (AfterCue(heard.Plain, start + length) is { } token)
                    found.Add(token);
            }
        }
        return [.. found.OrderBy(f => f.At).Select(f => f.Value).Distinct()];
    }

    /// <summary>The message where it is written in both cases: capitals there are meant.</summary>
    private static string Written(Heard heard) => heard.Text.Any(char.IsAsciiLetterLower) ? heard.Text : "";

    private static (int At, string Value)? AfterCue(string plain, int from)
    {
        var end = Math.Min(plain.Length, from + 40);
        var match = CuedToken().Match(plain[from..end]);
        return match.Success ? (from + match.Groups["v"].Index, Compact(match.Groups["v"].Value)) : null;
    }

    private static IEnumerable<string> All(string plain, Regex pattern) =>
        Matches(plain, pattern, "").Select(m => m.Value).Where(v => v.Count(char.IsAsciiDigit) >= 3);

    private static IEnumerable<(int At, string Value)> Matches(string plain, Regex pattern, string written)
    {
        var upper = plain.ToUpperInvariant();
        for (var match = pattern.Match(upper); match.Success; match = match.NextMatch())
        {
            if (!Standing(upper, match.Index, match.Length))
                continue;
            var value = written.Contains(match.Value, StringComparison.Ordinal) ? match.Value : WithoutSmallWord(match.Value);
            if (IsSomethingElse(upper, match.Index, match.Length))
                continue;
            if (!PhoneAnswer.Looks(value) && !TicketNumberAnswer.Looks(value))
                yield return (match.Index, Compact(value));
        }
    }

    /// <summary>Not a piece of something longer, nor of an address.</summary>
    private static bool Standing(string text, int start, int length)
    {
        var end = start + length;
        return (start == 0 || !(char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] is '@' or '.' or '+'))
            && (end == text.Length || !(char.IsAsciiLetterOrDigit(text[end]) || text[end] == '@'));
    }

    /// <summary>A day, an amount or a count: told by its own form or by what stands around it.</summary>
    private static bool IsSomethingElse(string text, int start, int length)
    {
        var before = text[Math.Max(0, start - 2)..start];
        var behind = text[(start + length)..Math.Min(text.Length, start + length + 10)];
        return DayForm().IsMatch(text.AsSpan(start, length)) || AmountSign().IsMatch(before) || Unit().IsMatch(behind);
    }

    /// <summary>"IS 1234567" is a sentence, not a series.</summary>
    private static string WithoutSmallWord(string value)
    {
        var space = value.IndexOf(' ');
        return space is >= 1 and <= 5 && SmallWord().IsMatch(value[..space]) ? value[(space + 1)..] : value;
    }

    private static string Compact(string value) => value.Replace(" ", "").Replace("-", "").Replace("#", "").ToUpperInvariant();

    [GeneratedRegex(@"(?<![a-z0-9])[a-z](?: [a-z]){1,3} (?=[0-9]{4})", RegexOptions.CultureInvariant)]
    private static partial Regex Letters();

    [GeneratedRegex("^(?:19|20)[0-9]{2}[- ](?:0?[1-9]|1[0-2])[- ](?:0?[1-9]|[12][0-9]|3[01])$|^(?:0?[1-9]|[12][0-9]|3[01])[- ](?:0?[1-9]|1[0-2])[- ](?:19|20)[0-9]{2}$", RegexOptions.CultureInvariant)]
    private static partial Regex DayForm();

    [GeneratedRegex("[¥$€£] ?$", RegexOptions.CultureInvariant)]
    private static partial Regex AmountSign();

    [GeneratedRegex(@"^(?: ?(?:[年月日天次元块周%点]|分钟|个|小时|人|公里|美元|美金)|:[0-9]|[.,][0-9]{1,2}(?![0-9])| (?:DAYS?|WEEKS?|MONTHS?|YEARS?|HOURS?|MINUTES?|TIMES|EUROS?|DOLLARS?|POUNDS|BUCKS|QUID|YUAN|PEOPLE|PERCENT|USD|RMB|CNY|[AP]M)(?![A-Z]))", RegexOptions.CultureInvariant)]
    private static partial Regex Unit();

    [GeneratedRegex("^(ITS|THATS|IM|WAS|IS|NO|OF|MY|AT|TO|IN|ON|IT|OR|ID|NR|BY|SO|AS|US|WE|ME|LL|A|I|S|T|M|D)$")]
    private static partial Regex SmallWord();

    [GeneratedRegex(@"^(?:[\s:#.\-,(]|是|为|号码?|尾号|编号|is|was|are|id|no|nr|number|its)*(?<v>[a-z]{0,4}[ -]?[0-9][a-z0-9]{2,}(?:[ -][0-9]{3,})*)(?![a-z0-9@])")]
    private static partial Regex CuedToken();

    /// <summary>"尾号是 3", "it should end in 53".</summary>
    [GeneratedRegex(@"(?:尾号|末尾|末位|最后[一二两三四1-4]?位|last (?:[a-z0-9]+ )?(?:digits?|numbers?)|ends? (?:in|with)|ending (?:in|with))[^0-9]{0,12}(?<t>[0-9]{1,4})(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Tail();

    [GeneratedRegex(@"(?:[A-Z]{1,4}[ -]?)?[0-9]{2,}(?:[ -]?[0-9]{2,}){0,4}[A-Z0-9]*")]
    private static partial Regex LooseToken();
}
