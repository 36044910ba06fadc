using System.Globalization;
using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>Gathers the words under which a case is found.</summary>
internal static class CaseWords
{
    private const int MostMessages = 1000;

    /// <summary>Everything known of a case and said in it; null where there is no such case.</summary>
    public static async Task<IReadOnlyCollection<string>?> WordsOfAsync(this FeedbackDb db, long number, CancellationToken cancellation)
    {
        if (await db.Tickets.AsNoTracking().FirstOrDefaultAsync(t => t.Number == number, cancellation) is not { } ticket)
        {
            return null;
        }

        var talk = await db.TalkAsync(ticket.ConversationId, reader: null, cancellation);
        var said = await talk.SaidOn(db.Messages.AsNoTracking(), number).Where(m => m.Speaker != Speaker.Bot)
            .OrderByDescending(m => m.Sequence).Take(MostMessages).Select(m => m.Text).ToListAsync(cancellation);
        var notes = await db.TicketNotes.Where(n => n.TicketNumber == number).Select(n => n.Text).ToListAsync(cancellation);
        return SearchWords.Of([.. await db.FactsOfAsync(ticket), .. said, .. notes]);
    }

    /// <summary>What stands on the case itself, and who the customer is.</summary>
    public static async Task<IEnumerable<string?>> FactsOfAsync(this FeedbackDb db, Ticket ticket)
    {
        var contact = await db.Contacts.FindAsync(ticket.ContactId);
        var account = ticket.AccountId is { } id ? await db.Accounts.FindAsync(id) : null;
        return
        [
            ticket.Id, ticket.Number.ToString(CultureInfo.InvariantCulture), ticket.Subject, ticket.Description, ticket.ExternalReference,
            ticket.AccountName, account?.Name, account?.ExternalId, contact?.Name, contact?.Email, contact?.Phone, Digits(contact?.Phone),
            .. ticket.Fields.Values, .. ticket.Tags, ticket.Cause, ticket.Remedy,
        ];
    }

    private static string? Digits(string? phone) => phone == null ? null : string.Concat(phone.Where(char.IsAsciiDigit));
}
