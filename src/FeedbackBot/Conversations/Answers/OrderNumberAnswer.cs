using System.Text.RegularExpressions;

namespace FeedbackBot.Conversations.Answers;

/// <summary>An order number: by the site's patterns anywhere, by anything with digits after a cue or when it was asked for.</summary>
internal sealed partial class OrderNumberAnswer(IReadOnlyList<Regex> patterns, Phrases cues) : AnswerType
{
    public override bool CanSpot => true;

    public override string? Parse(Heard heard)
    {
        var sure = Spot(heard);
        // Written in more groups than the pattern knows, the whole of it is meant.
        var loose = heard.Content <= 14 ? All(heard.Plain, LooseToken()).FirstOrDefault(v => sure is null || v.StartsWith(sure, StringComparison.Ordinal)) : null;
        return loose ?? sure;
    }

    /// <summary>The site knows its own numbers, whatever they look like.</summary>
    public override string? Given(Heard heard) => heard.Text;

    public override string? Spot(Heard heard) => SpotAll(heard).FirstOrDefault();

    public override string? Correct(Heard heard, string present)
    {
        var sure = SpotAll(heard);
        return (sure.Any(v => v != present) ? sure : All(heard.Plain, LooseToken())).LastOrDefault(v => v != present);
    }

    /// <summary>Every order number in the message, in its order, each once.</summary>
    public IReadOnlyList<string> SpotAll(Heard heard)
    {
        var found = new List<(int At, string Value)>();
        foreach (var pattern in patterns)
            found.AddRange(Matches(heard.Plain, pattern));
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

    private static (int At, string Value)? AfterCue(string plain, int from)
    {
        var end = Math.Min(plain.Length, from + 40);
        var match = CuedToken().Match(plain[from..end]);
        return match.Success ? (from + match.Groups["v"].Index, Compact(match.Groups["v"].Value)) : null;
    }

    private static IEnumerable<string> All(string plain, Regex pattern) =>
        Matches(plain, pattern).Select(m => m.Value).Where(v => v.Count(char.IsAsciiDigit) >= 3);

    private static IEnumerable<(int At, string Value)> Matches(string plain, Regex pattern)
    {
        var upper = plain.ToUpperInvariant();
        for (var match = pattern.Match(upper); match.Success; match = match.NextMatch())
        {
            if (!Standing(upper, match.Index, match.Length))
                continue;
            var value = WithoutSmallWord(match.Value);
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

    /// <summary>"IS 1234567" is a sentence, not a series.</summary>
    private static string WithoutSmallWord(string value)
    {
        var space = value.IndexOf(' ');
        return space is 1 or 2 && SmallWord().IsMatch(value[..space]) ? value[(space + 1)..] : value;
    }

    private static string Compact(string value) => value.Replace(" ", "").Replace("-", "").Replace("#", "").ToUpperInvariant();

    [GeneratedRegex("^(IS|NO|OF|MY|AT|TO|IN|ON|IT|OR|ID|NR|BY|SO|AS|US|WE|ME|LL|A|I|S|T|M|D)$")]
    private static partial Regex SmallWord();

    [GeneratedRegex(@"^(?:[\s:#.\-,(]|是|为|号码?|尾号|编号|is|was|are|id|no|nr|number|it's)*(?<v>[a-z]{0,4}[ -]?[0-9][a-z0-9]{2,}(?:[ -][0-9]{3,})*)(?![a-z0-9@])")]
    private static partial Regex CuedToken();

    [GeneratedRegex(@"(?:[A-Z]{1,4}[ -]?)?[0-9]{2,}(?:[ -]?[0-9]{2,}){0,4}[A-Z0-9]*")]
    private static partial Regex LooseToken();
}
