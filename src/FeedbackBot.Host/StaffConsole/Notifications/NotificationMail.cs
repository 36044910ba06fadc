using System.Net;
using FeedbackBot.Accounts;
using FeedbackBot.Outbox;
using FeedbackBot.Tickets;

namespace FeedbackBot.Host.StaffConsole.Notifications;

/// <summary>One e-mail of all that a member of staff is to be told. Pure.</summary>
public static class NotificationMail
{
    public static Email Write(StaffMember staff, IReadOnlyList<Told> all, ConsoleTexts texts, string? site)
    {
        var lines = all.Select(t => (Says: NotificationText.Say(t, texts), Link: LinkTo(t.What, site))).ToList();
        var subject = all.Count == 1 ? lines[0].Says : texts.Fill("told.mail.subject", ("n", all.Count));
        var text = string.Join("\n\n", lines.Select(l => $"{l.Says}\n{l.Link}")) + $"\n\n{texts["told.mail.foot"]}\n{Site(site)}{NotificationPages.WishesPath}\n";
        var items = string.Concat(lines.Select(l => $"<li><a href=\"{Html(l.Link)}\">{Html(l.Says)}</a></li>"));
        var html = $"<!doctype html><html lang=\"{texts.Language}\"><body><ul>{items}</ul><p><a href=\"{Html(Site(site) + NotificationPages.WishesPath)}\">{Html(texts["told.mail.foot"])}</a></p></body></html>";
        return new(staff.Email, staff.Name, subject, text, html);
    }

    internal static string LinkTo(Notification what, string? site) =>
        Site(site) + (what.TicketNumber is { } number ? Tickets.TicketPages.PathOf(number) : NotificationPages.Path);

    private static string Site(string? site) => (site ?? "http://localhost:5080").TrimEnd('/');

    private static string Html(string text) => WebUtility.HtmlEncode(text);
}
