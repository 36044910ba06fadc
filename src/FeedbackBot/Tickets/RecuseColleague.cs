using FeedbackBot.Accounts;
using FeedbackBot.Storage;

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
        if (await db.RecuseAsync(ticket, member, reason, by, time.GetUtcNow().UtcDateTime))
        {
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
