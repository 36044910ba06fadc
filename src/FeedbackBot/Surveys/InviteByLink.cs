using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using FeedbackBot.Surveys.Made;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Surveys;

/// <summary>An invitation that another program hands on, and the token of its link, which is told this once.</summary>
public sealed record HandedInvitation(Invitation Invitation, string Token);

/// <summary>Makes the link of a survey about a case, or about the whole relationship with a contact, for another program to deliver.</summary>
public sealed class InviteByLink(TimeProvider time, IOptions<SurveyOptions> options)
{
    /// <param name="ticketNumber">The case it is about; else <paramref name="contactExternalId"/> says who is asked.</param>
    public Task<HandedInvitation> RunAsync(FeedbackDb db, Metric metric, long? ticketNumber, string? contactExternalId) =>
        RunAsync(db, metric, ticketNumber, contactExternalId, null);

    /// <summary>The same of a made survey, in the version that is published.</summary>
    public async Task<HandedInvitation> RunAsync(FeedbackDb db, Guid surveyId, long? ticketNumber, string? contactExternalId)
    {
        var made = await db.VersionOnOfferAsync(surveyId);
        return await RunAsync(db, made.Metric, ticketNumber, contactExternalId, made);
    }

    private async Task<HandedInvitation> RunAsync(FeedbackDb db, Metric metric, long? ticketNumber, string? contactExternalId, SurveyVersion? made)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var invitation = (ticketNumber, contactExternalId) switch
        {
            ({ } number, null) => await AboutCaseAsync(db, metric, number, made?.SurveyId, now),
            (null, { } contact) => await AboutAllAsync(db, metric, contact, now),
            _ => throw new RuleViolation("required", "Name either a ticket or a contact.", "ticket"),
        };
        if (made != null)
        {
            invitation.Ask(made);
        }

        db.Invitations.Add(invitation);
        return new(invitation, invitation.NewToken());
    }

    private async Task<Invitation> AboutCaseAsync(FeedbackDb db, Metric metric, long number, Guid? surveyId, DateTime now)
    {
        var ticket = await db.Tickets.AsNoTracking().SingleOrDefaultAsync(t => t.Number == number)
            ?? throw new RuleViolation("unknown_ticket", $"There is no case {TicketNumber.Format(number)}.", "ticket");
        if (ticket is { MergedInto: not null } or { Status: TicketStatus.Closed, ResolvedAt: null } || ticket.Flags.HasFlag(ReadingFlags.Spam))
        {
            throw new RuleViolation("not_asked", "Nobody is asked about a case that was merged, was withdrawn or is spam.", "ticket");
        }

        var contact = await db.Contacts.AsNoTracking().SingleAsync(c => c.Id == ticket.ContactId);
        var replaced = await db.Invitations.Where(i => i.TicketNumber == number && i.Metric == metric && i.SurveyId == surveyId && i.Status == InvitationStatus.Sent).ToListAsync();
        await StopIfUnwantedAsync(db, contact, "ticket", replaced, now);

        // The question that is asked last is the one to answer.
        replaced.ForEach(earlier => earlier.Close(InvitationStatus.Cancelled, now));

        var invitation = new Invitation(metric, ticket, await db.AccountNowAsync(ticket, contact), now, options.Value.Lifetime, SurveyDelivery.Link);
        invitation.Share(await AgentShares.ReadAsync(db, ticket));
        if (surveyId == null && await db.UnpairedAsync(number) is { } low && low.Metric == metric)
        {
            invitation.Recovers(low);
        }

        return invitation;
    }

    private async Task<Invitation> AboutAllAsync(FeedbackDb db, Metric metric, string externalId, DateTime now)
    {
        var contact = await db.Contacts.AsNoTracking().SingleOrDefaultAsync(c => c.ExternalId == externalId)
            ?? throw new RuleViolation("unknown_contact", "There is no contact with this external id.", "contact.externalId");
        await StopIfUnwantedAsync(db, contact, "contact.externalId", [], now);
        var account = contact.AccountId is { } id ? await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id) : null;
        return new(metric, contact, account, now, options.Value.Lifetime);
    }

    private async Task StopIfUnwantedAsync(FeedbackDb db, Contact contact, string field, List<Invitation> replaced, DateTime now)
    {
        if (contact.Preferences.OptedOut)
        {
            throw new RuleViolation("opted_out", "This contact does not want to be asked.", field);
        }

        if (FatigueBudget.SpentUntil(await db.LastAskedAsync(contact.Id, [.. replaced.Select(i => i.Id)]), options.Value.DaysBetween, now) is { } free)
        {
            throw new RuleViolation("asked_lately", $"This contact was asked lately and can be asked again from {free:yyyy-MM-dd'T'HH:mm:ss'Z'}.", field);
        }
    }
}
