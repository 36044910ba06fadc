using FeedbackBot.Storage;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Tickets;

/// <summary>How many cases a view, a team, a person or an account has. A number lies in several rows on PostgreSQL, one for each connection that writes, so that no commit waits for another's.</summary>
public sealed class QueueCount
{
    private QueueCount()
    {
    }

    /// <summary>view, team, person or account.</summary>
    public string Scope { get; private set; } = "";

    public string Key { get; private set; } = "";

    public int Shard { get; private set; }

    public long Value { get; private set; }
}

/// <summary>What of a case decides where it is counted.</summary>
public sealed record CountedFacts(
    TicketStatus Status, TicketKind? Kind, Sentiment? Sentiment, bool IsUnanswered, bool IsPromised, Guid? TeamId, Guid? AssigneeId, Guid? AccountId)
{
    internal static CountedFacts Before(EntityEntry<Ticket> ticket) => new(
        ticket.Property(t => t.Status).OriginalValue, ticket.Property(t => t.Kind).OriginalValue, ticket.Property(t => t.SentimentLabel).OriginalValue,
        ticket.Property(t => t.WaitingSince).OriginalValue != null, ticket.Property(t => t.NextDueAt).OriginalValue != null,
        ticket.Property(t => t.TeamId).OriginalValue, ticket.Property(t => t.AssigneeId).OriginalValue, ticket.Property(t => t.AccountId).OriginalValue);

    internal static CountedFacts Of(Ticket t) =>
        new(t.Status, t.Kind, t.SentimentLabel, t.WaitingSince != null, t.NextDueAt != null, t.TeamId, t.AssigneeId, t.AccountId);

    /// <summary>Every place in which a case with these facts counts as one.</summary>
    public IEnumerable<QueueKey> Places()
    {
        if (Status is TicketStatus.Resolved or TicketStatus.Closed)
        {
            return Status == TicketStatus.Resolved ? [QueueKey.View("resolved")] : [];
        }

        var places = new List<QueueKey>(8) { QueueKey.View("open"), AssigneeId is { } person ? QueueKey.Person(person) : QueueKey.View("unassigned") };
        void Add(bool counts, Func<QueueKey> place)
        {
            if (counts)
            {
                places.Add(place());
            }
        }

        Add(IsPromised, () => QueueKey.View("due"));
        Add(Sentiment == Understanding.Sentiment.Negative && IsUnanswered, () => QueueKey.View("angry"));
        Add(Status == TicketStatus.WaitingOnCustomer, () => QueueKey.View("waiting"));
        Add(Status == TicketStatus.OnHold, () => QueueKey.View("hold"));
        Add(Kind == null, () => QueueKey.View("triage"));
        Add(TeamId != null, () => QueueKey.Team(TeamId!.Value));
        Add(AccountId != null, () => QueueKey.Account(AccountId!.Value));
        return places;
    }
}

/// <summary>The name of a number.</summary>
public readonly record struct QueueKey(string Scope, string Key)
{
    public static QueueKey View(string name) => new("view", name);

    public static QueueKey Team(Guid id) => new("team", Form(id));

    public static QueueKey Person(Guid id) => new("person", Form(id));

    public static QueueKey Account(Guid id) => new("account", Form(id));

    /// <summary>As both databases write it when told to: upper case.</summary>
    private static string Form(Guid id) => id.ToString().ToUpperInvariant();
}

/// <summary>Reads the numbers.</summary>
public static class QueueNumbers
{
    extension(FeedbackDb db)
    {
        public DbSet<QueueCount> QueueCounts => db.Set<QueueCount>();
    }

    /// <summary>The numbers of all views, and those of the given teams, people and accounts; one that is not there is nought.</summary>
    public static async Task<IReadOnlyDictionary<QueueKey, long>> CountsAsync(this FeedbackDb db, IReadOnlyCollection<QueueKey> others, CancellationToken cancellation = default)
    {
        var keys = others.Select(o => o.Key).ToArray();
        var sums = await db.QueueCounts.AsNoTracking().Where(c => c.Scope == "view" || keys.Contains(c.Key))
            .GroupBy(c => new { c.Scope, c.Key }).Select(g => new { g.Key.Scope, g.Key.Key, Value = g.Sum(c => c.Value) }).ToListAsync(cancellation);
        return sums.ToDictionary(s => new QueueKey(s.Scope, s.Key), s => s.Value);
    }
}

internal sealed class QueueCountTable : IEntityTypeConfiguration<QueueCount>
{
    public void Configure(EntityTypeBuilder<QueueCount> builder)
    {
        builder.ToTable("queue_counts");
        builder.HasKey(c => new { c.Scope, c.Key, c.Shard });
        builder.Property(c => c.Scope).HasMaxLength(20);
        builder.Property(c => c.Key).HasMaxLength(40);
        builder.HasIndex(c => c.Key);
    }
}
