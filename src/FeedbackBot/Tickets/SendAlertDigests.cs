using System.ComponentModel.DataAnnotations;
using System.Net;
using FeedbackBot.Accounts;
using FeedbackBot.Outbox;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tickets;

/// <summary>Settings under FeedbackBot:Promises.</summary>
public sealed class PromiseOptions
{
    /// <summary>Minutes that one e-mail of alerts stands for: nobody gets two in the same period. Default 15.</summary>
    [Range(1, 1440)]
    public int DigestMinutes { get; set; } = 15;

    /// <summary>Where links in alerts lead. Default: the site's public address.</summary>
    public string BaseUrl { get; set; } = "http://localhost:5080";
}

/// <summary>Tells each person of the promises that need them: one e-mail a period instead of one a promise. What was acknowledged, kept or put on hold meanwhile is told to nobody.</summary>
public sealed class SendAlertDigests(UnitOfWork unitOfWork, IDbContextFactory<FeedbackDb> contexts, TimeProvider time, IOptions<PromiseOptions> options)
{
    /// <returns>E-mails posted.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        List<string> recipients;
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            recipients = await db.PromiseAlerts.Where(a => a.ToldAt == null).Select(a => a.Recipient).Distinct().ToListAsync(cancellation);
        }

        var posted = 0;
        foreach (var recipient in recipients)
        {
            posted += await unitOfWork.RunAsync(db => PostAsync(db, recipient), cancellation) ? 1 : 0;
        }

        return posted;
    }

    private async Task<bool> PostAsync(FeedbackDb db, string recipient)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var period = TimeSpan.FromMinutes(options.Value.DigestMinutes);
        var began = new DateTime(now.Ticks - (now.Ticks % period.Ticks), DateTimeKind.Utc);
        if (await db.AlertDigests.AnyAsync(d => d.Recipient == recipient && d.PeriodAt == began))
        {
            return false;
        }

        var alerts = await db.PromiseAlerts.Where(a => a.Recipient == recipient && a.ToldAt == null).OrderBy(a => a.RaisedAt).ToListAsync();
        alerts.ForEach(a => a.Tell(now));
        var numbers = alerts.Select(a => a.TicketNumber).Distinct().ToList();
        var tickets = await db.Tickets.AsNoTracking().Include(t => t.Clocks).Where(t => numbers.Contains(t.Number)).ToDictionaryAsync(t => t.Number);
        var reader = await db.Staff.AsNoTracking().FirstOrDefaultAsync(s => s.Email == recipient);
        var hidden = reader == null ? [] : await db.Recusals.Where(r => r.StaffId == reader.Id).Select(r => r.TicketNumber).ToListAsync();

        // Of what happened to one promise only the last is news.
        var news = alerts.Where(a => tickets.TryGetValue(a.TicketNumber, out var ticket) && !hidden.Contains(a.TicketNumber) && IsNews(a, ticket))
            .GroupBy(a => (a.TicketNumber, a.Clock)).Select(g => g.Last()).ToList();
        if (news.Count == 0)
        {
            return false;
        }

        var names = await db.Staff.AsNoTracking().ToDictionaryAsync(s => s.Id, s => s.Name);
        var item = db.Post(AlertMail.Compose(recipient, reader, [.. news.Select(a => new AlertLine(a, tickets[a.TicketNumber], Name(names, tickets[a.TicketNumber])))], options.Value.BaseUrl), now);
        db.AlertDigests.Add(new AlertDigest(recipient, began, item.Id));
        return true;
    }

    private static string? Name(Dictionary<Guid, string> names, Ticket ticket) => ticket.AssigneeId is { } id ? names.GetValueOrDefault(id) : null;

    private static bool IsNews(PromiseAlert alert, Ticket ticket) =>
        ticket.Clock(alert.Clock) is { IsRunning: true, AcknowledgedAt: null } clock && (clock.PausedAt == null || clock.BrokenAt != null) && clock.DueAt == alert.DueAt;
}

/// <summary>One promise in a digest of alerts.</summary>
internal sealed record AlertLine(PromiseAlert Alert, Ticket Ticket, string? Assignee);

/// <summary>The words of an e-mail about promises. Pure.</summary>
internal static class AlertMail
{
    private static readonly string[] Order = [PromiseAlert.Escalated, PromiseAlert.Broken, PromiseAlert.Warned];

    public static Email Compose(string recipient, StaffMember? reader, IReadOnlyList<AlertLine> lines, string baseUrl)
    {
        var (language, zone) = (Languages.Interface(reader?.Language), reader?.TimeZone ?? "UTC");
        string T(string key, params ReadOnlySpan<(string, string)> facts) => PromiseSentence.Get(language, key, facts);

        var subject = lines.Count == 1
            ? T("digest.subject.one", ("ticket", lines[0].Ticket.Id))
            : T("digest.subject", ("n", lines.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        var greeting = reader == null ? T("digest.greeting.nobody") : T("digest.greeting", ("name", reader.Name));
        List<string> text = [greeting, T("digest.intro")];
        List<string> html = [$"<p>{Safe(greeting)}</p><p>{Safe(T("digest.intro"))}</p>"];
        foreach (var what in Order.Where(w => lines.Any(l => l.Alert.What == w)))
        {
            var of = lines.Where(l => l.Alert.What == what).OrderBy(l => l.Alert.DueAt)
                .Select(l => (Words: Line(l, language, zone), Link: $"{baseUrl.TrimEnd('/')}/console/tickets/{l.Ticket.Id}")).ToList();
            text.Add($"{T("digest." + what)}\n" + string.Join('\n', of.Select(l => $"- {l.Words}\n  {l.Link}")));
            html.Add($"<h2>{Safe(T("digest." + what))}</h2><ul>{string.Concat(of.Select(l => $"""<li><a href="{Safe(l.Link)}">{Safe(l.Words)}</a></li>"""))}</ul>");
        }

        var foot = $"{T("digest.how")} {T("digest.zone", ("zone", zone))}";
        text.Add(foot);
        html.Add($"<p>{Safe(foot)}</p>");
        return new(recipient, reader?.Name ?? recipient, subject, string.Join("\n\n", text) + "\n",
            $"""<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{Safe(subject)}</title></head><body>{string.Concat(html)}</body></html>""");
    }

    private static string Line(AlertLine line, string language, string zone)
    {
        var key = line.Alert.What == PromiseAlert.Warned ? "digest.line.warned" : "digest.line.broken";
        var who = line.Assignee == null ? PromiseSentence.Get(language, "digest.nobody") : PromiseSentence.Get(language, "digest.assignee", ("name", line.Assignee));
        return PromiseSentence.Get(language, key,
            ("ticket", line.Ticket.Id), ("subject", line.Ticket.Subject), ("clock", PromiseSentence.NameOf(line.Alert.Clock, language)),
            ("due", PromiseSentence.Moment(line.Alert.DueAt, zone, language))) + (Languages.IsChinese(language) ? $"（{who}）" : $" ({who})");
    }

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
