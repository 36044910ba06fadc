using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Routing;

/// <summary>Which tickets go to which team; rules are tried from the lowest position, the first that fits wins.</summary>
public sealed class RoutingRule
{
    private RoutingRule()
    {
    }

    public RoutingRule(int position, string name, TicketConditions conditions, Guid teamId, DateTime createdAt)
    {
        Id = Guid.CreateVersion7(createdAt);
        (Position, Name, Conditions, TeamId) = (position, name, conditions, teamId);
    }

    public Guid Id { get; private set; }

    public int Position { get; private set; }

    public string Name { get; private set; } = "";

    public TicketConditions Conditions { get; private set; } = new();

    public Guid TeamId { get; private set; }

    /// <summary>What whoever gets such a case should be able to do.</summary>
    public IReadOnlyList<string> Skills { get; private set; } = [];

    public RoutingRule Asking(IReadOnlyList<string> skills)
    {
        Skills = skills;
        return this;
    }

    public void Become(int position, string name, TicketConditions conditions, Guid teamId, IReadOnlyList<string> skills) =>
        (Position, Name, Conditions, TeamId, Skills) = (position, name, conditions, teamId, skills);
}

/// <summary>What must hold for a ticket; an empty list asks nothing.</summary>
public sealed record TicketConditions
{
    public IReadOnlyList<string> Kinds { get; init; } = [];

    public IReadOnlyList<string> Topics { get; init; } = [];

    public IReadOnlyList<string> Flags { get; init; } = [];

    public IReadOnlyList<string> Languages { get; init; } = [];

    public IReadOnlyList<string> ListeningPosts { get; init; } = [];

    public IReadOnlyList<string> Tiers { get; init; } = [];

    public IReadOnlyList<string> Priorities { get; init; } = [];

    public IReadOnlyList<string> Sentiments { get; init; } = [];

    /// <summary>Accounts by id.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>Whether somebody works at that moment by the standard policy's calendar; null asks nothing.</summary>
    public bool? WorkingHours { get; init; }

    /// <summary>Fits everything, so that no rule below it is ever reached.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool AsksNothing => WorkingHours == null
        && new[] { Kinds, Topics, Flags, Languages, ListeningPosts, Tiers, Priorities, Sentiments, Accounts }.All(list => list.Count == 0);
}

internal sealed class RoutingRuleTable : IEntityTypeConfiguration<RoutingRule>
{
    public void Configure(EntityTypeBuilder<RoutingRule> builder)
    {
        builder.ToTable("routing_rules");
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Name).HasMaxLength(100);
        builder.Property(r => r.Conditions).AsJson();
        builder.Property(r => r.Skills).AsJson();
        builder.HasIndex(r => r.Position);
    }
}
