using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Tickets;

/// <summary>A view of the queue that somebody keeps under a name: filters and order as they stand in the address.</summary>
public sealed class SavedView
{
    /// <summary>Shared with everyone; any other word is a team's key, and none is nobody.</summary>
    public const string Everyone = "*";

    private SavedView()
    {
    }

    public SavedView(Guid ownerId, SavedViewForm form, int position, DateTime at)
    {
        (Id, OwnerId, Position, CreatedAt) = (Guid.CreateVersion7(at), ownerId, position, at);
        Become(form);
    }

    public Guid Id { get; private set; }

    public Guid OwnerId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>A query string without its question mark.</summary>
    public string Query { get; private set; } = "";

    public string? SharedWith { get; private set; }

    /// <summary>Stands in the side bar of those who may use it.</summary>
    public bool IsPinned { get; private set; }

    public int Position { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public void Become(SavedViewForm form)
    {
        Name = Required.Text(form.Name, "name", 60);
        Query = form.Query.Length <= 1000 ? form.Query : throw new RuleViolation("too_long", "These filters are too long to keep.", "query");
        (SharedWith, IsPinned) = (string.IsNullOrEmpty(form.SharedWith) ? null : form.SharedWith, form.IsPinned);
    }

    public void MoveTo(int position) => Position = position;
}

/// <summary>What is chosen about a saved view.</summary>
public sealed record SavedViewForm(string? Name, string Query, string? SharedWith, bool IsPinned);

/// <summary>The tables of what people keep about the queue.</summary>
public static class QueueTables
{
    extension(FeedbackDb db)
    {
        public DbSet<SavedView> SavedViews => db.Set<SavedView>();

        public DbSet<BulkAction> BulkActions => db.Set<BulkAction>();
    }
}

internal sealed class SavedViewTable : IEntityTypeConfiguration<SavedView>
{
    public void Configure(EntityTypeBuilder<SavedView> builder)
    {
        builder.ToTable("saved_views");
        builder.HasKey(v => v.Id);
        builder.Property(v => v.Name).HasMaxLength(60);
        builder.Property(v => v.Query).HasMaxLength(1000);
        builder.Property(v => v.SharedWith).HasMaxLength(60);
        builder.HasIndex(v => v.OwnerId);
    }
}
