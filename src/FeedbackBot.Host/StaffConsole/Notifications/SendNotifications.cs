using FeedbackBot.Accounts;
using FeedbackBot.Host.Settings;
using FeedbackBot.Outbox;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Host.StaffConsole.Notifications;

/// <summary>
/// Puts what people are to be told outside the console into the outbox: one e-mail of all that waits once the first of it is due, one card
/// for Teams, each in the member's language, neither in their quiet hours, and neither sooner than a period after the last.
/// </summary>
public sealed class SendNotifications(UnitOfWork unitOfWork, IDbContextFactory<FeedbackDb> contexts, TimeProvider time, IOptions<FeedbackBotOptions> site, ILogger<SendNotifications> log)
{
    /// <returns>How many e-mails and cards were put into the outbox.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        var sent = 0;
        foreach (var (staff, address) in await DueAsync(cancellation))
        {
            try
            {
                sent += await unitOfWork.RunAsync(db => staff is { } id ? TellAsync(db, id, cancellation) : WriteAsync(db, address!, cancellation), cancellation);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogError(failure, "Member of staff {Staff} could not be notified", staff);
            }
        }

        return sent;
    }

    private async Task<IReadOnlyList<(Guid? Staff, string? Address)>> DueAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var email = await db.Notifications.Where(n => n.EmailDueAt != null && n.EmailDueAt <= now).Select(n => new { n.StaffId, n.Address }).Distinct().ToListAsync(cancellation);
        var teams = await db.Notifications.Where(n => n.TeamsDueAt != null && n.TeamsDueAt <= now).Select(n => new { n.StaffId, n.Address }).Distinct().ToListAsync(cancellation);
        return [.. email.Union(teams).Select(n => (n.StaffId, n.Address))];
    }

    private async Task<int> TellAsync(FeedbackDb db, Guid id, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var waiting = await WaitingAsync(db, db.Notifications.Where(n => n.StaffId == id), cancellation);
        if (await db.Staff.FirstOrDefaultAsync(s => s.Id == id, cancellation) is not { } staff)
        {
            waiting.ForEach(n => n.Read(now));
            return 0;
        }

        var address = await db.NotificationAddresses.AsNoTracking().FirstOrDefaultAsync(a => a.OwnerId == id, cancellation);
        if (MayContact.Decide(new ContactPreferences { QuietHours = address?.QuietHours }, staff.TimeZone, "email", now).Answer == ContactAnswer.Quiet)
        {
            return 0;
        }

        var pace = await PaceAsync(db, id.ToString("N"), cancellation);
        var texts = ConsoleTexts.In(staff.Language);
        var byEmail = pace.MayEmailAt(now) && waiting.Exists(n => n.EmailDueAt <= now) ? waiting.FindAll(n => n.EmailDueAt != null) : [];
        var byTeams = pace.MayPostAt(now) ? waiting.FindAll(n => n.TeamsDueAt <= now) : [];
        var sent = 0;
        if (await ReadNotifications.WithSubjectsAsync(db, staff, byEmail, cancellation) is { Count: > 0 } mail)
        {
            db.Post(NotificationMail.Write(staff, mail, texts, site.Value.PublicUrl), now);
            pace.Emailed(now);
            sent++;
        }

        if (address?.TeamsUrl is { } url && await ReadNotifications.WithSubjectsAsync(db, staff, byTeams, cancellation) is { Count: > 0 } card)
        {
            db.PostCard(url, NotificationCard.Write(card, staff.TimeZone, texts, site.Value.PublicUrl), now);
            pace.Posted(now);
            sent++;
        }

        byEmail.ForEach(n => n.Emailed(now));
        byTeams.ForEach(n => n.PostedToTeams(now));
        return sent;
    }

    /// <summary>To an address that is nobody's of the staff.</summary>
    private async Task<int> WriteAsync(FeedbackDb db, string address, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var waiting = await WaitingAsync(db, db.Notifications.Where(n => n.StaffId == null && n.Address == address), cancellation);
        var pace = await PaceAsync(db, address, cancellation);
        if (waiting.Count == 0 || !pace.MayEmailAt(now))
        {
            return 0;
        }

        var told = await ReadNotifications.WithSubjectsAsync(db, null, waiting, cancellation);
        db.Post(NotificationMail.Write(address, told, ConsoleTexts.In(Languages.English), site.Value.PublicUrl), now);
        pace.Emailed(now);
        waiting.ForEach(n => n.Emailed(now));
        return 1;
    }

    /// <summary>What waits to be sent; of promises only what still holds, for what was answered, put on hold or acknowledged meanwhile is told to nobody.</summary>
    private static async Task<List<Notification>> WaitingAsync(FeedbackDb db, IQueryable<Notification> whose, CancellationToken cancellation)
    {
        var waiting = await whose.Where(n => n.EmailDueAt != null || n.TeamsDueAt != null).OrderBy(n => n.At).ToListAsync(cancellation);
        var numbers = waiting.Where(n => PromiseNews.ClockOf(n.Arguments) != null).Select(n => n.TicketNumber).OfType<long>().Distinct().ToList();
        var clocks = (await db.TicketClocks.AsNoTracking().Where(c => numbers.Contains(c.TicketNumber)).ToListAsync(cancellation)).ToLookup(c => c.TicketNumber);
        foreach (var passed in waiting.Where(n => n.TicketNumber is { } number && PromiseNews.HasPassedBy(n.Arguments, clocks[number])))
        {
            passed.PassBy();
        }

        return waiting.FindAll(n => n.EmailDueAt != null || n.TeamsDueAt != null);
    }

    private static async Task<NotificationPace> PaceAsync(FeedbackDb db, string recipient, CancellationToken cancellation) =>
        await db.NotificationPaces.FirstOrDefaultAsync(p => p.Recipient == recipient, cancellation) ?? db.NotificationPaces.Add(new(recipient)).Entity;
}
