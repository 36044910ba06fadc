using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Surveys;

/// <summary>The tables of this slice.</summary>
public static class SurveysTables
{
    extension(FeedbackDb db)
    {
        public DbSet<Invitation> Invitations => db.Set<Invitation>();

        public DbSet<Answer> Answers => db.Set<Answer>();
    }
}

internal sealed class InvitationTable : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.ToTable("invitations");
        builder.HasKey(i => i.Id);
        builder.Property(i => i.Metric).AsWord();
        builder.Property(i => i.Status).AsWord();
        builder.Property(i => i.Attribution).AsJson();
        builder.HasIndex(i => i.TicketNumber);
        builder.HasIndex(i => i.ContactId);
    }
}

internal sealed class AnswerTable : IEntityTypeConfiguration<Answer>
{
    public void Configure(EntityTypeBuilder<Answer> builder)
    {
        builder.ToTable("answers");
        builder.HasKey(a => a.Id);
        builder.Property(a => a.Metric).AsWord();
        builder.Property(a => a.Tier).HasMaxLength(10);
        builder.Property(a => a.Kind).HasMaxLength(20);
        builder.Property(a => a.Topic).HasMaxLength(60);
        builder.Property(a => a.ListeningPost).HasMaxLength(40);
        builder.Property(a => a.Language).HasMaxLength(10);
        builder.Property(a => a.Source).HasMaxLength(20);
        builder.HasIndex(a => new { a.AccountId, a.AnsweredAt });
        builder.HasIndex(a => new { a.OwnerId, a.AnsweredAt });
        builder.HasIndex(a => new { a.Metric, a.AnsweredAt });
        builder.HasIndex(a => a.InvitationId).IsUnique().HasFilter("invitation_id IS NOT NULL");
    }
}
