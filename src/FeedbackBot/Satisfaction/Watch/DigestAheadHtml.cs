using System.Net;

namespace FeedbackBot.Satisfaction;

/// <summary>The watch-list, the actions and the buckets of a digest as HTML.</summary>
internal static class DigestAheadHtml
{
    private const string Card = "background:#ffffff;border:1px solid #dfe3ea;border-radius:8px;";

    public static string Write(DigestWords words) =>
        Section(words["watchList"], [.. words.Watch.Watched.Select(w => $"""<a href="{Text(words.AccountUrl(w.Account))}" style="color:#1f5fbf;">{Text(w.Account.Name)}</a><br>{Text(w.Line)}""")])
        + Section(words["themes"], [.. words.Themes.Lines.Select(t => Text(t.Sentence) + (t.Quote == null ? "" : $"""<div style="color:#5b6472;">{Text(t.Quote)}</div>""")), .. words.Themes.Url is { } url ? [$"""<a href="{Text(url)}" style="color:#1f5fbf;">{Text(words["themesPage"])}</a>"""] : Array.Empty<string>()])
        + Section(words["actions"], [.. words.Watch.Actions.Select(Text)])
        + Section(words["bucketsTitle"], words.Watch.Buckets is { } buckets ? [Text(buckets)] : []);

    private static string Section(string title, IReadOnlyList<string> lines) => lines.Count == 0 ? "" :
        $"""
        <tr><td style="padding:0 0 16px 0;"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="{Card}"><tr><td style="padding:14px 20px 16px 20px;">
        <h2 style="margin:0 0 6px 0;font-size:17px;line-height:25px;">{Text(title)}</h2>{string.Concat(lines.Select(line => $"""<div style="padding:4px 0;">{line}</div>"""))}
        </td></tr></table></td></tr>

        """;

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
