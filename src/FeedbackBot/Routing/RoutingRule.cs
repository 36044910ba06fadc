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

    /// <summary>Whether every ticket fits.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool AskNothing => Kinds.Count + Topics.Count + Flags.Count + Languages.Count + ListeningPosts.Count + Tiers.Count + Priorities.Count == 0;
}

internal sealed class RoutingRuleTable : IEntityTypeConfiguration<RoutingRule>
{
    public void Configure(EntityTypeBuilder<RoutingRule> builder)
    {
        builder.ToTable("routing_rules");
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Name).HasMaxLength(100);
        builder.Property(r => r.Conditions).AsJson();
        builder.HasIndex(r => r.Position);
    }
}
