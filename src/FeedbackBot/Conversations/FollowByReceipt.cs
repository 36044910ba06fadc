using System.Security.Cryptography;
using System.Text;
using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Conversations;

/// <summary>What the holder of a receipt sees: the case, its team and what was said about it.</summary>
/// <param name="Progress">The case in which the work goes on: another one where this was merged.</param>
/// <param name="TimeZone">The customer's own, where they ever told it.</param>
public sealed record FollowedCase(Ticket Ticket, Ticket Progress, Team Team, string? TimeZone, IReadOnlyList<Message> Said);

/// <summary>How a case stands, for whoever holds its number and receipt code; null for anybody else.</summary>
public sealed class FollowByReceipt(IDbContextFactory<FeedbackDb> contexts, RoutingBook routing)
{
    public async Task<FollowedCase?> RunAsync(string? number, string? code, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await ReceiptHolder.FindAsync(db, number, code) is not { } ticket)
        {
            return null;
        }

        var book = await routing.OpenAsync();
        var zone = await db.Contacts.Where(c => c.Id == ticket.ContactId).Select(c => c.TimeZone).FirstOrDefaultAsync(cancellation);
        var progress = await db.WhereItGoesOnAsync(ticket);
        return new(ticket, progress, book.TeamOf(progress.TeamId) ?? book.DefaultTeam, zone, await SaidAsync(db, ticket, progress));
    }

    /// <summary>What belongs to the case, and what was said in its chat about the one in which it goes on; what was said about another stays out.</summary>
    private static async Task<List<Message>> SaidAsync(FeedbackDb db, Ticket ticket, Ticket progress) =>
        await (await db.TalkAsync(ticket.ConversationId, reader: null)).SaidOn(db.Messages.AsNoTracking(), ticket.Number, also: progress.Number)
            .OrderBy(m => m.Sequence).ToListAsync();
}

/// <summary>Finds a case for whoever shows its number and code. A wrong number and a wrong code take the same steps.</summary>
internal static class ReceiptHolder
{
    private const int MostCode = 64;
    private static readonly string Nobody = ReceiptCode.HashOf(ReceiptCode.New());

    public static async Task<Ticket?> FindAsync(FeedbackDb db, string? number, string? code)
    {
        var written = TextCleaning.Clean(code ?? "");
        var shown = ReceiptCode.HashOf(written.Length > MostCode ? written[..MostCode] : written);
        var wanted = TicketNumber.Parse(number) ?? 0;
        var kept = await db.Tickets.Where(t => t.Number == wanted).Select(t => t.ReceiptCode).FirstOrDefaultAsync() ?? Nobody;
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(shown), Encoding.ASCII.GetBytes(kept))
            ? await db.TicketAsync(wanted)
            : null;
    }
}
