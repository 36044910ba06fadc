using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>Codes of why somebody must keep away from a case.</summary>
public static class RecusalReason
{
    /// <summary>The case is about them.</summary>
    public const string Subject = "subject";

    /// <summary>They handled it before it was escalated.</summary>
    public const string FirstStage = "first_stage";
}

/// <summary>Keeps a colleague away from a case: from then on it does not exist for them, and if they had it, nobody has.</summary>
public sealed class RecuseColleague(TimeProvider time)
{
    public async Task<Ticket> RunAsync(FeedbackDb db, long number, Guid staffId, string reason, Actor by)
    {
        var ticket = await db.TicketAsync(number);
        if (staffId == by.Id)
        {
            throw new RuleViolation("recuse_self", "Ask another manager: after this you could not see the case any more, not even to undo it.", "colleague");
        }

        var member = await db.Staff.FindAsync(staffId) ?? throw new RuleViolation("unknown_staff", $"There is no member of staff {staffId}.", "colleague");
        if (await db.Recusals.FindAsync(number, staffId) == null)
        {
            var now = time.GetUtcNow().UtcDateTime;
            db.Recusals.Add(new(number, staffId, reason, now));
            ticket.Recuse(member, reason, by, now);
            db.AnnounceTicket(ticket);
        }

        return ticket;
    }
}

/// <summary>Lets a colleague see and work on a case again: the one it was thought to be about was another.</summary>
public sealed class LiftRecusal(TimeProvider time)
{
    public async Task<Ticket> RunAsync(FeedbackDb db, long number, Guid staffId, Actor by)
    {
        var ticket = await db.TicketAsync(number);
        if (await db.Recusals.FindAsync(number, staffId) is { } recusal && await db.Staff.FindAsync(staffId) is { } member)
        {
            ticket.LiftRecusal(member, by, time.GetUtcNow().UtcDateTime);
            db.Recusals.Remove(recusal);
            db.AnnounceTicket(ticket);
        }

        return ticket;
    }
}

/// <summary>Recusals that come about by themselves.</summary>
public static class Recusing
{
    /// <summary>Keeps those whom a new complaint names away from it. What was said counts as it was said: the case's own text has its addresses masked.</summary>
    internal static async Task RecuseNamedAsync(this FeedbackDb db, Ticket ticket, DateTime now)
    {
        var person = ticket.Fields.GetValueOrDefault("about_whom");
        if (ticket.Kind is TicketKind.Suggestion or TicketKind.Question || (ticket.Kind is TicketKind.Praise && person == null))
        {
            return;
        }

        var staff = await db.Staff.AsNoTracking().ToListAsync();
        string[] words = ticket.Kind == TicketKind.Praise ? [person!] : [ticket.Subject, ticket.Description, .. ticket.Fields.Values, .. await SaidAsync(db, ticket)];
        foreach (var member in StaffNames.FindIn(words, person, staff))
        {
            db.Recusals.Add(new(ticket.Number, member.Id, RecusalReason.Subject, now));
            ticket.Recuse(member, RecusalReason.Subject, Actor.System, now);
        }
    }

    private static async Task<IReadOnlyList<string>> SaidAsync(FeedbackDb db, Ticket ticket)
    {
        var stored = await db.Messages.AsNoTracking()
            .Where(m => m.ConversationId == ticket.ConversationId && m.Sequence >= ticket.FirstSequence && m.Speaker == Speaker.Customer)
            .Select(m => m.Text).ToListAsync();
        return [.. stored, .. db.Messages.Local.Where(m => m.ConversationId == ticket.ConversationId && m.Speaker == Speaker.Customer).Select(m => m.Text)];
    }
}
