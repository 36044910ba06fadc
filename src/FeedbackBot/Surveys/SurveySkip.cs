using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Surveys;

/// <summary>What a question is asked for: after a resolution, after the case that a low answer opened, to see how the relationship is, once more by e-mail, or in a campaign.</summary>
public enum SurveyKind { Resolution, Recovery, CheckIn, Reminder, Campaign }

/// <summary>A question that was not sent, and why.</summary>
public sealed class SurveySkip
{
    private SurveySkip()
    {
    }

    internal SurveySkip(Guid contactId, long? ticketNumber, Metric metric, SurveyKind kind, string reason, DateTime at)
    {
        Id = Guid.CreateVersion7(at);
        (ContactId, TicketNumber, Metric, Kind, Reason, At) = (contactId, ticketNumber, metric, kind, reason, at);
    }

    public Guid Id { get; private set; }

    public Guid ContactId { get; private set; }

    public long? TicketNumber { get; private set; }

    public Metric Metric { get; private set; }

    public SurveyKind Kind { get; private set; }

    /// <summary>A word of <see cref="SurveyVerdict"/>, or no_chat or no_address.</summary>
    public string Reason { get; private set; } = "";

    public DateTime At { get; private set; }
}

/// <summary>Noting in the present commit that somebody is not asked.</summary>
public static class SkippingSurveys
{
    /// <summary>In the table of all that was not sent, and in the history of its case.</summary>
    public static void SkipSurvey(this FeedbackDb db, Ticket ticket, Metric metric, SurveyKind kind, string reason, DateTime now)
    {
        db.SkipSurvey(ticket.ContactId, ticket.Number, metric, kind, reason, now);
        ticket.SurveySkipped(reason, now);
    }

    /// <summary>The same where no case waits for the question.</summary>
    public static void SkipSurvey(this FeedbackDb db, Guid contact, long? ticketNumber, Metric metric, SurveyKind kind, string reason, DateTime now) =>
        db.SurveySkips.Add(new(contact, ticketNumber, metric, kind, reason, now));
}

internal sealed class SurveySkipTable : IEntityTypeConfiguration<SurveySkip>
{
    public void Configure(EntityTypeBuilder<SurveySkip> builder)
    {
        builder.ToTable("survey_skips");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Metric).AsWord();
        builder.Property(s => s.Kind).AsWord();
        builder.Property(s => s.Reason).HasMaxLength(40);
        builder.HasIndex(s => s.At);
        builder.HasIndex(s => new { s.ContactId, s.At });
    }
}
