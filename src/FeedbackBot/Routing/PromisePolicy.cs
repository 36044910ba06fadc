using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Routing;

/// <summary>How soon we promise to answer and to resolve; the first policy whose conditions fit is kept on the ticket with its version.</summary>
public sealed class PromisePolicy
{
    private PromisePolicy()
    {
    }

    public PromisePolicy(int position, string name, TicketConditions conditions, PromiseTargets targets, Guid calendarId, DateTime createdAt)
    {
        Id = Guid.CreateVersion7(createdAt);
        (Position, Name, Conditions, Targets, CalendarId) = (position, name, conditions, targets, calendarId);
    }

    public Guid Id { get; private set; }

    public int Position { get; private set; }

    public string Name { get; private set; } = "";

    public TicketConditions Conditions { get; private set; } = new();

    public PromiseTargets Targets { get; private set; } = new(0, 0);

    public Guid CalendarId { get; private set; }

    public int Version { get; private set; } = 1;
}

/// <summary>Working minutes until a first answer and until a resolution.</summary>
public sealed record PromiseTargets(int FirstResponseMinutes, int ResolutionMinutes);

internal sealed class PromisePolicyTable : IEntityTypeConfiguration<PromisePolicy>
{
    public void Configure(EntityTypeBuilder<PromisePolicy> builder)
    {
        builder.ToTable("promise_policies");
        builder.HasKey(p => p.Id);
        builder.Property(p => p.Name).HasMaxLength(100);
        builder.Property(p => p.Conditions).AsJson();
        builder.Property(p => p.Targets).AsJson();
        builder.HasIndex(p => p.Position);
    }
}
