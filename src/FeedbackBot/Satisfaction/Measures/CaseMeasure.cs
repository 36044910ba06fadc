using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Satisfaction.Measures;

/// <summary>
/// How a case goes, in the numbers that are counted: follows the case in every commit that changes it, and can be written anew from it. Counted in the
/// period in which the case was opened, so that shares and times always speak of the same cases.
/// </summary>
public sealed class CaseMeasure
{
    private CaseMeasure()
    {
    }

    internal CaseMeasure(Ticket ticket) => (TicketNumber, CreatedAt) = (ticket.Number, ticket.CreatedAt);

    public long TicketNumber { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public Guid? AccountId { get; private set; }

    public Guid? OwnerId { get; private set; }

    public Guid? TeamId { get; private set; }

    public string? Tier { get; private set; }

    public string? Kind { get; private set; }

    public string? Topic { get; private set; }

    public string ListeningPost { get; private set; } = "";

    public string? Language { get; private set; }

    /// <summary>Spam and what was merged into another case do not count.</summary>
    public bool Counts { get; private set; }

    public Sentiment? Sentiment { get; private set; }

    public bool Resolved { get; private set; }

    /// <summary>Resolved by the first team and person, without the customer having to write again, and never opened again.</summary>
    public bool FirstContact { get; private set; }

    public int Handovers { get; private set; }

    public int Reopens { get; private set; }

    /// <summary>Whether the promise of a first answer was kept; null while that is open.</summary>
    public bool? FirstKept { get; private set; }

    /// <summary>Whether the promise of a solution was kept; null while that is open.</summary>
    public bool? ResolutionKept { get; private set; }

    /// <summary>Minutes to the first answer, by wall clock.</summary>
    public long? FirstMinutes { get; private set; }

    /// <summary>Minutes to the first answer within working hours.</summary>
    public long? FirstWorkingMinutes { get; private set; }

    /// <summary>Minutes to the last solution, by wall clock.</summary>
    public long? ResolutionMinutes { get; private set; }

    /// <summary>Minutes to the last solution within working hours.</summary>
    public long? ResolutionWorkingMinutes { get; private set; }

    /// <summary>The bucket of each duration, as it is counted.</summary>
    public int? FirstBucket { get; private set; }

    public int? FirstWorkingBucket { get; private set; }

    public int? ResolutionBucket { get; private set; }

    public int? ResolutionWorkingBucket { get; private set; }

    /// <param name="calendar">The working hours its promises were made by; null where there were none.</param>
    internal void Follow(Ticket ticket, WorkCalendar? calendar)
    {
        var whom = Attribution.Of(ticket);
        (AccountId, OwnerId, TeamId, Tier) = (whom.AccountId, whom.OwnerId, whom.TeamId, whom.Tier);
        (Kind, Topic, ListeningPost, Language) = (whom.Kind, whom.Topic, whom.ListeningPost, whom.Language);
        Counts = ticket.MergedInto == null && !ticket.Flags.HasFlag(ReadingFlags.Spam);
        (Sentiment, Handovers, Reopens, Resolved) = (ticket.SentimentLabel, ticket.Handovers, ticket.ReopenCount, ticket.ResolvedAt != null);
        FirstContact = Resolved && ticket is { Returns: 0, Handovers: 0, ReopenCount: 0 };
        FirstKept = Kept(ticket, ClockName.FirstResponse);
        ResolutionKept = Kept(ticket, ClockName.Resolution);
        (FirstMinutes, FirstWorkingMinutes) = Took(ticket.CreatedAt, ticket.FirstRespondedAt, calendar);
        (ResolutionMinutes, ResolutionWorkingMinutes) = Took(ticket.CreatedAt, ticket.ResolvedAt, calendar);
        (FirstBucket, FirstWorkingBucket) = (Bucket(FirstMinutes), Bucket(FirstWorkingMinutes));
        (ResolutionBucket, ResolutionWorkingBucket) = (Bucket(ResolutionMinutes), Bucket(ResolutionWorkingMinutes));
    }

    private static bool? Kept(Ticket ticket, string name) => ticket.Clocks.FirstOrDefault(c => c.Name == name) switch
    {
        { StoppedAt: { } stopped } clock => stopped <= clock.DueAt,
        { BrokenAt: not null } => false,
        _ => null,
    };

    private static (long?, long?) Took(DateTime from, DateTime? to, WorkCalendar? calendar) => to is not { } end ? (null, null)
        : (Minutes(end - from), calendar == null ? null : Minutes(DueDate.WorkingTime(from, end, calendar.Hours, calendar.Zone)));

    private static long Minutes(TimeSpan time) => Math.Max(0, (long)Math.Round(time.TotalMinutes));

    private static int? Bucket(long? minutes) => minutes is { } known ? TimeColumns.BucketOf(known) : null;
}

/// <summary>The table of measures.</summary>
public static class MeasureTables
{
    extension(FeedbackDb db)
    {
        public DbSet<CaseMeasure> CaseMeasures => db.Set<CaseMeasure>();
    }
}

internal sealed class CaseMeasureTable : IEntityTypeConfiguration<CaseMeasure>
{
    public void Configure(EntityTypeBuilder<CaseMeasure> builder)
    {
        builder.ToTable("case_measures");
        builder.HasKey(m => m.TicketNumber);
        builder.Property(m => m.TicketNumber).ValueGeneratedNever();
        builder.Property(m => m.Sentiment).AsWord();
        builder.Property(m => m.Tier).HasMaxLength(10);
        builder.Property(m => m.Kind).HasMaxLength(20);
        builder.Property(m => m.Topic).HasMaxLength(60);
        builder.Property(m => m.ListeningPost).HasMaxLength(40);
        builder.Property(m => m.Language).HasMaxLength(10);
        builder.HasIndex(m => m.CreatedAt);
        builder.HasIndex(m => new { m.AccountId, m.CreatedAt });
        builder.HasIndex(m => new { m.OwnerId, m.CreatedAt });
    }
}
