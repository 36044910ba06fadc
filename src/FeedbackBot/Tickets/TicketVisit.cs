using FeedbackBot.Messages;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Tickets;

/// <summary>Somebody has the page of a case open: renewed while they do, forgotten soon after. In the database, so that every node sees it.</summary>
public sealed class TicketVisit
{
    private TicketVisit()
    {
    }

    internal TicketVisit(long ticketNumber, Guid staffId) => (TicketNumber, StaffId) = (ticketNumber, staffId);

    public long TicketNumber { get; private set; }

    public Guid StaffId { get; private set; }

    public DateTime At { get; internal set; }
}

/// <summary>Notes that somebody still looks at a case; others who look are told only when that is new.</summary>
public sealed class NoteVisit(TimeProvider time)
{
    /// <summary>How often an open page says so.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    /// <summary>After this long without a word they are gone.</summary>
    public static readonly TimeSpan Stale = TimeSpan.FromSeconds(30);

    public async Task RunAsync(FeedbackDb db, long number, Guid staff)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var visit = await db.TicketVisits.FindAsync(number, staff);
        if (visit == null || visit.At < now - Stale)
        {
            var old = now - TimeSpan.FromHours(1);
            await db.TicketVisits.Where(v => v.StaffId == staff && v.At < old && v.TicketNumber != number).ExecuteDeleteAsync();
            db.Announce(Topics.Ticket(number));
        }

        (visit ?? db.TicketVisits.Add(new(number, staff)).Entity).At = now;
    }
}

/// <summary>The table of visits.</summary>
public static class TicketVisitTables
{
    extension(FeedbackDb db)
    {
        public DbSet<TicketVisit> TicketVisits => db.Set<TicketVisit>();
    }
}

internal sealed class TicketVisitTable : IEntityTypeConfiguration<TicketVisit>
{
    public void Configure(EntityTypeBuilder<TicketVisit> builder)
    {
        builder.ToTable("ticket_visits");
        builder.HasKey(v => new { v.TicketNumber, v.StaffId });
        builder.HasIndex(v => v.StaffId);
    }
}
