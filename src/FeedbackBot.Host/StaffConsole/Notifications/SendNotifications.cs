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
/// for Teams, each in the member's language, and neither in their quiet hours.
/// </summary>
public sealed class SendNotifications(UnitOfWork unitOfWork, IDbContextFactory<FeedbackDb> contexts, TimeProvider time, IOptions<FeedbackBotOptions> site, ILogger<SendNotifications> log)
{
    /// <returns>How many e-mails and cards were put into the outbox.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        var sent = 0;
        foreach (var staff in await DueAsync(cancellation))
        {
            try
            {
                sent += await unitOfWork.RunAsync(db => SendAsync(db, staff, cancellation), cancellation);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogError(failure, "Member of staff {Staff} could not be notified", staff);
            }
        }

        return sent;
    }

    private async Task<IReadOnlyList<Guid>> DueAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var email = await db.Notifications.Where(n => n.EmailDueAt != null && n.EmailDueAt <= now).Select(n => n.StaffId).Distinct().ToListAsync(cancellation);
        var teams = await db.Notifications.Where(n => n.TeamsDueAt != null && n.TeamsDueAt <= now).Select(n => n.StaffId).Distinct().ToListAsync(cancellation);
        return [.. email.Union(teams)];
    }

    private async Task<int> SendAsync(FeedbackDb db, Guid id, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var address = await db.NotificationAddresses.AsNoTracking().FirstOrDefaultAsync(a => a.OwnerId == id, cancellation);
        var waiting = await db.Notifications.Where(n => n.StaffId == id && (n.EmailDueAt != null || n.TeamsDueAt != null)).OrderBy(n => n.At).ToListAsync(cancellation);
        if (await db.Staff.FirstOrDefaultAsync(s => s.Id == id, cancellation) is not { } staff)
        {
            waiting.ForEach(n => n.Read(now));
            return 0;
        }

        if (MayContact.Decide(new ContactPreferences { QuietHours = address?.QuietHours }, staff.TimeZone, "email", now).Answer == ContactAnswer.Quiet)
        {
            return 0;
        }

        var sent = 0;
        var texts = ConsoleTexts.In(staff.Language);
        var byEmail = waiting.Exists(n => n.EmailDueAt <= now) ? waiting.Where(n => n.EmailDueAt != null).ToList() : [];
        var byTeams = waiting.Where(n => n.TeamsDueAt <= now).ToList();
        if (await ReadNotifications.WithSubjectsAsync(db, staff, byEmail, cancellation) is { Count: > 0 } mail)
        {
            db.Post(NotificationMail.Write(staff, mail, texts, site.Value.PublicUrl), now);
            sent++;
        }

        if (address?.TeamsUrl is { } url && await ReadNotifications.WithSubjectsAsync(db, staff, byTeams, cancellation) is { Count: > 0 } card)
        {
            db.PostCard(url, NotificationCard.Write(card, texts, site.Value.PublicUrl), now);
            sent++;
        }

        byEmail.ForEach(n => n.Emailed(now));
        byTeams.ForEach(n => n.PostedToTeams());
        return sent;
    }
}
