using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace FeedbackBot.Tickets;

/// <summary>
/// Makes a new case findable in the commit that opens it, and marks those to which a commit adds words: reading a long chat again with every
/// message would make each dearer than the one before, so <see cref="CatchUpSearch"/> does that a moment later.
/// </summary>
internal sealed class KeepSearch : ICommitStep
{
    private const int MostOfOne = 200;

    public async Task RunAsync(FeedbackDb db)
    {
        var stale = new HashSet<long>();
        foreach (var entry in db.ChangeTracker.Entries<Ticket>().Where(e => e.State is EntityState.Added or EntityState.Modified).ToList())
        {
            if (entry.State == EntityState.Added)
            {
                await db.IndexAsync(entry.Entity.Number, SearchWords.Of(await db.FactsOfAsync(entry.Entity)));
                stale.UnionWith(await TakesFromAsync(db, entry.Entity));
            }
            else if (IsReworded(entry))
            {
                stale.Add(entry.Entity.Number);
            }
        }

        stale.UnionWith(db.ChangeTracker.Entries<TicketNote>().Where(e => e.State == EntityState.Added).Select(e => e.Entity.TicketNumber));
        await AddRenamedAsync(db, stale);
        foreach (var message in db.Written.OfType<Message>())
        {
            stale.UnionWith(message.TicketNumber is { } number ? [number] : (await db.TalkAsync(message.ConversationId, reader: null)).CasesOf(message));
        }

        // In one order, so that commits at the same time do not wait for each other in a circle.
        foreach (var number in stale.Order())
        {
            await db.MarkStaleAsync(number);
        }
    }

    /// <summary>The other cases of its chat, some of whose words are its own from now on; and a part itself, for what it was made of.</summary>
    private static async Task<IEnumerable<long>> TakesFromAsync(FeedbackDb db, Ticket opened)
    {
        var others = await db.Tickets.Where(t => t.ConversationId == opened.ConversationId).Select(t => t.Number).ToListAsync();
        return opened.LastSequence == null ? others : others.Append(opened.Number);
    }

    private static async Task AddRenamedAsync(FeedbackDb db, HashSet<long> stale)
    {
        foreach (var contact in db.ChangeTracker.Entries<Contact>().Where(IsRenamed).Select(e => e.Entity.Id).ToList())
        {
            stale.UnionWith(await db.Tickets.Where(t => t.ContactId == contact).OrderByDescending(t => t.Number).Take(MostOfOne).Select(t => t.Number).ToListAsync());
        }

        foreach (var account in db.ChangeTracker.Entries<Account>().Where(a => a.State == EntityState.Modified && a.Property(x => x.Name).IsModified).Select(e => e.Entity.Id).ToList())
        {
            stale.UnionWith(await db.Tickets.Where(t => t.AccountId == account).OrderByDescending(t => t.Number).Take(MostOfOne).Select(t => t.Number).ToListAsync());
        }
    }

    private static bool IsReworded(EntityEntry<Ticket> ticket) =>
        ticket.Property(t => t.Subject).IsModified || ticket.Property(t => t.Description).IsModified || ticket.Property(t => t.Fields).IsModified
        || ticket.Property(t => t.ExternalReference).IsModified || ticket.Property(t => t.Tags).IsModified || ticket.Property(t => t.ContactId).IsModified
        || ticket.Property(t => t.AccountId).IsModified || ticket.Property(t => t.AccountName).IsModified
        || ticket.Property(t => t.Cause).IsModified || ticket.Property(t => t.Remedy).IsModified;

    private static bool IsRenamed(EntityEntry<Contact> contact) => contact.State == EntityState.Modified
        && (contact.Property(c => c.Name).IsModified || contact.Property(c => c.Email).IsModified || contact.Property(c => c.Phone).IsModified);
}
