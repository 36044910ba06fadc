using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Tickets;

/// <summary>When somebody was last sent an e-mail or a card: the next comes a period later and holds all that came since. Two nodes that send at once collide on it.</summary>
public sealed class NotificationPace
{
    private NotificationPace()
    {
    }

    public NotificationPace(string recipient) => Recipient = recipient;

    /// <summary>The id of a member of staff, or an e-mail address.</summary>
    public string Recipient { get; private set; } = "";

    public DateTime? EmailedAt { get; private set; }

    public DateTime? PostedAt { get; private set; }

    public bool MayEmailAt(DateTime now) => !(now - EmailedAt < NotificationCode.Period);

    public bool MayPostAt(DateTime now) => !(now - PostedAt < NotificationCode.Period);

    public void Emailed(DateTime at) => EmailedAt = at;

    public void Posted(DateTime at) => PostedAt = at;
}

internal sealed class NotificationPaceTable : IEntityTypeConfiguration<NotificationPace>
{
    public void Configure(EntityTypeBuilder<NotificationPace> builder)
    {
        builder.ToTable("notification_paces");
        builder.HasKey(p => p.Recipient);
        builder.Property(p => p.Recipient).HasMaxLength(320);
        builder.Property(p => p.EmailedAt).IsConcurrencyToken();
        builder.Property(p => p.PostedAt).IsConcurrencyToken();
    }
}
