using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.Tickets;

/// <summary>Somebody who must keep away from a case, and why.</summary>
public sealed record RecusedColleague(Guid Id, string Name, string Reason, DateTime At);

/// <summary>Reads who must keep away from a case.</summary>
public static class RecusedColleagues
{
    public static async Task<IReadOnlyList<RecusedColleague>> ReadAsync(FeedbackDb db, long number, CancellationToken cancellation)
    {
        var staff = db.Staff;
        return await (from recusal in db.Recusals.AsNoTracking()
                      where recusal.TicketNumber == number
                      join member in staff on recusal.StaffId equals member.Id
                      orderby member.Name
                      select new RecusedColleague(member.Id, member.Name, recusal.Reason, recusal.At)).ToListAsync(cancellation);
    }
}

/// <summary>The forms by which a manager keeps a colleague away from a case, or lets them back.</summary>
public static class RecusalActions
{
    public static void Map(RouteGroupBuilder ticket)
    {
        ticket.MapPost("/recuse", (string id, HttpContext http, Doer doer, RecuseColleague recuse) =>
            doer.RunAsync(http, id, "recuse", (db, number, typed, viewer) =>
                recuse.RunAsync(db, number, Chosen(typed, viewer), RecusalReason.Subject, viewer.Actor)));
        ticket.MapPost("/recuse/undo", (string id, HttpContext http, Doer doer, LiftRecusal lift) =>
            doer.RunAsync(http, id, "recuse", (db, number, typed, viewer) => lift.RunAsync(db, number, Chosen(typed, viewer), viewer.Actor)));
    }

    private static Guid Chosen(Fields typed, Viewer viewer) =>
        !viewer.IsManager ? throw new RuleViolation("managers_only", "Only a manager decides who must keep away from a case.")
        : Guid.TryParse(typed["colleague"], out var id) ? id
        : throw new RuleViolation("required", "Choose a colleague.", "colleague");
}
