using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>How much each member has in hand, counted from the cases themselves.</summary>
public static class MemberLoads
{
    /// <summary>A chat in which nothing was said for so long is a case like any other.</summary>
    public static readonly TimeSpan ChatIsOver = TimeSpan.FromMinutes(30);

    public static async Task<IReadOnlyDictionary<Guid, Load>> LoadsAsync(this FeedbackDb db, IReadOnlyCollection<Guid> members, DateTime now)
    {
        var (conversations, since) = (db.Conversations, now - ChatIsOver);
        Guid?[] wanted = [.. members];
        var inHand = await (
            from ticket in db.Tickets.AsNoTracking()
            where wanted.Contains(ticket.AssigneeId)
            where ticket.Status == TicketStatus.New || ticket.Status == TicketStatus.Open || ticket.Status == TicketStatus.WaitingOnCustomer
            let chats = conversations.Any(c => c.Id == ticket.ConversationId && c.TurnOwner == TurnOwner.Agent && c.LastMessageAt > since)
            where chats || ticket.Status != TicketStatus.WaitingOnCustomer
            group ticket by new { ticket.AssigneeId, IsChat = chats } into held
            select new { held.Key.AssigneeId, held.Key.IsChat, Count = held.Count() }).ToListAsync();
        return members.ToDictionary(m => m, m => new Load(
            inHand.Where(h => h.AssigneeId == m && h.IsChat).Sum(h => h.Count),
            inHand.Where(h => h.AssigneeId == m && !h.IsChat).Sum(h => h.Count)));
    }

    /// <summary>Whether a person is chatting, or waited for, in the case's conversation right now.</summary>
    internal static Task<bool> IsChatAsync(this FeedbackDb db, Ticket ticket, DateTime now) =>
        db.Conversations.AnyAsync(c => c.Id == ticket.ConversationId && c.TurnOwner == TurnOwner.Agent && c.LastMessageAt > now - ChatIsOver);

    /// <summary>
    /// A member to whom nobody else gives work until the present commit has landed, so that two who choose at once never overfill a desk.
    /// SQLite has one writer at a time anyway; PostgreSQL locks the row.
    /// </summary>
    internal static Task<StaffMember?> HeldMemberAsync(this FeedbackDb db, Guid id) => db.Database.IsSqlite()
        ? db.Staff.FirstOrDefaultAsync(s => s.Id == id)
        : db.Staff.FromSql($"SELECT * FROM staff WHERE id = {id} FOR UPDATE").FirstOrDefaultAsync();
}
