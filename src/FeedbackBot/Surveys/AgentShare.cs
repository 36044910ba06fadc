using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Surveys;

/// <summary>An agent's part in what a customer is asked about, 0…1: their answers of all answers on the case. It says who may be asked about it; it is no mark of anybody.</summary>
public sealed record AgentShare(Guid AgentId, double Share);

/// <summary>Reads for whom an answer about a case counts at this moment.</summary>
internal static class CasesAccount
{
    /// <summary>The case's account as it stands, or the one its customer has come to belong to since.</summary>
    public static Task<Account?> AccountNowAsync(this FeedbackDb db, Ticket ticket, Contact? contact)
    {
        var id = ticket.AccountId ?? contact?.AccountId;
        return db.Accounts.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id);
    }
}

/// <summary>Reads who had which part in a case.</summary>
internal static class AgentShares
{
    /// <summary>The largest first; whoever holds the case where nobody wrote to the customer; they add up to one, or there are none.</summary>
    public static async Task<IReadOnlyList<AgentShare>> ReadAsync(FeedbackDb db, Ticket ticket)
    {
        var senders = await db.Messages.AsNoTracking()
            .Where(m => m.ConversationId == ticket.ConversationId && m.TicketNumber == ticket.Number && m.Speaker == Speaker.Agent && m.SenderId != null)
            .GroupBy(m => m.SenderId).Select(g => new { Id = g.Key!, N = g.Count() }).ToListAsync();
        var known = senders.Where(s => Guid.TryParse(s.Id, out _)).Select(s => (Id: Guid.Parse(s.Id), s.N)).ToArray();
        double all = known.Sum(s => s.N);
        return all > 0 ? [.. known.OrderByDescending(s => s.N).ThenBy(s => s.Id).Select(s => new AgentShare(s.Id, s.N / all))]
            : ticket.AssigneeId is { } holder ? [new AgentShare(holder, 1)] : [];
    }
}
