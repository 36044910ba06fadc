using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace FeedbackBot.Tickets;

/// <summary>Makes a case findable by what a commit writes into it: its own facts, messages, notes, and the customer's name and addresses.</summary>
internal sealed class KeepSearch : ICommitStep
{
    private const int MostOfOneContact = 200;

    public async Task RunAsync(FeedbackDb db)
    {
        var stale = new HashSet<long>();
        foreach (var entry in db.ChangeTracker.Entries<Ticket>().Where(e => e.State is EntityState.Added or EntityState.Modified))
        {
            if (entry.State == EntityState.Added || IsReworded(entry))
            {
                stale.Add(entry.Entity.Number);
            }
        }

        stale.UnionWith(db.ChangeTracker.Entries<TicketNote>().Where(e => e.State == EntityState.Added).Select(e => e.Entity.TicketNumber));
        foreach (var contact in db.ChangeTracker.Entries<Contact>().Where(IsRenamed).Select(e => e.Entity.Id).ToList())
        {
            stale.UnionWith(await db.Tickets.Where(t => t.ContactId == contact).OrderByDescending(t => t.Number).Take(MostOfOneContact).Select(t => t.Number).ToListAsync());
        }

        foreach (var message in db.Written.OfType<Message>())
        {
            if (message.TicketNumber is { } number)
            {
                stale.Add(number);
            }
            else if (await db.CaseAtAsync(message.ConversationId, message.Sequence) is { } found)
            {
                stale.Add(found);
            }
        }

        foreach (var number in stale)
        {
            if (await db.WordsOfAsync(number) is { } words)
            {
                await db.IndexAsync(number, words);
            }
        }
    }

    private static bool IsReworded(EntityEntry<Ticket> ticket) =>
        ticket.Property(t => t.Subject).IsModified || ticket.Property(t => t.Description).IsModified || ticket.Property(t => t.Fields).IsModified
        || ticket.Property(t => t.ExternalReference).IsModified || ticket.Property(t => t.Tags).IsModified || ticket.Property(t => t.ContactId).IsModified;

    private static bool IsRenamed(EntityEntry<Contact> contact) => contact.State == EntityState.Modified
        && (contact.Property(c => c.Name).IsModified || contact.Property(c => c.Email).IsModified || contact.Property(c => c.Phone).IsModified);
}

/// <summary>Gathers everything said in a case, stored or about to be.</summary>
internal static class CaseWords
{
    private const int MostMessages = 1000;

    /// <summary>Null where there is no such case.</summary>
    public static async Task<IReadOnlyCollection<string>?> WordsOfAsync(this FeedbackDb db, long number)
    {
        if (await db.Tickets.FindAsync(number) is not { } ticket)
        {
            return null;
        }

        var contact = await db.Contacts.FindAsync(ticket.ContactId);
        var texts = new List<string?>
        {
            ticket.Id, number.ToString(System.Globalization.CultureInfo.InvariantCulture), ticket.Subject, ticket.Description, ticket.ExternalReference,
            ticket.AccountName, contact?.Name, contact?.Email, contact?.Phone, Digits(contact?.Phone),
        };
        texts.AddRange(ticket.Fields.Values);
        texts.AddRange(ticket.Tags);
        if (db.Entry(ticket).State != EntityState.Added)
        {
            texts.AddRange(await SaidAsync(db, ticket));
            texts.AddRange(await db.TicketNotes.Where(n => n.TicketNumber == number).Select(n => n.Text).ToListAsync());
        }

        texts.AddRange(db.ChangeTracker.Entries<TicketNote>().Where(e => e.State == EntityState.Added && e.Entity.TicketNumber == number).Select(e => e.Entity.Text));
        return SearchWords.Of(texts);
    }

    /// <summary>The case a message stands in: the last one that had begun by then.</summary>
    public static async Task<long?> CaseAtAsync(this FeedbackDb db, Guid conversation, int sequence) =>
        await db.Tickets.Where(t => t.ConversationId == conversation && t.FirstSequence <= sequence)
            .OrderByDescending(t => t.FirstSequence).ThenByDescending(t => t.Number).Select(t => (long?)t.Number).FirstOrDefaultAsync();

    private static async Task<IEnumerable<string>> SaidAsync(FeedbackDb db, Ticket ticket)
    {
        var (conversation, from, number) = (ticket.ConversationId, ticket.FirstSequence, ticket.Number);
        var next = await db.Tickets.Where(t => t.ConversationId == conversation && t.FirstSequence > from).MinAsync(t => (int?)t.FirstSequence) ?? int.MaxValue;
        var stored = await db.Messages.AsNoTracking()
            .Where(m => m.ConversationId == conversation && m.Sequence >= from && m.Speaker != Speaker.Bot && m.Type == "message"
                && (m.TicketNumber == number || (m.TicketNumber == null && m.Sequence < next)))
            .OrderBy(m => m.Sequence).Take(MostMessages).Select(m => m.Text).ToListAsync();
        return stored.Concat(db.Written.OfType<Message>()
            .Where(m => m.TicketNumber == number || (m.TicketNumber == null && m.ConversationId == conversation && m.Sequence >= from && m.Sequence < next)).Select(m => m.Text));
    }

    private static string? Digits(string? phone) => phone == null ? null : string.Concat(phone.Where(char.IsAsciiDigit));
}
