using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FeedbackBot.Tickets;

/// <summary>Something that people may have to be told, written in the commit in which it happened; who they are is found a moment later.</summary>
public sealed class News
{
    private News()
    {
    }

    internal News(Guid id, string code, long? ticketNumber, IReadOnlyDictionary<string, string> arguments, Guid? staffId, Guid? actorId, DateTime at) =>
        (Id, Code, TicketNumber, Arguments, StaffId, ActorId, At) = (id, code, ticketNumber, arguments, staffId, actorId, at);

    public Guid Id { get; private set; }

    public string Code { get; private set; } = "";

    public long? TicketNumber { get; private set; }

    public IReadOnlyDictionary<string, string> Arguments { get; private set; } = new Dictionary<string, string>();

    /// <summary>Whom to tell; null for whoever has the case or watches it.</summary>
    public Guid? StaffId { get; private set; }

    /// <summary>Who did it, and so knows.</summary>
    public Guid? ActorId { get; private set; }

    public DateTime At { get; private set; }
}

/// <summary>Writing news into the present commit.</summary>
public static class TellStaff
{
    /// <summary>Tells one member of staff; a code of <see cref="NotificationCode"/>. Those whom the case is about are never told.</summary>
    public static void Notify(
        this FeedbackDb db, Guid staffId, string code, Ticket ticket, DateTime at, Actor? by = null, IReadOnlyDictionary<string, string>? arguments = null) =>
        db.News.Add(new(Guid.CreateVersion7(at), code, ticket.Number, WithActor(arguments, by?.Name), staffId, by?.Id, at));

    /// <summary>Tells the members of a team that takes its cases itself that there is one more.</summary>
    internal static void TellTeam(this FeedbackDb db, Ticket ticket, DateTime at) =>
        db.News.Add(new(Guid.CreateVersion7(at), NotificationCode.TeamCase, ticket.Number, new Dictionary<string, string>(), null, null, at));

    /// <summary>A customer rated so low that whoever answers for them hears of it at once.</summary>
    internal static void TellOfLowAnswer(this FeedbackDb db, Ticket ticket, string metric, int value, DateTime at) => db.News.Add(new(
        Guid.CreateVersion7(at), NotificationCode.LowAnswer, ticket.Number,
        new Dictionary<string, string> { ["metric"] = metric, ["value"] = value.ToString(System.Globalization.CultureInfo.InvariantCulture) }, null, null, at));

    /// <summary>What just happened to a case and is news to those who have it or watch it; called once or more often in a commit.</summary>
    internal static void TellOf(this FeedbackDb db, Ticket ticket)
    {
        // Events that the database has numbered were told when they happened.
        foreach (var happened in ticket.Events.Where(e => e.Sequence == 0))
        {
            if (NotificationCode.OfEvents.TryGetValue(happened.Code, out var code) && db.News.Local.All(n => n.Id != happened.Id))
            {
                db.News.Add(new(happened.Id, code, ticket.Number, WithActor(happened.Arguments, happened.ActorName), null, happened.ActorId, happened.At));
            }
        }

        if (ticket.HeardAt is { } heard)
        {
            ticket.HeardAt = null;
            if (ticket.Events.Any(e => e.Sequence == 0 && NotificationCode.OfEvents.GetValueOrDefault(e.Code) == NotificationCode.Reopened))
            {
                // That it opened again because they wrote says both.
                return;
            }

            db.News.Add(new(Guid.CreateVersion7(heard), NotificationCode.CustomerReplied, ticket.Number, new Dictionary<string, string>(), null, null, heard));
        }
    }

    private static IReadOnlyDictionary<string, string> WithActor(IReadOnlyDictionary<string, string>? arguments, string? who) =>
        who == null ? arguments ?? new Dictionary<string, string>() : new Dictionary<string, string>(arguments ?? new Dictionary<string, string>()) { ["who"] = who };
}

internal sealed class NewsTable : IEntityTypeConfiguration<News>
{
    public void Configure(EntityTypeBuilder<News> builder)
    {
        builder.ToTable("news");
        builder.HasKey(n => n.Id);
        builder.Property(n => n.Id).ValueGeneratedNever();
        builder.Property(n => n.Code).HasMaxLength(40);
        builder.Property(n => n.Arguments).AsJson();
        builder.HasIndex(n => n.At);
    }
}
