using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Outbox;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Surveys.Campaigns;
using FeedbackBot.Surveys.Made;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Conversations;

/// <summary>
/// A question that went out by e-mail and is still open is sent once more: not in quiet hours, not to somebody who wants none or was asked
/// something else since, and not about a case that is no longer over. Which one is due stands on the invitation itself.
/// </summary>
public sealed class RemindOfSurveys(
    UnitOfWork unit, IDbContextFactory<FeedbackDb> contexts, SurveyLetter letter, TimeProvider time, IOptions<SurveyOptions> options)
{
    private const int MostAtOnce = 200;

    /// <summary>How many were reminded.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        List<Guid> due;
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            var now = time.GetUtcNow().UtcDateTime;
            due = await db.Invitations.Where(i => i.RemindAt != null && i.RemindAt <= now).OrderBy(i => i.RemindAt).Take(MostAtOnce).Select(i => i.Id).ToListAsync(cancellation);
        }

        var reminded = 0;
        foreach (var id in due)
        {
            reminded += await unit.RunAsync(db => RemindAsync(db, id), cancellation) ? 1 : 0;
        }

        return reminded;
    }

    private async Task<bool> RemindAsync(FeedbackDb db, Guid id)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var invitation = await db.Invitations.FirstAsync(i => i.Id == id);
        if (invitation.RemindAt == null || invitation.RemindAt > now)
        {
            return false;
        }

        if (!invitation.IsOpenAt(now) || options.Value.ReminderAfterDays == 0)
        {
            invitation.NeverRemind();
            return false;
        }

        if (await IsHeldAsync(db, invitation, now))
        {
            return false;
        }

        var ticket = invitation.TicketNumber is { } number ? await db.Tickets.Include(t => t.Clocks).FirstAsync(t => t.Number == number) : null;
        var contact = await db.Contacts.AsNoTracking().FirstAsync(c => c.Id == invitation.ContactId);
        var wishes = MayContact.Decide(contact.Preferences, contact.TimeZone ?? ticket?.Clocks.FirstOrDefault()?.TimeZone ?? options.Value.DayZone.Id, "email", now);
        var spent = FatigueBudget.SpentUntil(await db.LastAskedAsync(contact.Id, [invitation.Id]), options.Value.DaysBetween, now);
        var verdict = ticket is { MergedInto: not null } ? SurveyVerdict.Merged : ticket?.IsOpen == true ? SurveyVerdict.NotResolved : SurveyRule.Decide(wishes, new(SpentUntil: spent));
        if (verdict == SurveyVerdict.NotYet)
        {
            invitation.RemindLater(wishes.QuietUntil ?? now.AddHours(1));
            return false;
        }

        var email = await EmailAsync(db, ticket, contact);
        if (verdict != SurveyVerdict.Ask || email == null)
        {
            invitation.NeverRemind();
            db.SkipSurvey(contact.Id, invitation.TicketNumber, invitation.Metric, SurveyKind.Reminder, verdict == SurveyVerdict.Ask ? "no_address" : ColumnForms.Word(verdict), now);
            return false;
        }

        db.Post(letter.Remind(invitation, await db.VersionOfAsync(invitation), ticket, contact, email, now), now);
        return true;
    }

    /// <summary>A campaign that was stopped reminds nobody; while it is paused, reminders wait.</summary>
    private static async Task<bool> IsHeldAsync(FeedbackDb db, Invitation invitation, DateTime now)
    {
        switch (invitation.CampaignId is { } id ? await db.Campaigns.Where(c => c.Id == id).Select(c => c.Status).FirstAsync() : CampaignStatus.Running)
        {
            case CampaignStatus.Stopped:
                invitation.NeverRemind();
                return true;
            case CampaignStatus.Paused:
                invitation.RemindLater(now.AddHours(1));
                return true;
            default:
                return false;
        }
    }

    private static async Task<string?> EmailAsync(FeedbackDb db, Ticket? ticket, Contact contact) => HowReached.Of(
        contact, ticket, ticket == null ? "api" : await db.Conversations.Where(c => c.Id == ticket.ConversationId).Select(c => c.Channel).FirstAsync()).Email;
}
