using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Surveys.Made;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Surveys;

/// <summary>What came of it; there is an invitation only where the verdict is to ask.</summary>
public sealed record InviteOutcome(SurveyVerdict Verdict, Invitation? Invitation);

/// <summary>Makes the invitation that asks a customer how a resolved case went, once a resolution; whoever calls puts the question into the chat in the same commit.</summary>
public sealed class InviteToSurvey(TimeProvider time, IOptions<SurveyOptions> options)
{
    public async Task<InviteOutcome> RunAsync(FeedbackDb db, long ticketNumber, SurveyDelivery delivery = SurveyDelivery.Chat)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var ticket = await db.Tickets.Include(t => t.Clocks).SingleOrDefaultAsync(t => t.Number == ticketNumber)
            ?? throw new RuleViolation("unknown_ticket", $"There is no case {TicketNumber.Format(ticketNumber)}.", "ticket");
        var contact = await db.Contacts.AsNoTracking().SingleOrDefaultAsync(c => c.Id == ticket.ContactId);
        var earlier = await db.Invitations.Where(i => i.TicketNumber == ticketNumber).OrderByDescending(i => i.SentAt).ToListAsync();
        var next = await db.NextQuestionAsync(ticketNumber);
        var (low, made) = next;

        var zone = contact?.TimeZone ?? ticket.Clocks.FirstOrDefault()?.TimeZone ?? options.Value.DayZone.Id;
        var wishes = MayContact.Decide(contact?.Preferences, zone, delivery == SurveyDelivery.Email ? "email" : "chat", now);
        var replaced = earlier.Where(i => i.Status is InvitationStatus.Sent or InvitationStatus.Cancelled).Select(i => i.Id).ToArray();
        var spent = FatigueBudget.SpentUntil(await db.LastAskedAsync(ticket.ContactId, replaced), options.Value.DaysBetween, now);
        var verdict = SurveyRule.Decide(ticket, wishes, new(earlier.FirstOrDefault()?.SentAt, spent, low != null), now);
        if (verdict != SurveyVerdict.Ask)
        {
            Forget(db, ticket, next, verdict, now);
            if (verdict == SurveyVerdict.NotYet && Later(wishes.QuietUntil, spent) is { } until)
            {
                ticket.SurveyWaits(until);
            }

            return new(verdict, null);
        }

        // A question about a resolution that did not last is no longer the one to answer.
        earlier.ForEach(old => old.Close(InvitationStatus.Cancelled, now));
        var invitation = new Invitation(next.Metric, ticket, await db.AccountNowAsync(ticket, contact), now, options.Value.Lifetime, delivery == SurveyDelivery.Chat && made is { IsAnonymous: true } ? SurveyDelivery.Link : delivery);
        if (made != null)
        {
            invitation.Ask(made);
        }

        if (low != null)
        {
            invitation.Recovers(low);
        }

        invitation.RemindBy(options.Value);
        invitation.Share(await AgentShares.ReadAsync(db, ticket));
        db.Invitations.Add(invitation);
        ticket.SurveyAsked(now);
        db.Announce(Topics.Ticket(ticketNumber));
        return new(verdict, invitation);
    }

    /// <summary>The customer of a case cannot be reached with a question; the reason is a code.</summary>
    public async Task SkipAsync(FeedbackDb db, Ticket ticket, string reason)
    {
        var next = await db.NextQuestionAsync(ticket.Number);
        db.SkipSurvey(ticket, next.Metric, next.Kind, reason, time.GetUtcNow().UtcDateTime);
    }

    /// <summary>Cases whose question is due, oldest first.</summary>
    public static Task<List<long>> DueAsync(FeedbackDb db, DateTime now, int most) =>
        db.Tickets.AsNoTracking().Where(t => t.SurveyDueAt != null && t.SurveyDueAt <= now)
            .OrderBy(t => t.SurveyDueAt).Select(t => t.Number).Take(most).ToListAsync();

    private static DateTime? Later(DateTime? a, DateTime? b) => a > b ? a : b ?? a;

    /// <summary>A question that will never be asked must not stay due.</summary>
    private static void Forget(FeedbackDb db, Ticket ticket, NextQuestion next, SurveyVerdict verdict, DateTime now)
    {
        if (verdict != SurveyVerdict.NotYet && ticket.SurveyDueAt != null)
        {
            db.SkipSurvey(ticket, next.Metric, next.Kind, ColumnForms.Word(verdict), now);
        }
    }
}
