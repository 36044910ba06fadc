using System.Text.RegularExpressions;

namespace FeedbackBot.Conversations.Answers;

/// <summary>Who it is about: free words when asked; in a story, a name after a word that people are thanked or called by.</summary>
internal sealed partial class PersonAnswer(Phrases spot) : AnswerType
{
    public override bool CanSpot => true;

    public override string? Parse(Heard heard) => heard.IsEmpty ? null : heard.Text;

    /// <summary>Another name is told with the story, not put in place of the first.</summary>
    public override string? Correct(Heard heard, string present) => null;

    public override string? Spot(Heard heard)
    {
        var (start, length) = spot.Find(heard.Plain);
        if (start >= 0)
            return heard.Plain.Substring(start, length).Trim(' ', ',', '.');
        var named = Named().Match(heard.Text);
        return named.Success && !NoName().IsMatch(named.Groups["who"].Value) ? named.Groups["who"].Value : null;
    }

    [GeneratedRegex(@"(?:\b(?:[Tt]hank(?:s| you)(?: so much| very much)?(?: to)?|[Kk]udos to|[Ss]hout ?out to|[Hh]ats off to|[Cc]redit to|[Pp]raise|[Cc]ompliment|[Cc]ommend|named|called|helped by|served by|dealt with by|(?:[Yy]our |[Tt]he )(?:driver|agent|technician|engineer|nurse|doctor|waiter|waitress|colleague|assistant|receptionist|plumber|courier|manager|cashier)|[Mm]r\.?|[Mm]rs\.?|[Mm]s\.?|[Dd]r\.?|[Nn]urse|[Dd]octor) |(?:客服|店员|导购|司机|顾问|老师|师傅|前台|骑手|叫|感谢|表扬))(?<who>[A-Z][a-z]+(?: [A-Z][a-z]+)?)", RegexOptions.CultureInvariant)]
    private static partial Regex Named();

    [GeneratedRegex("^(You|Your|The|All|Everyone|Everybody|For|God|So|Very|Team|Customer|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|I|It|This|That|My)\\b", RegexOptions.CultureInvariant)]
    private static partial Regex NoName();
}
