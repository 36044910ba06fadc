using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>Moves an open promise made at closing to another day, or gives it to somebody else to see to.</summary>
public sealed class ChangeCommitment(TimeProvider time)
{
    /// <param name="day">By the end of which it is to be done, by the calendar of <paramref name="zone"/>.</param>
    /// <param name="owner">Null is nobody in particular.</param>
    public async Task<Commitment> RunAsync(FeedbackDb db, Guid id, DateOnly day, string zone, Guid? owner, Actor by)
    {
        var commitment = await db.OpenCommitmentAsync(id);
        var (ticket, now) = (await db.TicketAsync(commitment.TicketNumber), time.GetUtcNow().UtcDateTime);
        var member = commitment.OwnerId == owner ? null : await db.OwnerAsync(ticket, owner);
        if (LocalTime.DayOf(commitment.DueAt, zone) != day)
        {
            commitment.Move(LocalTime.EndOf(day, zone), now);
            ticket.CommitmentMoved(commitment, day, by, now);
        }

        if (commitment.Give(owner))
        {
            ticket.CommitmentGiven(commitment, member, by, now);
            db.TellOwner(commitment, NotificationCode.CommitmentGiven, ticket, by, now);
        }

        db.AnnounceTicket(ticket);
        return commitment;
    }
}

/// <summary>An open promise made at closing is not to be kept any more; the case keeps that it was made, and why it went.</summary>
public sealed class CancelCommitment(TimeProvider time)
{
    public async Task<Ticket> RunAsync(FeedbackDb db, Guid id, string? reason, Actor by)
    {
        var commitment = await db.OpenCommitmentAsync(id);
        var (ticket, why) = (await db.TicketAsync(commitment.TicketNumber), Required.Text(reason, "reason", 1000));
        ticket.CommitmentCancelled(commitment, why, by, time.GetUtcNow().UtcDateTime);
        db.Commitments.Remove(commitment);
        db.AnnounceTicket(ticket);
        return ticket;
    }
}

/// <summary>Tells whoever sees to a promise, or has its case where nobody does, in the morning of its day.</summary>
public sealed class RemindOfCommitments(UnitOfWork unit, IDbContextFactory<FeedbackDb> contexts, TimeProvider time)
{
    /// <summary>The day that has begun anywhere ends everywhere within two.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(2);

    /// <returns>How many were told.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        List<Guid> near;
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            var (until, staff, tickets) = (now + Ahead, db.Staff, db.Tickets);
            var open = await db.Commitments.AsNoTracking().Where(c => c.DoneAt == null && c.RemindedAt == null && c.BrokenAt == null && c.DueAt < until)
                .Select(c => new { Commitment = c, Zone = staff.Where(s => s.Id == (c.OwnerId ?? tickets.Where(t => t.Number == c.TicketNumber).Select(t => t.AssigneeId).FirstOrDefault())).Select(s => s.TimeZone).FirstOrDefault() })
                .ToListAsync(cancellation);
            near = [.. open.Where(c => c.Zone != null && c.Commitment.IsMorningOf(now, c.Zone)).Select(c => c.Commitment.Id)];
        }

        var told = 0;
        foreach (var id in near)
        {
            told += await unit.RunAsync(db => TellAsync(db, id), cancellation) ? 1 : 0;
        }

        return told;
    }

    private async Task<bool> TellAsync(FeedbackDb db, Guid id)
    {
        if (await db.Commitments.FirstOrDefaultAsync(c => c.Id == id) is not { DoneAt: null, RemindedAt: null } commitment)
        {
            return false;
        }

        var (ticket, now) = (await db.TicketAsync(commitment.TicketNumber), time.GetUtcNow().UtcDateTime);
        commitment.Reminded(now);
        db.TellOwner(commitment, NotificationCode.CommitmentDue, ticket, Actor.System, now);
        return true;
    }
}

/// <summary>Finding commitments and those who see to them.</summary>
internal static class CommitmentPeople
{
    public static async Task<Commitment> OpenCommitmentAsync(this FeedbackDb db, Guid id) =>
        await db.Commitments.FirstOrDefaultAsync(c => c.Id == id) is not { } commitment ? throw new RuleViolation("not_found", "There is no such promise.")
        : commitment.DoneAt != null ? throw new RuleViolation("commitment_done", "This was done already.") : commitment;

    /// <summary>The one who is to see to a promise: somebody who may see its case.</summary>
    public static async Task<StaffMember?> OwnerAsync(this FeedbackDb db, Ticket ticket, Guid? owner)
    {
        if (owner == null)
        {
            return null;
        }

        var member = await db.Staff.FindAsync(owner) ?? throw new RuleViolation("unknown_staff", $"There is no member of staff {owner}.", "owner");
        ticket.AllowOwner(member);
        return member;
    }

    /// <summary>Tells whoever sees to it, else whoever has the case.</summary>
    public static void TellOwner(this FeedbackDb db, Commitment commitment, string code, Ticket ticket, Actor by, DateTime now)
    {
        if ((commitment.OwnerId ?? (code == NotificationCode.CommitmentGiven ? null : ticket.AssigneeId)) is { } owner)
        {
            db.Notify(owner, code, ticket, now, by, new Dictionary<string, string>
            {
                ["commitment"] = ColumnForms.Word(commitment.Kind),
                ["text"] = commitment.Text,
                ["due"] = Ticket.Stamp(commitment.DueAt),
            });
        }
    }
}
