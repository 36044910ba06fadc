using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Satisfaction;

/// <summary>What an owner means to do about an account, by when, and what became of it.</summary>
public sealed class AccountAction
{
    public const int MostText = 500;

    private AccountAction()
    {
    }

    /// <param name="digestId">The digest on whose page it was noted; null on the account's.</param>
    public AccountAction(Guid accountId, Guid ownerId, Guid? digestId, string text, DateOnly dueOn, DateTime at)
    {
        Id = Guid.CreateVersion7(at);
        (AccountId, OwnerId, DigestId, Text, DueOn, CreatedAt) = (accountId, ownerId, digestId, Checked(text, "text"), dueOn, at);
    }

    public Guid Id { get; private set; }

    public Guid AccountId { get; private set; }

    /// <summary>Who owned the account when it was noted.</summary>
    public Guid OwnerId { get; private set; }

    public Guid? DigestId { get; private set; }

    public string Text { get; private set; } = "";

    /// <summary>Its last day, by the owner's calendar.</summary>
    public DateOnly DueOn { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public DateTime? DoneAt { get; private set; }

    /// <summary>What came of it, in the words of whoever did it.</summary>
    public string? Outcome { get; private set; }

    public bool IsOverdueOn(DateOnly today) => DoneAt == null && DueOn < today;

    /// <summary>Harmless when already done.</summary>
    public void Finish(string outcome, DateTime at)
    {
        if (DoneAt == null)
        {
            (Outcome, DoneAt) = (Checked(outcome, "outcome"), at);
        }
    }

    private static string Checked(string text, string field) =>
        text.Trim() is { Length: > 0 and <= MostText } kept ? kept
        : throw new RuleViolation("action_words", $"{field} needs between 1 and {MostText} characters.", field);
}

internal sealed class AccountActionTable : IEntityTypeConfiguration<AccountAction>
{
    public void Configure(EntityTypeBuilder<AccountAction> builder)
    {
        builder.ToTable("account_actions");
        builder.HasKey(a => a.Id);
        builder.Property(a => a.Text).HasMaxLength(AccountAction.MostText);
        builder.Property(a => a.Outcome).HasMaxLength(AccountAction.MostText);
        builder.HasIndex(a => new { a.AccountId, a.CreatedAt });
    }
}
