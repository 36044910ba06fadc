using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Routing;

/// <summary>A group that tickets are routed to.</summary>
public sealed class Team
{
    private Team()
    {
    }

    public Team(string key, LocalizedText name, DateTime createdAt) => (Id, Key, Name) = (Guid.CreateVersion7(createdAt), key, name);

    public Guid Id { get; private set; }

    /// <summary>Short and stable, for the API and rules: customer_care, logistics.</summary>
    public string Key { get; private set; } = "";

    public LocalizedText Name { get; private set; } = new("", "");
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
