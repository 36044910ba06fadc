using System.Globalization;
using System.Text.RegularExpressions;

namespace FeedbackBot.Conversations.Answers;

/// <summary>When something happened: kept as yyyy-MM-dd, with THH:mm where a time of day was told, by the customer's own clock.</summary>
/// <remarks>It lies in the past unless the words say otherwise ("明天", "next Friday", a year).</remarks>
internal sealed partial class DateAnswer : AnswerType
{
    public override bool Resembles(Heard heard) => heard.Plain.Any(char.IsAsciiDigit);

    /// <summary>How far before and behind the day its time of day may stand.</summary>
    private const int Before = 16;
    private const int Behind = 40;

    public override bool CanSpot => true;

    public override string? Parse(Heard heard) => Told(heard, spotting: false).FirstOrDefault() ?? TimeAlone(heard);

    public override string? Spot(Heard heard) => Told(heard, spotting: true).FirstOrDefault();

    public override string? Correct(Heard heard, string present) => Told(heard, spotting: false).LastOrDefault(v => v != present);

    public override string Show(string value, string language)
    {
        if (!DateTime.TryParse(value, CultureInfo.InvariantCulture, out var when))
            return value;
        var timed = value.Contains('T', StringComparison.Ordinal);
        if (!Languages.IsChinese(language))
            return when.ToString(timed ? "ddd d MMM, HH:mm" : "ddd d MMM", CultureInfo.InvariantCulture);
        var chinese = CultureInfo.GetCultureInfo("zh-CN");
        return when.ToString(chinese.DateTimeFormat.MonthDayPattern + (timed ? " ddd HH:mm" : " ddd"), chinese);
    }

    private static IEnumerable<string> Told(Heard heard, bool spotting)
    {
        var now = heard.Occasion.Now;
        if (now == default)
            yield break;
        var plain = heard.Plain;
        foreach (var said in Days(heard, now.Date))
        {
            if (said.Day == default || (said.Day > now.Date && (spotting || !said.Ahead)))
                continue;
            if (spotting && (!said.Firm || Promised().IsMatch(plain[Math.Max(0, said.Start - Before)..said.Start])))
                continue;
            yield return Iso(said.Day, ClockTime.In(Around(plain, said)), now);
        }
    }

    /// <summary>Every day in the message in its order; of two that overlap the one that begins first, and says more.</summary>
    private static IEnumerable<SaidDay> Days(Heard heard, DateTime today)
    {
        var end = 0;
        var all = CalendarDays.In(heard.Plain, today, heard.IsChinese)
            .Concat(RelativeDays.In(heard.Plain, today))
            .Concat(Festivals.In(heard.Plain, today));
        foreach (var said in all.Where(s => s.Length > 0).OrderBy(s => s.Start).ThenByDescending(s => s.Length))
        {
            if (said.Start < end)
                continue;
            end = said.End;
            yield return said;
        }
    }

    private static string Around(string plain, SaidDay said)
    {
        var (from, to) = (Math.Max(0, said.Start - Before), Math.Min(plain.Length, said.End + Behind));
        // The day itself is left out but for its evening: "昨晚8点".
        var part = PartOfDay().Match(plain, said.Start, said.Length).Value;
        return plain[from..said.Start] + "\n" + part + " " + plain[said.End..to];
    }

    private static string Iso(DateTime day, TimeSpan? time, DateTime now)
    {
        var timed = time is { } at && (day > now.Date || day + at <= now);
        return timed ? (day + time!.Value).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture) : day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    /// <summary>"晚上八点左右": the last time it was that late.</summary>
    private static string? TimeAlone(Heard heard)
    {
        var now = heard.Occasion.Now;
        if (now == default || heard.Content > 6 || Vague().IsMatch(heard.Plain) || ClockTime.In(heard.Plain) is not { } time)
            return null;
        return Iso(now.Date + time <= now ? now.Date : now.Date.AddDays(-1), time, now);
    }

    [GeneratedRegex(@"晚|早|晨|夜|\b(?:night|evening|morning|afternoon|tonight)\b", RegexOptions.CultureInvariant)]
    private static partial Regex PartOfDay();

    /// <summary>What is due, promised or valid on a day did not happen on it.</summary>
    [GeneratedRegex(@"(?:截止|截至|保修|有效期|保质期|承诺|答应|说好|说是|约[好在]|预计|改到|推迟到|等到|生日|到期)[^,.;!?]{0,8}$|\b(?:until|till|by|before|due|promised|expires?|valid|scheduled|booked|supposed|expected|born|dated?)\b[^,.;!?]{0,14}$", RegexOptions.CultureInvariant)]
    private static partial Regex Promised();

    [GeneratedRegex(@"[¥$€£%]|[0-9]分|星", RegexOptions.CultureInvariant)]
    private static partial Regex Vague();
}
