using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Routing;

/// <summary>A group that tickets are routed to.</summary>
public sealed class Team
{
    /// <summary>Thirty days.</summary>
    private const int MostMinutes = 43_200;

    private Team()
    {
    }

    public Team(string key, LocalizedText name, DateTime createdAt) => (Id, Key, Name) = (Guid.CreateVersion7(createdAt), key, name);

    public Guid Id { get; private set; }

    /// <summary>Short and stable, for the API and rules: customer_care, logistics.</summary>
    public string Key { get; private set; } = "";

    public LocalizedText Name { get; private set; } = new("", "");

    /// <summary>Whether cases are given to people by themselves; else people take them.</summary>
    public bool Pushes { get; private set; } = true;

    /// <summary>Working minutes after a customer's answer in which somebody away keeps the case; null for as long as they like.</summary>
    public int? AwayMinutes { get; private set; } = 15;

    /// <summary>Working minutes after which a case that nobody acted on goes back to the queue; null never.</summary>
    public int? IdleMinutes { get; private set; }

    public void Call(LocalizedText name) => Name = name;

    public void Work(bool pushes, int? awayMinutes, int? idleMinutes)
    {
        if (awayMinutes is < 0 or > MostMinutes || idleMinutes is < 1 or > MostMinutes)
        {
            throw new RuleViolation("minutes_range", $"Minutes must be between 1 and {MostMinutes}.", "minutes");
        }

        (Pushes, AwayMinutes, IdleMinutes) = (pushes, awayMinutes, idleMinutes);
    }
}

internal sealed class TeamTable : IEntityTypeConfiguration<Team>
{
    public void Configure(EntityTypeBuilder<Team> builder)
    {
        builder.ToTable("teams");
        builder.HasKey(t => t.Id);
        builder.Property(t => t.Key).HasMaxLength(60);
        builder.Property(t => t.Name).AsJson();
        builder.HasIndex(t => t.Key).IsUnique();
    }
}
