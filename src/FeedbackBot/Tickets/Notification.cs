using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Tickets;

/// <summary>Something a member of staff is told: a code and arguments, put into words in their language where it is shown.</summary>
public sealed class Notification
{
    private Notification()
    {
    }

    internal Notification(Guid staffId, News news, bool urgent, NotificationChoice choice)
        : this(news.Code, news.TicketNumber, news.Arguments, urgent, news.At)
    {
        (StaffId, IsShown) = (staffId, choice.Console);
        EmailDueAt = choice.Email ? DueAt : null;
        TeamsDueAt = choice.Teams ? news.At : null;
    }

    /// <summary>For somebody who is no member of staff and has nothing but an e-mail address.</summary>
    internal Notification(string address, string code, Ticket ticket, IReadOnlyDictionary<string, string> arguments, DateTime at)
        : this(code, ticket.Number, arguments, NotificationCode.IsUrgent(code), at) => (Address, EmailDueAt) = (address, DueAt);

    private Notification(string code, long? ticketNumber, IReadOnlyDictionary<string, string> arguments, bool urgent, DateTime at)
    {
        Id = Guid.CreateVersion7(at);
        (Code, TicketNumber, Arguments, IsUrgent, At) = (code, ticketNumber, arguments, urgent, at);
    }

    public Guid Id { get; private set; }

    /// <summary>Null where only an address is told.</summary>
    public Guid? StaffId { get; private set; }

    /// <summary>An e-mail address of a policy's chain that is no member of staff's.</summary>
    public string? Address { get; private set; }

    public string Code { get; private set; } = "";

    public long? TicketNumber { get; private set; }

    public IReadOnlyDictionary<string, string> Arguments { get; private set; } = new Dictionary<string, string>();

    public DateTime At { get; private set; }

    public bool IsUrgent { get; private set; }

    /// <summary>In the console's list and its count.</summary>
    public bool IsShown { get; private set; }

    public DateTime? ReadAt { get; private set; }

    /// <summary>When it is to be e-mailed at the latest; null where it is not (any more).</summary>
    public DateTime? EmailDueAt { get; private set; }

    public DateTime? EmailedAt { get; private set; }

    /// <summary>The same for Teams.</summary>
    public DateTime? TeamsDueAt { get; private set; }

    private DateTime DueAt => IsUrgent ? At : At + NotificationCode.Period;

    /// <summary>The same thing happened again before it was read: one line, not a storm of them.</summary>
    internal void Again(News news)
    {
        var times = int.TryParse(Arguments.GetValueOrDefault("times"), out var n) ? n : 1;
        Arguments = new Dictionary<string, string>(news.Arguments) { ["times"] = (times + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) };
        At = news.At;
    }

    /// <summary>Read in the console: no e-mail needs to say it again.</summary>
    public void Read(DateTime at) => (ReadAt, EmailDueAt, TeamsDueAt) = (ReadAt ?? at, null, null);

    /// <summary>What it says has passed by: it stays in the console and goes nowhere else.</summary>
    public void PassBy() => (EmailDueAt, TeamsDueAt) = (null, null);

    public void Emailed(DateTime at)
    {
        (EmailedAt, EmailDueAt) = (at, null);
        EndWhereNotShown(at);
    }

    public void PostedToTeams(DateTime at)
    {
        TeamsDueAt = null;
        EndWhereNotShown(at);
    }

    /// <summary>What the console does not show is done with once it is sent; else the next of its kind would for ever count as the same line.</summary>
    private void EndWhereNotShown(DateTime at) => ReadAt ??= !IsShown && EmailDueAt == null && TeamsDueAt == null ? at : null;
}

/// <summary>Where and when a member of staff, or a team, may be reached besides the console.</summary>
public sealed class NotificationAddress
{
    private NotificationAddress()
    {
    }

    public NotificationAddress(Guid ownerId) => OwnerId = ownerId;

    /// <summary>The member of staff, or the team.</summary>
    public Guid OwnerId { get; private set; }

    /// <summary>An incoming webhook of Teams.</summary>
    public string? TeamsUrl { get; private set; }

    /// <summary>Whole hours in which nothing is sent, such as 20-8.</summary>
    public string? QuietHours { get; private set; }

    public void Become(string? teamsUrl, string? quietHours) => (TeamsUrl, QuietHours) = (teamsUrl, quietHours);
}

/// <summary>The tables of notifications.</summary>
public static class NotificationTables
{
    extension(FeedbackDb db)
    {
        public DbSet<News> News => db.Set<News>();

        public DbSet<Notification> Notifications => db.Set<Notification>();

        public DbSet<NotificationChoice> NotificationChoices => db.Set<NotificationChoice>();

        public DbSet<NotificationAddress> NotificationAddresses => db.Set<NotificationAddress>();

        public DbSet<NotificationPace> NotificationPaces => db.Set<NotificationPace>();
    }

    /// <summary>What the pages of one member of staff watch.</summary>
    public static string TopicOf(Guid staff) => $"staff:{staff:N}";
}

internal sealed class NotificationTable : IEntityTypeConfiguration<Notification>
{
    public void Configure(EntityTypeBuilder<Notification> builder)
    {
        builder.ToTable("notifications");
        builder.HasKey(n => n.Id);
        builder.Property(n => n.Code).HasMaxLength(40);
        builder.Property(n => n.Address).HasMaxLength(320);
        builder.Property(n => n.Arguments).AsJson();
        builder.HasIndex(n => new { n.StaffId, n.At });
        builder.HasIndex(n => n.TicketNumber).HasFilter("read_at IS NULL");
        builder.HasIndex(n => n.StaffId).HasDatabaseName("IX_notifications_unread").HasFilter("read_at IS NULL");
        builder.HasIndex(n => n.EmailDueAt).HasFilter("email_due_at IS NOT NULL");
        builder.HasIndex(n => n.TeamsDueAt).HasFilter("teams_due_at IS NOT NULL");
    }
}

internal sealed class NotificationChoiceTable : IEntityTypeConfiguration<NotificationChoice>
{
    public void Configure(EntityTypeBuilder<NotificationChoice> builder)
    {
        builder.ToTable("notification_choices");
        builder.HasKey(c => new { c.StaffId, c.Code });
        builder.Property(c => c.Code).HasMaxLength(40);
    }
}

internal sealed class NotificationAddressTable : IEntityTypeConfiguration<NotificationAddress>
{
    public void Configure(EntityTypeBuilder<NotificationAddress> builder)
    {
        builder.ToTable("notification_addresses");
        builder.HasKey(a => a.OwnerId);
        builder.Property(a => a.TeamsUrl).HasMaxLength(400);
        builder.Property(a => a.QuietHours).HasMaxLength(10);
    }
}
