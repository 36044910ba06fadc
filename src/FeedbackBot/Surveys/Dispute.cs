using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Surveys;

public enum DisputeStatus { Open, Accepted, Declined }

/// <summary>Somebody says that an answer counts for the wrong team or account, and why; a manager decides. Never changed afterwards: it is the history of the figure.</summary>
public sealed class Dispute
{
    private Dispute()
    {
    }

    internal Dispute(Answer answer, StaffMember by, string reason, DateTime at)
    {
        Id = Guid.CreateVersion7(at);
        (AnswerId, RaisedById, RaisedBy, Reason, RaisedAt) = (answer.Id, by.Id, by.Name, Required.Text(reason, "reason", 1000), at);
        (FromTeamId, FromAccountId) = (answer.TeamId, answer.AccountId);
    }

    public Guid Id { get; private set; }

    public Guid AnswerId { get; private set; }

    public Guid RaisedById { get; private set; }

    public string RaisedBy { get; private set; } = "";

    public string Reason { get; private set; } = "";

    public DateTime RaisedAt { get; private set; }

    public DisputeStatus Status { get; private set; }

    public Guid? DecidedById { get; private set; }

    public string? DecidedBy { get; private set; }

    /// <summary>The manager's word on it.</summary>
    public string? Decision { get; private set; }

    public DateTime? DecidedAt { get; private set; }

    /// <summary>For whom it counted before.</summary>
    public Guid? FromTeamId { get; private set; }

    public Guid? FromAccountId { get; private set; }

    /// <summary>For whom it counts since, where the dispute was accepted.</summary>
    public Guid? ToTeamId { get; private set; }

    public Guid? ToAccountId { get; private set; }

    internal void Decide(DisputeStatus status, StaffMember by, string decision, Answer answer, DateTime at)
    {
        (Status, DecidedById, DecidedBy, Decision, DecidedAt) = (status, by.Id, by.Name, Required.Text(decision, "decision", 1000), at);
        (ToTeamId, ToAccountId) = status == DisputeStatus.Accepted ? (answer.TeamId, answer.AccountId) : (null, null);
    }
}

/// <summary>The table of disputes.</summary>
public static class DisputeTables
{
    extension(FeedbackDb db)
    {
        public DbSet<Dispute> Disputes => db.Set<Dispute>();
    }
}

internal sealed class DisputeTable : IEntityTypeConfiguration<Dispute>
{
    public void Configure(EntityTypeBuilder<Dispute> builder)
    {
        builder.ToTable("disputes");
        builder.HasKey(d => d.Id);
        builder.Property(d => d.RaisedBy).HasMaxLength(200);
        builder.Property(d => d.DecidedBy).HasMaxLength(200);
        builder.Property(d => d.Reason).HasMaxLength(1000);
        builder.Property(d => d.Decision).HasMaxLength(1000);
        builder.Property(d => d.Status).AsWord();
        builder.HasIndex(d => d.AnswerId).IsUnique().HasFilter("status = 'open'");
        builder.HasIndex(d => new { d.Status, d.RaisedAt });
    }
}
