using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Surveys.Campaigns;

/// <summary>The tables of campaigns.</summary>
public static class CampaignsTables
{
    extension(FeedbackDb db)
    {
        public DbSet<Campaign> Campaigns => db.Set<Campaign>();

        public DbSet<CampaignContact> CampaignContacts => db.Set<CampaignContact>();
    }

    internal static async Task<Campaign> CampaignAsync(this FeedbackDb db, Guid id) =>
        await db.Campaigns.FirstOrDefaultAsync(c => c.Id == id) ?? throw new RuleViolation("not_found", "There is no such campaign.");
}

internal sealed class CampaignTable : IEntityTypeConfiguration<Campaign>
{
    public void Configure(EntityTypeBuilder<Campaign> builder)
    {
        builder.ToTable("campaigns");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Name).HasMaxLength(100);
        builder.Property(c => c.Metric).AsWord();
        builder.Property(c => c.Audience).AsJson();
        builder.Property(c => c.TimeZone).HasMaxLength(60);
        builder.Property(c => c.CreatedBy).HasMaxLength(200);
        // Two who start, stop or draw at the same moment.
        builder.Property(c => c.Status).AsWord().IsConcurrencyToken();
        builder.Property(c => c.DrawnUpTo).IsConcurrencyToken();
        builder.HasIndex(c => c.Status);
    }
}

internal sealed class CampaignContactTable : IEntityTypeConfiguration<CampaignContact>
{
    public void Configure(EntityTypeBuilder<CampaignContact> builder)
    {
        builder.ToTable("campaign_contacts");
        builder.HasKey(c => new { c.CampaignId, c.ContactId });
        builder.Property(c => c.State).AsWord().IsConcurrencyToken();
        builder.Property(c => c.Reason).HasMaxLength(40);
        builder.HasIndex(c => new { c.CampaignId, c.State, c.DueAt });
    }
}
