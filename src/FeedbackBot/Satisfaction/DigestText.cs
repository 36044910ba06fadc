using System.Text;
using FeedbackBot.Tickets;

namespace FeedbackBot.Satisfaction;

/// <summary>A digest as plain text.</summary>
internal static class DigestText
{
    public static string Write(DigestFacts facts, DigestWords words)
    {
        var text = new StringBuilder();
        Line(text, words.Greeting);
        Line(text);
        Line(text, words.Intro);
        Line(text, words.Interim);
        Line(text, words.InPlaceOf);
        Ahead(text, words);
        foreach (var account in words.News)
        {
            Account(text, account, words);
        }

        if (words.News.Count == 0)
        {
            Line(text);
            Line(text, words["allQuiet"]);
        }

        if (words.QuietAccounts() is { } quiet)
        {
            Line(text);
            Line(text, quiet);
        }

        Line(text);
        Line(text, words.Labelled(words.OpenConsole, words.ConsoleUrl));
        Line(text, "--");
        Line(text, words.Footer);
        Line(text, words.FooterOfOthers);
        Line(text, words.TimeZone);
        return text.ToString();
    }

    /// <summary>The watch-list, what was to be done, and what belongs to nobody.</summary>
    private static void Ahead(StringBuilder text, DigestWords words)
    {
        Section(text, words["watchList"], [.. words.Watch.Watched.Select(w => words.Labelled(OneLine(w.Account.Name), w.Line))]);
        Section(text, words["themes"], [.. words.Themes.Lines.Select(t => t.Quote == null ? t.Sentence : $"{t.Sentence} {t.Quote}"), .. words.Themes.Url is { } url ? [url] : Array.Empty<string>()]);
        Section(text, words["actions"], [.. words.Watch.Actions]);
        if (words.Watch.Buckets is { } buckets)
        {
            Section(text, words["bucketsTitle"], [buckets]);
        }
    }

    private static void Section(StringBuilder text, string title, IReadOnlyList<string> lines)
    {
        if (lines.Count > 0)
        {
            Line(text);
            Line(text, $"== {title} ==");
            foreach (var line in lines)
            {
                Line(text, $"- {line}");
            }
        }
    }

    private static void Account(StringBuilder text, AccountFacts account, DigestWords words)
    {
        Line(text);
        Line(text, $"== {OneLine(account.Name)} · {words.Tier(account)} ==");
        Line(text, words.AccountUrl(account));
        Line(text, words.Labelled(words["scorePeriod"], words.InOneLine(account.Score)));
        foreach (var other in words.Others(account))
        {
            Line(text, other);
        }

        Line(text, words.Labelled(words["scoreRecent"], words.InOneLine(account.Recent)));
        Line(text, words.TrendOf(account) is { } trend ? $"  {trend}" : null);
        Complaints(text, account, words);
        LowRatings(text, account, words);
        Line(text, words.Labelled(words["next"], words.Next(account)));
    }

    private static void Complaints(StringBuilder text, AccountFacts account, DigestWords words)
    {
        if (account.Complaints.Count == 0)
        {
            return;
        }

        Line(text, words.Labelled(words["complaints"], ""));
        foreach (var complaint in account.Complaints.Take(DigestWords.MostComplaints))
        {
            var overdue = words.Overdue(complaint) is { } late ? $" [{late}]" : "";
            Line(text, $"- {TicketNumber.Format(complaint.Number)} {OneLine(complaint.Subject)}");
            Line(text, $"  {string.Join(" · ", words.Standing(complaint))}{overdue}");
            Line(text, $"  {words.TicketUrl(complaint.Number)}");
        }

        Line(text, words.MoreComplaints(account));
    }

    private static void LowRatings(StringBuilder text, AccountFacts account, DigestWords words)
    {
        if (account.LowRatings.Count == 0)
        {
            return;
        }

        Line(text, words.Labelled(words["lowRatings"], ""));
        foreach (var rating in account.LowRatings)
        {
            var ticket = rating.TicketNumber is { } number ? $" · {TicketNumber.Format(number)}" : "";
            Line(text, $"- {words.Rating(rating)}{ticket}");
            Line(text, $"  {OneLine(words.Reason(rating))}");
        }
    }

    /// <summary>What a customer wrote must not pass for a line of ours.</summary>
    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    private static void Line(StringBuilder text, string? line = "")
    {
        if (line != null)
        {
            text.Append(line).Append('\n');
        }
    }
}
