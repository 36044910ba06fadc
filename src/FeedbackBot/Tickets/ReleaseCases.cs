using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>Codes of why a case went back to its team's queue.</summary>
public static class ReleaseReason
{
    /// <summary>The customer has answered while the one who has the case is away, and the team's working minutes of patience have passed since.</summary>
    public const string Away = "away";

    /// <summary>Whoever had it has done nothing for as many working minutes as the team allows.</summary>
    public const string Idle = "idle";
}

/// <summary>Takes cases back from those who are away when their customer answers, or who have not touched them for too long, as each team has it.</summary>
public sealed class ReleaseCases(IDbContextFactory<FeedbackDb> contexts, UnitOfWork unitOfWork, RoutingBook routing, TimeProvider time)
{
    private const int MostAtOnce = 500;

    public async Task RunAsync(CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var book = await routing.OpenAsync();
        foreach (var (number, because) in await DueAsync(book, now, cancellation))
        {
            await unitOfWork.RunAsync(db => ReleaseAsync(db, book, number, because), cancellation);
        }
    }

    /// <summary>What was due a moment ago must still be: the one who has it may have come back or answered meanwhile.</summary>
    private async Task ReleaseAsync(FeedbackDb db, RoutingBook.Page book, long number, string because)
    {
        var ticket = await db.TicketAsync(number);
        var now = time.GetUtcNow().UtcDateTime;
        if (ticket.AssigneeId is { } id && await db.Staff.FindAsync(id) is { } member && await ReasonAsync(db, book, ticket, member, now) == because)
        {
            ticket.Release(member, because, now);
            db.AnnounceTicket(ticket);
        }
    }

    private async Task<IReadOnlyList<(long Number, string Because)>> DueAsync(RoutingBook.Page book, DateTime now, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var staff = await db.Staff.AsNoTracking().ToDictionaryAsync(s => s.Id, cancellation);
        Guid?[] away = [.. staff.Values.Where(s => s.PresenceAt(now) == Presence.Away).Select(s => s.Id)];
        Guid?[] impatient = [.. book.Teams.Where(t => t.IdleMinutes != null).Select(t => t.Id)];
        var inHand = db.Tickets.AsNoTracking().Where(t => t.AssigneeId != null && (t.Status == TicketStatus.New || t.Status == TicketStatus.Open));

        // Of those answered the latest first: what has just become due must not wait behind what never will. Of the untouched those that lie longest.
        var answered = await inHand.Where(t => away.Contains(t.AssigneeId)).OrderByDescending(t => t.UpdatedAt).Take(MostAtOnce).ToListAsync(cancellation);
        var (events, messages) = (db.TicketEvents, db.Messages);
        var untouched = await inHand.Where(t => impatient.Contains(t.TeamId)
                && !events.Any(e => e.TicketNumber == t.Number && e.ActorId == t.AssigneeId && e.At > t.HandedAt)
                && !messages.Any(m => m.ConversationId == t.ConversationId && m.Speaker == Speaker.Agent && m.SentAt > t.HandedAt))
            .OrderBy(t => t.HandedAt).Take(MostAtOnce).ToListAsync(cancellation);
        var due = new List<(long, string)>();
        foreach (var ticket in answered.UnionBy(untouched, t => t.Number))
        {
            if (staff.GetValueOrDefault(ticket.AssigneeId!.Value) is { } member && await ReasonAsync(db, book, ticket, member, now) is { } because)
            {
                due.Add((ticket.Number, because));
            }
        }

        return due;
    }

    private static async Task<string?> ReasonAsync(FeedbackDb db, RoutingBook.Page book, Ticket ticket, StaffMember member, DateTime now)
    {
        if (book.TeamOf(ticket.TeamId) is not { } team || !ticket.IsOpen)
        {
            return null;
        }

        if (team.AwayMinutes is { } patience && member.PresenceAt(now) == Presence.Away
            && await AnsweredWhileAwayAsync(db, ticket, member, now) is { } answered && book.AfterWork(answered, patience) <= now)
        {
            return ReleaseReason.Away;
        }

        return team.IdleMinutes is { } minutes && ticket.HandedAt is { } handed && book.AfterWork(handed, minutes) <= now
            && !await HasActedAsync(db, ticket, member, handed) ? ReleaseReason.Idle : null;
    }

    /// <summary>When the customer wrote, where that was the last word and the member was away by then.</summary>
    private static async Task<DateTime?> AnsweredWhileAwayAsync(FeedbackDb db, Ticket ticket, StaffMember member, DateTime now)
    {
        var last = await db.Messages.AsNoTracking()
            .Where(m => m.ConversationId == ticket.ConversationId && m.Sequence >= ticket.FirstSequence && m.Type == "message" && m.Speaker != Speaker.Bot)
            .OrderByDescending(m => m.Sequence).Select(m => new { m.Speaker, m.SentAt }).FirstOrDefaultAsync();
        var since = member.PresenceSinceAt(now) ?? DateTime.MinValue;
        return last is { Speaker: Speaker.Customer } && last.SentAt >= since && last.SentAt >= (ticket.HandedAt ?? DateTime.MinValue) ? last.SentAt : null;
    }

    private static async Task<bool> HasActedAsync(FeedbackDb db, Ticket ticket, StaffMember member, DateTime since)
    {
        var sender = member.Id.ToString();
        return await db.TicketEvents.AnyAsync(e => e.TicketNumber == ticket.Number && e.ActorId == member.Id && e.At > since)
            || await db.Messages.AnyAsync(m => m.ConversationId == ticket.ConversationId && m.SenderId == sender && m.SentAt > since);
    }
}
