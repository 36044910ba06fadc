using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Routing;

/// <summary>How soon we promise to answer and to resolve; the first policy whose conditions fit is kept on the ticket. A change makes a new version and moves no promise made.</summary>
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

    /// <summary>When to warn and whom to tell; null is <see cref="AlertRules.Default"/>.</summary>
    public AlertRules? Alerts { get; private set; }

    public Guid CalendarId { get; private set; }

    public int Version { get; private set; } = 1;

    /// <summary>When a newer version took its place or it was given up; null for one in use.</summary>
    public DateTime? ReplacedAt { get; private set; }

    public AlertRules AlertsInForce => Alerts ?? AlertRules.Default;

    /// <summary>The next version; this one stays for the promises made by it.</summary>
    public PromisePolicy ReplaceWith(PromisePolicy next, DateTime at)
    {
        GiveUp(at);
        next.Version = Version + 1;
        return next;
    }

    /// <summary>Makes no promise any more; those made stay.</summary>
    public void GiveUp(DateTime at)
    {
        if (ReplacedAt != null)
        {
            throw new RuleViolation("changed_meanwhile", "Somebody has changed this policy meanwhile; look at it again.");
        }

        ReplacedAt = at;
    }

    public PromisePolicy Telling(AlertRules alerts)
    {
        Alerts = alerts;
        return this;
    }

    /// <summary>The calendar has a new version: promises made from now on count by it.</summary>
    internal void CountBy(Guid calendarId) => CalendarId = calendarId;
}

/// <summary>What is promised: a first answer, an answer whenever the customer has written again, a resolution, and how long one team may have the case.</summary>
[method: System.Text.Json.Serialization.JsonConstructor]
public sealed record PromiseTargets(Target FirstResponse, Target Resolution, Target? NextResponse = null, Target? Handling = null)
{
    /// <summary>In working minutes.</summary>
    public PromiseTargets(int firstResponse, int resolution)
        : this(new Target(firstResponse), new Target(resolution), new Target(firstResponse))
    {
    }
}

/// <summary>When to warn before a promise breaks, and who is told when it has.</summary>
public sealed record AlertRules(int WarnMinutes, IReadOnlyList<EscalationStep> Chain)
{
    public static readonly AlertRules Default = new(30, [new(0, EscalationStep.Assignee), new(60, EscalationStep.Lead), new(240, EscalationStep.Managers)]);
}

/// <summary>A rung of the chain: so many minutes past due, somebody is told.</summary>
/// <param name="To">assignee, lead, managers, or an e-mail address.</param>
public sealed record EscalationStep(int AfterMinutes, string To)
{
    public const string Assignee = "assignee";
    public const string Lead = "lead";
    public const string Managers = "managers";
}

internal sealed class PromisePolicyTable : IEntityTypeConfiguration<PromisePolicy>
{
    public void Configure(EntityTypeBuilder<PromisePolicy> builder)
    {
        builder.ToTable("promise_policies");
        builder.HasKey(p => p.Id);
        builder.Ignore(p => p.AlertsInForce);
        builder.Property(p => p.Name).HasMaxLength(100);
        builder.Property(p => p.Conditions).AsJson();
        builder.Property(p => p.Targets).AsJson();
        builder.Property(p => p.Alerts).AsJson();
        builder.Property(p => p.ReplacedAt).IsConcurrencyToken();
        builder.HasIndex(p => p.Position);
    }
}
