using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Messages;

/// <summary>A file that came with a message of a conversation; its bytes lie in the data folder under its id. What is said in several conversations has a row in each.</summary>
public sealed class Attachment
{
    private Attachment()
    {
    }

    public Attachment(Guid conversationId, string name, string contentType, long size, DateTime createdAt)
    {
        Id = Guid.CreateVersion7(createdAt);
        (ConversationId, Name, ContentType, Size, CreatedAt) = (conversationId, name, contentType, size, createdAt);
    }

    public Guid Id { get; private set; }

    public Guid ConversationId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Found from the bytes, not from the name.</summary>
    public string ContentType { get; private set; } = "";

    public long Size { get; private set; }

    public DateTime CreatedAt { get; private set; }

    internal Attachment In(Guid conversation) => new(conversation, Name, ContentType, Size, CreatedAt) { Id = Id };
}

internal sealed class AttachmentTable : IEntityTypeConfiguration<Attachment>
{
    public void Configure(EntityTypeBuilder<Attachment> builder)
    {
        builder.ToTable("attachments");
        builder.HasKey(a => new { a.Id, a.ConversationId });
        builder.Property(a => a.Name).HasMaxLength(255);
        builder.Property(a => a.ContentType).HasMaxLength(100);
        builder.HasIndex(a => a.ConversationId);
    }
}
