using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Surveys.Made;

/// <summary>The tables of made surveys.</summary>
public static class MadeTables
{
    extension(FeedbackDb db)
    {
        public DbSet<Survey> Surveys => db.Set<Survey>();

        public DbSet<SurveyVersion> SurveyVersions => db.Set<SurveyVersion>();

        public DbSet<SurveyResponse> SurveyResponses => db.Set<SurveyResponse>();
    }

    internal static async Task<Survey> SurveyAsync(this FeedbackDb db, Guid id) =>
        await db.Surveys.FirstOrDefaultAsync(s => s.Id == id) ?? throw new RuleViolation("not_found", "There is no such survey.");

    /// <summary>The version that customers are asked now; refused where there is none to send.</summary>
    internal static async Task<SurveyVersion> VersionOnOfferAsync(this FeedbackDb db, Guid surveyId)
    {
        var survey = await db.Surveys.AsNoTracking().FirstOrDefaultAsync(s => s.Id == surveyId);
        return survey?.IsOnOffer == true
            ? (await db.LastVersionAsync(surveyId))!
            : throw new RuleViolation("survey_not_published", "This survey is not published or is archived; publish it or choose another.", "metric");
    }

    /// <summary>The version published last, also of a survey that is archived; null where none was.</summary>
    internal static Task<SurveyVersion?> LastVersionAsync(this FeedbackDb db, Guid surveyId) =>
        db.SurveyVersions.AsNoTracking().Where(v => v.SurveyId == surveyId).OrderByDescending(v => v.Number).FirstOrDefaultAsync();

    /// <summary>What is asked after a resolution: after that of a low answer's case once more what the answer was given to, else what the site has chosen. Null for a built-in question.</summary>
    internal static async Task<SurveyVersion?> AskedAfterResolutionAsync(this FeedbackDb db, Answer? low)
    {
        if (low != null)
        {
            return low.SurveyId is { } same ? await db.SurveyVersions.AsNoTracking().FirstAsync(v => v.SurveyId == same && v.Number == low.SurveyVersion) : null;
        }

        var chosen = await db.Surveys.Where(s => s.AfterResolutionSince != null && s.ArchivedAt == null).OrderByDescending(s => s.AfterResolutionSince).Select(s => (Guid?)s.Id).FirstOrDefaultAsync();
        return chosen is { } id ? await db.LastVersionAsync(id) : null;
    }

    /// <summary>What an invitation asks; null where it is one of the three built-in questions.</summary>
    internal static async Task<SurveyVersion?> VersionOfAsync(this FeedbackDb db, Invitation invitation) => invitation.SurveyId is { } survey
        ? await db.SurveyVersions.AsNoTracking().FirstAsync(v => v.SurveyId == survey && v.Number == invitation.SurveyVersion)
        : null;
}

internal sealed class SurveyTable : IEntityTypeConfiguration<Survey>
{
    public void Configure(EntityTypeBuilder<Survey> builder)
    {
        builder.ToTable("surveys");
        builder.HasKey(s => s.Id);
        builder.Ignore(s => s.IsOnOffer);
        builder.Ignore(s => s.Metric);
        builder.Property(s => s.Key).HasMaxLength(Survey.MostKey);
        builder.Property(s => s.Name).AsJson();
        builder.Property(s => s.Questions).AsJson();
        // Two who save at the same moment.
        builder.Property(s => s.Revision).IsConcurrencyToken();
        // Chosen and archived at the same moment.
        builder.Property(s => s.AfterResolutionSince).IsConcurrencyToken();
        builder.Property(s => s.CreatedBy).HasMaxLength(200);
        builder.Property(s => s.ChangedBy).HasMaxLength(200);
        builder.HasIndex(s => s.Key).IsUnique();
    }
}

internal sealed class SurveyVersionTable : IEntityTypeConfiguration<SurveyVersion>
{
    public void Configure(EntityTypeBuilder<SurveyVersion> builder)
    {
        builder.ToTable("survey_versions");
        builder.HasKey(v => new { v.SurveyId, v.Number });
        builder.Ignore(v => v.Rating);
        builder.Ignore(v => v.Metric);
        builder.Property(v => v.Name).AsJson();
        builder.Property(v => v.Questions).AsJson();
        builder.Property(v => v.PublishedBy).HasMaxLength(200);
    }
}

internal sealed class SurveyResponseTable : IEntityTypeConfiguration<SurveyResponse>
{
    public void Configure(EntityTypeBuilder<SurveyResponse> builder)
    {
        builder.ToTable("survey_responses");
        builder.HasKey(r => r.Id);
        builder.Ignore(r => r.Given);
        builder.Property(r => r.QuestionId).HasMaxLength(20);
        builder.Property(r => r.Type).AsWord();
        builder.Property(r => r.Choice).HasMaxLength(20);
        builder.HasIndex(r => new { r.AnswerId, r.QuestionId, r.Ordinal }).IsUnique();
        builder.HasIndex(r => new { r.SurveyId, r.QuestionId });
    }
}
