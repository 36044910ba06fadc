using System.Net;
using System.Text;
using FeedbackBot.Tickets;

namespace FeedbackBot.Satisfaction;

/// <summary>A digest as HTML that mail programs show: tables, inline styles, nothing fetched from outside.</summary>
internal static class DigestHtml
{
    private const string Font = $"font-family:{Outbox.LetterPage.Fonts};";
    private const string Quiet = "color:#5b6472;font-size:13px;line-height:20px;";
    private const string Heading = "font-size:13px;font-weight:600;color:#3b4351;padding:14px 0 4px 0;";
    private const string Red = "#b42318";
    private const string Green = "#067647";

    public static string Write(DigestFacts facts, DigestWords words) =>
        $"""
        <!DOCTYPE html>
        <html lang="{words.Language}">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>{Text(words.Subject)}</title></head>
        <body style="margin:0;padding:0;background:#f3f5f8;">
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f3f5f8;"><tr><td align="center" style="padding:24px 12px;">
        <table role="presentation" width="640" cellpadding="0" cellspacing="0" style="width:100%;max-width:640px;{Font}color:#1c2330;font-size:15px;line-height:23px;">
        <tr><td style="padding:0 4px 16px 4px;"><h1 style="margin:0 0 10px 0;font-size:22px;line-height:30px;font-weight:700;">{Text(words["title"])}</h1>
        <p style="margin:0 0 6px 0;">{Text(words.Greeting)}</p><p style="margin:0;">{Text(words.Intro)}</p>{Interim(words)}</td></tr>
        {DigestAheadHtml.Write(words)}
        {string.Concat(words.News.Select(account => Account(account, words)))}{AllQuiet(words)}
        <tr><td style="padding:12px 4px 0 4px;"><a href="{Text(words.ConsoleUrl)}" style="display:inline-block;background:#1f5fbf;color:#ffffff;text-decoration:none;font-weight:600;padding:9px 18px;border-radius:6px;">{Text(words.OpenConsole)}</a></td></tr>
        <tr><td style="padding:20px 4px 0 4px;{Quiet}">{Text(words.Footer)}<br>{(words.FooterOfOthers is { } others ? $"{Text(others)}<br>" : "")}{Text(words.TimeZone)}</td></tr>
        </table></td></tr></table>
        </body>
        </html>

        """;

    private static string Interim(DigestWords words) => string.Concat(new[] { words.Interim, words.InPlaceOf }.OfType<string>()
        .Select(line => $"""<p style="margin:8px 0 0 0;color:#8a4b00;">{Text(line)}</p>"""));

    private static string AllQuiet(DigestWords words)
    {
        var lines = new[] { words.News.Count == 0 ? words["allQuiet"] : null, words.QuietAccounts() }.Where(line => line != null);
        return string.Concat(lines.Select(line => $"""<tr><td style="padding:4px 4px 8px 4px;{Quiet}">{Text(line!)}</td></tr>"""));
    }

    private static string Account(AccountFacts account, DigestWords words) =>
        $"""
        <tr><td style="padding:0 0 16px 0;"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#ffffff;border:1px solid #dfe3ea;border-radius:8px;"><tr><td style="padding:16px 20px 18px 20px;">
        <h2 style="margin:0 0 10px 0;font-size:17px;line-height:25px;"><a href="{Text(words.AccountUrl(account))}" style="color:#1f5fbf;">{Text(account.Name)}</a>
        <span style="font-size:12px;font-weight:600;color:#3b4351;background:#e9edf3;border-radius:4px;padding:2px 7px;white-space:nowrap;">{Text(words.Tier(account))}</span></h2>
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr>
        {Score(words["scorePeriod"], account.Score, null, words)}{Score(words["scoreRecent"], account.Recent, TrendOf(account, words), words)}
        </tr></table>{Others(account, words)}{Complaints(account, words)}{LowRatings(account, words)}
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin-top:16px;"><tr><td style="background:#eef4fd;border-left:4px solid #1f5fbf;padding:9px 14px;"><b>{Text(words["next"])}</b><br>{Text(words.Next(account))}</td></tr></table>
        </td></tr></table></td></tr>

        """;

    private static string Score(string name, Score score, string? trend, DigestWords words)
    {
        var size = score.Value == null ? "font-size:15px;line-height:30px;" : "font-size:26px;line-height:32px;font-weight:700;";
        var detail = words.Detail(score) is { } text ? $"""<div style="{Quiet}">{Text(text)}</div>""" : "";
        return $"""<td width="50%" valign="top" style="padding:0 8px 0 0;"><div style="{Quiet}">{Text(name)}</div><div style="{size}">{Text(words.Figure(score))}</div>{detail}{trend}</td>""";
    }

    private static string Others(AccountFacts account, DigestWords words) =>
        string.Concat(words.Others(account).Select(line => $"""<div style="padding:4px 0 0 0;">{Text(line)}</div>"""));

    private static string? TrendOf(AccountFacts account, DigestWords words)
    {
        var colour = account.Trend switch { Trend.Up => Green, Trend.Down => Red, _ => "#5b6472" };
        return words.TrendOf(account) is { } trend ? $"""<div style="font-size:13px;line-height:20px;color:{colour};">{Text(trend)}</div>""" : null;
    }

    private static string Complaints(AccountFacts account, DigestWords words)
    {
        if (account.Complaints.Count == 0)
        {
            return "";
        }

        var list = new StringBuilder($"""<div style="{Heading}">{Text(words["complaints"])}</div>""");
        foreach (var complaint in account.Complaints.Take(DigestWords.MostComplaints))
        {
            var overdue = words.Overdue(complaint) is { } late ? $""" <b style="color:{Red};">{Text(late)}</b>""" : "";
            list.Append($"""<div style="padding:3px 0;"><a href="{Text(words.TicketUrl(complaint.Number))}" style="color:#1f5fbf;">{TicketNumber.Format(complaint.Number)}</a> {Text(complaint.Subject)}""")
                .Append($"""<div style="{Quiet}">{Text(string.Join(" · ", words.Standing(complaint)))}{overdue}</div></div>""");
        }

        return list.Append(words.MoreComplaints(account) is { } more ? $"""<div style="{Quiet}">{Text(more)}</div>""" : "").ToString();
    }

    private static string LowRatings(AccountFacts account, DigestWords words)
    {
        if (account.LowRatings.Count == 0)
        {
            return "";
        }

        var list = new StringBuilder($"""<div style="{Heading}">{Text(words["lowRatings"])}</div>""");
        foreach (var rating in account.LowRatings)
        {
            var ticket = rating.TicketNumber is { } number
                ? $""" · <a href="{Text(words.TicketUrl(number))}" style="color:#1f5fbf;">{TicketNumber.Format(number)}</a>"""
                : "";
            list.Append($"""<div style="padding:3px 0 3px 12px;border-left:3px solid #e4b4ae;margin:4px 0;"><span style="color:{Red};font-weight:600;">{Text(words.Rating(rating))}</span>{ticket}""")
                .Append($"""<div>{Text(words.Reason(rating)).ReplaceLineEndings("<br>")}</div></div>""");
        }

        return list.ToString();
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
