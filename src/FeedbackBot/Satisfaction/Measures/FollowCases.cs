using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace FeedbackBot.Satisfaction.Measures;

/// <summary>Lets the measure of every case that a commit changes follow it, in that commit.</summary>
internal static class FollowCases
{
    public static async Task RunAsync(FeedbackDb db)
    {
        var clocks = db.ChangeTracker.Entries<TicketClock>().Where(e => e.State is EntityState.Added or EntityState.Modified).Select(e => e.Entity.TicketNumber).ToHashSet();
        foreach (var entry in db.ChangeTracker.Entries<Ticket>().Where(e => e.State is not EntityState.Deleted).ToList())
        {
            if (clocks.Remove(entry.Entity.Number) || entry.State == EntityState.Added || (entry.State == EntityState.Modified && Matters(entry)))
            {
                await FollowAsync(db, entry);
            }
        }

        foreach (var number in clocks)
        {
            await FollowAsync(db, db.Entry(await db.Tickets.SingleAsync(t => t.Number == number)));
        }
    }

    internal static async Task FollowAsync(FeedbackDb db, EntityEntry<Ticket> entry)
    {
        if (entry.State != EntityState.Added && !entry.Collection(t => t.Clocks).IsLoaded)
        {
            await entry.Collection(t => t.Clocks).LoadAsync();
        }

        var ticket = entry.Entity;
        var measure = entry.State == EntityState.Added ? null : await db.CaseMeasures.FirstOrDefaultAsync(m => m.TicketNumber == ticket.Number);
        if (measure == null)
        {
            measure = new CaseMeasure(ticket);
            measure.Follow(ticket, await CalendarAsync(db, ticket));
            db.CaseMeasures.Add(measure);
            return;
        }

        measure.Follow(ticket, await CalendarAsync(db, ticket));
        db.Entry(measure).DetectChanges();
    }

    private static bool Matters(EntityEntry<Ticket> e) =>
        e.Property(t => t.Status).IsModified || e.Property(t => t.Kind).IsModified || e.Property(t => t.SentimentLabel).IsModified || e.Property(t => t.Topics).IsModified
        || e.Property(t => t.Flags).IsModified || e.Property(t => t.MergedInto).IsModified || e.Property(t => t.AccountId).IsModified || e.Property(t => t.OwnerId).IsModified
        || e.Property(t => t.AccountTier).IsModified || e.Property(t => t.TeamId).IsModified || e.Property(t => t.Language).IsModified || e.Property(t => t.Returns).IsModified
        || e.Property(t => t.Handovers).IsModified || e.Property(t => t.FirstRespondedAt).IsModified || e.Property(t => t.ResolvedAt).IsModified;

    /// <summary>Only where there is something to measure.</summary>
    private static async Task<WorkCalendar?> CalendarAsync(FeedbackDb db, Ticket ticket) =>
        (ticket.FirstRespondedAt ?? ticket.ResolvedAt) == null || ticket.Clocks.FirstOrDefault(c => c.CalendarId != null)?.CalendarId is not { } id ? null
        : await db.Calendars.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id);
}
