using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Satisfaction.Reports;

/// <summary>When a report comes by e-mail by itself: after each week or month, about it.</summary>
public enum ReportSchedule { None, Weekly, Monthly }

/// <summary>As which file.</summary>
public enum ReportFormat { Xlsx, Csv, Pdf }

/// <summary>A report that somebody keeps under a name: its kind and filters as they stand in the address; perhaps shared, perhaps sent to its owner by itself.</summary>
public sealed class SavedReport
{
    private SavedReport()
    {
    }

    public SavedReport(Guid ownerId, SavedReportForm form, DateTime at)
    {
        (Id, OwnerId, CreatedAt) = (Guid.CreateVersion7(at), ownerId, at);
        Become(form);
    }

    public Guid Id { get; private set; }

    public Guid OwnerId { get; private set; }

    public string Name { get; private set; } = "";

    public string Kind { get; private set; } = "";

    /// <summary>A query string without its question mark.</summary>
    public string Query { get; private set; } = "";

    /// <summary>Everybody may open it; each sees what they may see.</summary>
    public bool IsShared { get; private set; }

    public ReportSchedule Schedule { get; private set; }

    public ReportFormat Format { get; private set; }

    /// <summary>The last week or month that was sent: 2026-W47 or 2026-11.</summary>
    public string? SentPeriod { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public void Become(SavedReportForm form)
    {
        Name = Required.Text(form.Name, "name", 60);
        Query = form.Query.Length <= 1000 ? form.Query : throw new RuleViolation("too_long", "These filters are too long to keep.", "query");
        (Kind, IsShared, Schedule, Format) = (form.Kind, form.IsShared, form.Schedule, form.Format);
    }

    public void Sent(string period) => SentPeriod = period;
}

/// <summary>What is chosen about a saved report.</summary>
public sealed record SavedReportForm(string? Name, string Kind, string Query, bool IsShared, ReportSchedule Schedule, ReportFormat Format);

/// <summary>The table of saved reports.</summary>
public static class SavedReportTables
{
    extension(FeedbackDb db)
    {
        public DbSet<SavedReport> SavedReports => db.Set<SavedReport>();
    }
}

internal sealed class SavedReportTable : IEntityTypeConfiguration<SavedReport>
{
    public void Configure(EntityTypeBuilder<SavedReport> builder)
    {
        builder.ToTable("saved_reports");
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Name).HasMaxLength(60);
        builder.Property(r => r.Kind).HasMaxLength(20);
        builder.Property(r => r.Query).HasMaxLength(1000);
        builder.Property(r => r.Schedule).AsWord();
        builder.Property(r => r.Format).AsWord();
        builder.Property(r => r.SentPeriod).HasMaxLength(20);
        builder.HasIndex(r => r.OwnerId);
    }
}
