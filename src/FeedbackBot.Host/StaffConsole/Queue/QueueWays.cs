using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.Queue;

/// <summary>
/// Which index leads through a list on SQLite. It keeps no statistics here and takes any equality for selective: told nothing, it looked up every
/// resolved case to find those of one topic (77 ms in 50,000 cases, against 0.3 ms along an index that carries the filters). PostgreSQL knows its figures.
/// </summary>
public static class QueueWays
{
    public static IQueryable<Ticket> Through(FeedbackDb db, QueueFilter filter) => (db.Database.IsSqlite() ? Name(filter) : null) switch
    {
        "due" => db.Tickets.FromSqlRaw("SELECT * FROM tickets INDEXED BY \"IX_tickets_due\""),
        "waiting" => db.Tickets.FromSqlRaw("SELECT * FROM tickets INDEXED BY \"IX_tickets_waiting\""),
        "all" => db.Tickets.FromSqlRaw("SELECT * FROM tickets INDEXED BY \"IX_tickets_all\""),
        _ => db.Tickets,
    };

    /// <summary>Null where SQLite finds the way itself: along the index of open cases, or where words or an account leave few.</summary>
    private static string? Name(QueueFilter filter) => filter switch
    {
        { Q: not null } => null,
        { Order: QueueOrder.Due } => "due",
        { Order: QueueOrder.Waiting } => "waiting",
        { Account: not null } => null,
        { Status: QueueFilter.AnyStatus or "resolved" or "closed" } or { Status: null, View.Name: "resolved" } => "all",
        _ => null,
    };
}
