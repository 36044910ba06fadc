using System.Globalization;
using FeedbackBot.Host.StaffConsole.Queue;
using FeedbackBot.Satisfaction.Themes;
using FeedbackBot.Tickets;

namespace FeedbackBot.Host.StaffConsole.Reports;

/// <summary>What customers speak of more than before: in sentences, as a chart, a table, and in their own words.</summary>
internal static class ThemesReport
{
    public static ReportView Build(ThemeReport report, ReportWords words, ReportFilter filter) => new(words["report.themes"], [],
        report.Themes.Count > 0 ? [Shares(report, words, filter), Quotes(report, words)] : [], [.. Sentences(report, words)]);

    private static string NameOf(NamedTheme theme, ReportWords words) => theme.Name.Name.In(words.Language);

    private static IEnumerable<string> Sentences(ThemeReport report, ReportWords words)
    {
        var (now, before) = (report.Findings.VoicesNow, report.Findings.VoicesBefore);
        foreach (var theme in report.Themes)
        {
            yield return words.Fill(theme.Theme.Before == 0 ? "themes.new" : "themes.rose",
                ("name", NameOf(theme, words)), ("now", theme.Theme.Now), ("of_now", theme.Theme.OfNow), ("before", theme.Theme.Before), ("of_before", theme.Theme.OfBefore),
                ("ratio", Times(theme.Theme.Ratio.Value)), ("low", Times(theme.Theme.Ratio.Low)), ("high", Times(theme.Theme.Ratio.High)));
        }

        if (report.Themes.Count == 0)
        {
            yield return words.Fill(now < report.MinimumContacts ? "themes.few" : before == 0 ? "themes.no_baseline" : "themes.none",
                ("now", now), ("before", before), ("compared", report.Findings.Compared), ("minimum", report.MinimumContacts));
        }

        yield return words.Fill("themes.basis", ("now", now), ("before", before), ("since", report.BaselineFrom.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("compared", report.Findings.Compared));
        if (report.IsCut)
        {
            yield return words["themes.cut"];
        }

        if (report.Themes.Count > 0)
        {
            yield return words["themes.not_worse"];
        }
    }

    private static ReportSection Shares(ThemeReport report, ReportWords words, ReportFilter filter)
    {
        string[] names = [.. report.Themes.Select(t => NameOf(t, words))];
        return new("themes", words["themes.rising"], words.Fill("themes.note", ("minimum", report.MinimumContacts)),
            ChartOption.Compared(names,
                [(words["themes.share_before"], [.. report.Themes.Select(t => (double)t.Theme.Before / Math.Max(1, t.Theme.OfBefore))]), (words["themes.share_now"], [.. report.Themes.Select(t => (double)t.Theme.Now / t.Theme.OfNow)])]),
            new([words["themes.theme"], words["themes.words"], words["themes.customers_now"], words["themes.share_now"], words["themes.customers_before"], words["themes.share_before"], words["themes.times"],
                words["themes.interval"], words["report.adjusted"], words["themes.named_by"]],
                [.. report.Themes.Select(t => Row(t, words, filter))]));
    }

    private static Cell[] Row(NamedTheme named, ReportWords words, ReportFilter filter)
    {
        var theme = named.Theme;
        double Of(int n, int all) => (double)n / Math.Max(1, all);
        return
        [
            new(NameOf(named, words), null, Tickets(theme.Terms[0], filter)), new(string.Join(" · ", theme.Terms.Take(6))),
            ReportWords.Count(theme.Now), new(ReportWords.Percent(Of(theme.Now, theme.OfNow)), Of(theme.Now, theme.OfNow)),
            ReportWords.Count(theme.Before), new(ReportWords.Percent(Of(theme.Before, theme.OfBefore)), Of(theme.Before, theme.OfBefore)),
            new(Times(theme.Ratio.Value), theme.Ratio.Value), new($"{Times(theme.Ratio.Low)} – {Times(theme.Ratio.High)}"),
            new(theme.Adjusted < 0.001 ? "< 0.001" : theme.Adjusted.ToString("0.000", CultureInfo.InvariantCulture), theme.Adjusted),
            new(words[named.Name.ByModel ? "themes.by_model" : "themes.by_words"]),
        ];
    }

    private static ReportSection Quotes(ThemeReport report, ReportWords words) => new("theme-words", words["report.in_their_words"], words["themes.quotes_note"], null,
        new([words["themes.theme"], words["themes.quote"], words["themes.case"]],
            [.. report.Themes.SelectMany(t => t.Quotes.Select(q => (Cell[])
            [
                new(NameOf(t, words)), new(q.Text),
                q.TicketNumber is { } number ? new(TicketNumber.Format(number), number, StaffConsole.Tickets.TicketPages.PathOf(number)) : new(""),
            ]))]));

    /// <summary>The cases in which its most telling word stands.</summary>
    private static string Tickets(string term, ReportFilter filter) => new QueueFilter
    {
        Q = term,
        Status = QueueFilter.AnyStatus,
        Account = filter.Account,
        Team = filter.Team,
        Topic = filter.Topic,
        Kind = filter.Kind,
    }.Address(QueuePages.Path);

    private static string Times(double ratio) => ratio.ToString(ratio < 10 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
