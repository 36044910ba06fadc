using System.Net;
using FeedbackBot.Accounts;
using FeedbackBot.Outbox;
using FeedbackBot.Tickets;

namespace FeedbackBot.Host.StaffConsole.Notifications;

/// <summary>One e-mail of all that a member of staff is to be told. Pure.</summary>
public static class NotificationMail
{
    public static Email Write(StaffMember staff, IReadOnlyList<Told> all, ConsoleTexts texts, string? site) =>
        Write((staff.Email, staff.Name), staff.TimeZone, all, texts, site, (texts["told.mail.foot"], Site(site) + NotificationPages.WishesPath));

    /// <summary>To an address that is nobody's of the staff, which has no wishes.</summary>
    public static Email Write(string address, IReadOnlyList<Told> all, ConsoleTexts texts, string? site) =>
        Write((address, address), "UTC", all, texts, site, null);

    private static Email Write((string Address, string Name) to, string zone, IReadOnlyList<Told> all, ConsoleTexts texts, string? site, (string Says, string Link)? foot)
    {
        var lines = all.Select(t => (Says: NotificationText.Say(t, zone, texts), Link: LinkTo(t.What, site))).ToList();
        var subject = all.Count == 1 ? lines[0].Says : texts.Fill("told.mail.subject", ("n", all.Count));
        var text = string.Join("\n\n", lines.Select(l => $"{l.Says}\n{l.Link}")) + (foot is var (says, link) ? $"\n\n{says}\n{link}\n" : "\n");
        var items = string.Concat(lines.Select(l => $"<li><a href=\"{Html(l.Link)}\">{Html(l.Says)}</a></li>"));
        var below = foot is var (words, where) ? $"<p><a href=\"{Html(where)}\">{Html(words)}</a></p>" : "";
        return new(to.Address, to.Name, subject, text, LetterPage.Around(texts.Language, subject, $"<ul>{items}</ul>{below}"));
    }

    internal static string LinkTo(Notification what, string? site) =>
        Site(site) + (what.TicketNumber is { } number ? Tickets.TicketPages.PathOf(number) : NotificationPages.Path);

    private static string Site(string? site) => (site ?? "http://localhost:5080").TrimEnd('/');

    private static string Html(string text) => WebUtility.HtmlEncode(text);
}
