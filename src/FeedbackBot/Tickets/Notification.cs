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
    {
        Id = Guid.CreateVersion7(news.At);
        (StaffId, Code, TicketNumber, Arguments, At, IsUrgent) = (staffId, news.Code, news.TicketNumber, news.Arguments, news.At, urgent);
        IsShown = choice.Console;
        EmailDueAt = choice.Email ? news.At + (urgent ? TimeSpan.Zero : NotificationCode.DigestEvery) : null;
        TeamsDueAt = choice.Teams ? news.At : null;
    }

    public Guid Id { get; private set; }

    public Guid StaffId { get; private set; }

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

    /// <summary>The same thing happened again before it was read: one line, not a storm of them.</summary>
    internal void Again(News news)
    {
        var times = int.TryParse(Arguments.GetValueOrDefault("times"), out var n) ? n : 1;
        Arguments = new Dictionary<string, string>(news.Arguments) { ["times"] = (times + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) };
        At = news.At;
    }

    /// <summary>Read in the console: no e-mail needs to say it again.</summary>
    public void Read(DateTime at) => (ReadAt, EmailDueAt, TeamsDueAt) = (ReadAt ?? at, null, null);

    public void Emailed(DateTime at) => (EmailedAt, EmailDueAt) = (at, null);

    public void PostedToTeams() => TeamsDueAt = null;
}

/// <summary>What there is to be told of.</summary>
public static class NotificationCode
{
    public const string Assigned = "assigned";
    public const string Mentioned = "mentioned";
    public const string CustomerReplied = "customer_replied";
    public const string PromiseWarned = "promise_warned";
    public const string PromiseBroken = "promise_broken";
    public const string CommitmentOverdue = "commitment_overdue";

    /// <summary>How long what is not urgent waits for company in one e-mail.</summary>
    public static readonly TimeSpan DigestEvery = TimeSpan.FromMinutes(15);

    public static readonly IReadOnlyList<string> All = [Assigned, Mentioned, CustomerReplied, PromiseWarned, PromiseBroken, CommitmentOverdue];

    /// <summary>The event of a case that is news of this kind.</summary>
    internal static readonly IReadOnlyDictionary<string, string> OfEvents = new Dictionary<string, string>
    {
        ["assigned"] = Assigned,
        ["promise_warned"] = PromiseWarned,
        ["promise_broken"] = PromiseBroken,
        ["commitment_overdue"] = CommitmentOverdue,
    };

    internal static bool IsUrgent(string code) => code == PromiseBroken;
}

/// <summary>Where a member of staff wants to be told of what.</summary>
public sealed class NotificationChoice
{
    private NotificationChoice()
    {
    }

    public NotificationChoice(Guid staffId, string code, bool console, bool email, bool teams) =>
        (StaffId, Code, Console, Email, Teams) = (staffId, code, console, email, teams);

    public Guid StaffId { get; private set; }

    public string Code { get; private set; } = "";

    public bool Console { get; private set; }

    public bool Email { get; private set; }

    public bool Teams { get; private set; }

    public void Become(bool console, bool email, bool teams) => (Console, Email, Teams) = (console, email, teams);

    /// <summary>What holds until somebody chooses: all in the console, by e-mail what concerns oneself, in Teams whatever there is an address for.</summary>
    public static NotificationChoice Default(Guid staffId, string code) =>
        new(staffId, code, console: true, email: code is not NotificationCode.CustomerReplied, teams: true);
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
        builder.Property(n => n.Arguments).AsJson();
        builder.HasIndex(n => new { n.StaffId, n.At });
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
