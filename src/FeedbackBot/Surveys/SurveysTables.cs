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

        public DbSet<SurveySkip> SurveySkips => db.Set<SurveySkip>();
    }
}

internal sealed class InvitationTable : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.ToTable("invitations");
        builder.HasKey(i => i.Id);
        builder.Property(i => i.Metric).AsWord();
        // Whoever answers, reminds or lets it run out at the same moment as somebody else looks again.
        builder.Property(i => i.Status).AsWord().IsConcurrencyToken();
        builder.Property(i => i.RemindAt).IsConcurrencyToken();
        builder.Property(i => i.Delivery).AsWord();
        builder.Property(i => i.Shares).AsJson();
        builder.Property(i => i.TokenHash).HasMaxLength(64);
        builder.Property(i => i.ReminderTokenHash).HasMaxLength(64);
        builder.ComplexProperty(i => i.Attribution, Name);
        builder.HasIndex(i => i.TicketNumber);
        builder.HasIndex(i => i.TokenHash).IsUnique().HasFilter("token_hash IS NOT NULL");
        builder.HasIndex(i => i.ReminderTokenHash).IsUnique().HasFilter("reminder_token_hash IS NOT NULL");
        builder.HasIndex(i => i.RemindAt).HasFilter("remind_at IS NOT NULL");
        builder.HasIndex(i => i.ExpiresAt).HasFilter("status = 'sent'");
        builder.HasIndex(i => i.ContactId);
        // At most one question a contact and campaign, whatever runs twice.
        builder.HasIndex(i => new { i.CampaignId, i.ContactId }).IsUnique().HasFilter("campaign_id IS NOT NULL");
        builder.HasIndex(i => i.ConversationId);
        builder.HasIndex(i => i.SurveyId).HasFilter("survey_id IS NOT NULL");
        builder.HasIndex(i => new { i.Metric, i.SentAt });
    }

    /// <summary>Columns of their own, named as those of answers: the same query counts both.</summary>
    private static void Name(ComplexPropertyBuilder<Attribution> attribution)
    {
        attribution.Property(a => a.AccountId).HasColumnName("account_id");
        attribution.Property(a => a.AccountName).HasColumnName("account_name").HasMaxLength(200);
        attribution.Property(a => a.Tier).HasColumnName("tier").HasMaxLength(10);
        attribution.Property(a => a.OwnerId).HasColumnName("owner_id");
        attribution.Property(a => a.TeamId).HasColumnName("team_id");
        attribution.Property(a => a.AgentId).HasColumnName("agent_id");
        attribution.Property(a => a.Kind).HasColumnName("kind").HasMaxLength(20);
        attribution.Property(a => a.Topic).HasColumnName("topic").HasMaxLength(60);
        attribution.Property(a => a.ListeningPost).HasColumnName("listening_post").HasMaxLength(40);
        attribution.Property(a => a.Language).HasColumnName("language").HasMaxLength(10);
    }
}

internal sealed class AnswerTable : IEntityTypeConfiguration<Answer>
{
    public void Configure(EntityTypeBuilder<Answer> builder)
    {
        builder.ToTable("answers");
        builder.HasKey(a => a.Id);
        builder.Ignore(a => a.Attribution);
        builder.Property(a => a.Metric).AsWord();
        builder.Property(a => a.Tier).HasMaxLength(10);
        builder.Property(a => a.Kind).HasMaxLength(20);
        builder.Property(a => a.Topic).HasMaxLength(60);
        builder.Property(a => a.ListeningPost).HasMaxLength(40);
        builder.Property(a => a.Language).HasMaxLength(10);
        builder.Property(a => a.Source).HasMaxLength(20);
        builder.HasIndex(a => new { a.AccountId, a.Metric, a.AnsweredAt });
        builder.HasIndex(a => new { a.OwnerId, a.Metric, a.AnsweredAt });
        builder.HasIndex(a => new { a.Metric, a.AnsweredAt });
        builder.HasIndex(a => new { a.ContactId, a.AnsweredAt }).HasFilter("contact_id IS NOT NULL");
        builder.HasIndex(a => a.CaseNumber).HasFilter("case_number IS NOT NULL");
        builder.HasIndex(a => a.RecoversId).HasFilter("recovers_id IS NOT NULL");
        builder.HasIndex(a => a.SurveyId).HasFilter("survey_id IS NOT NULL");
        builder.HasIndex(a => a.InvitationId).IsUnique().HasFilter("invitation_id IS NOT NULL");
    }
}
