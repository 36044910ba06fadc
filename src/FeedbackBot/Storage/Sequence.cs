using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Storage;

/// <summary>The last number given under a name (on SQLite).</summary>
public sealed class Sequence
{
    public string Name { get; private set; } = "";

    public long Value { get; private set; }
}

internal sealed class SequenceTable : IEntityTypeConfiguration<Sequence>
{
    public void Configure(EntityTypeBuilder<Sequence> builder)
    {
        builder.ToTable("sequences");
        builder.HasKey(s => s.Name);
        builder.Property(s => s.Name).HasMaxLength(40);
    }
}
