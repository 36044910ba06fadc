using FeedbackBot.Host.StaffConsole.Tickets;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;

namespace FeedbackBot.Host.StaffConsole.Life;

/// <summary>The forms that concern a case as a whole: hold, merge, split, links, promises.</summary>
public static class LifeActions
{
    public static void Map(RouteGroupBuilder ticket)
    {
        ticket.MapPost("/hold", (string id, HttpContext http, Doer doer, HoldTicket hold) =>
            doer.RunAsync(http, id, "hold", (db, number, typed, viewer) => hold.RunAsync(db, number, typed["reason"], viewer.Actor)));
        ticket.MapPost("/resume", (string id, HttpContext http, Doer doer, ResumeTicket resume) =>
            doer.RunAsync(http, id, "hold", (db, number, _, viewer) => resume.RunAsync(db, number, viewer.Actor)));
        ticket.MapPost("/unmerge", (string id, HttpContext http, Doer doer, UnmergeTicket unmerge) =>
            doer.RunAsync(http, id, "unmerge", (db, number, _, viewer) => unmerge.RunAsync(db, number, viewer.Actor)));
        ticket.MapPost("/merge", MergeAsync);
        ticket.MapPost("/split", SplitAsync);
        ticket.MapPost("/links", LinkAsync);
        ticket.MapPost("/links/remove", UnlinkAsync);
        ticket.MapPost("/commitments", (string id, HttpContext http, Doer doer, MakeCommitment make) =>
            doer.RunAsync(http, id, "commitment", (db, number, typed, viewer) => CommitAsync(make, db, number, typed, viewer)));
        ticket.MapPost("/commitments/{commitment:guid}/done", (string id, Guid commitment, HttpContext http, Doer doer, FinishCommitment finish) =>
            doer.RunAsync(http, id, "commitment", async (db, number, _, viewer) =>
            {
                var done = (await finish.RunAsync(db, commitment, viewer.Actor)).TicketNumber;
                if (done != number && (await db.PartsOfAsync(number)).TrueForAll(p => p.Number != done))
                {
                    throw ReadTicket.Missing(number);
                }
            }));
        ticket.MapPost("/commitments/{commitment:guid}", (string id, Guid commitment, HttpContext http, Doer doer, ChangeCommitment change) =>
            doer.RunAsync(http, id, "commitment", async (db, number, typed, viewer) =>
            {
                var day = CommitmentForm.Day(typed["day"]);
                if ((await change.RunAsync(db, commitment, day, viewer.TimeZone, CommitmentForm.Owner(typed["owner"]), viewer.Actor)).TicketNumber != number)
                {
                    throw ReadTicket.Missing(number);
                }
            }));
        ticket.MapPost("/commitments/{commitment:guid}/cancel", (string id, Guid commitment, HttpContext http, Doer doer, CancelCommitment cancel) =>
            doer.RunAsync(http, id, "commitment", async (db, number, typed, viewer) =>
            {
                if ((await cancel.RunAsync(db, commitment, typed["reason"], viewer.Actor)).Number != number)
                {
                    throw ReadTicket.Missing(number);
                }
            }));
    }

    /// <summary>The promise in a form, if one was chosen; it must be one in a form of its own.</summary>
    internal static async Task CommitAsync(MakeCommitment make, FeedbackDb db, long number, Fields typed, Viewer viewer)
    {
        if (CommitmentForm.Read(typed, viewer) is { } facts)
        {
            await make.RunAsync(db, number, facts, viewer.Actor);
        }
    }

    /// <summary>Leads to the case that goes on.</summary>
    private static async Task<IResult> MergeAsync(string id, HttpContext http, Doer doer, MergeTickets merge, ReadTicket read)
    {
        long? into = null;
        var answer = await doer.RunAsync(http, id, "merge", async (db, number, typed, viewer) =>
        {
            var target = await OtherAsync(read, viewer, typed["into"], "into");
            into = (await merge.RunAsync(db, number, target, viewer.Actor)).Number;
        });
        return into is { } there && !http.Request.IsPart() ? Results.Redirect(TicketPages.PathOf(there)) : answer;
    }

    /// <summary>Leads to the new case. Of the messages chosen the first and the last count; what the customer said between goes along.</summary>
    private static async Task<IResult> SplitAsync(string id, HttpContext http, Doer doer, SplitTicket split)
    {
        long? part = null;
        var answer = await doer.RunAsync(http, id, "split", async (db, number, typed, viewer) =>
        {
            int[] chosen = [.. typed.Many("message").Select(m => int.TryParse(m, out var sequence) ? sequence : 0)];
            part = (await split.RunAsync(db, number, chosen.DefaultIfEmpty().Min(), chosen.DefaultIfEmpty().Max(), viewer.Actor)).Number;
        });
        return part is { } there && !http.Request.IsPart() ? Results.Redirect(TicketPages.PathOf(there)) : answer;
    }

    private static Task<IResult> LinkAsync(string id, HttpContext http, Doer doer, LinkTickets link, ReadTicket read) =>
        doer.RunAsync(http, id, "link", async (db, number, typed, viewer) =>
            await link.RunAsync(db, number, await OtherAsync(read, viewer, typed["to"], "to"), typed["type"], viewer.Actor));

    private static Task<IResult> UnlinkAsync(string id, HttpContext http, Doer doer, UnlinkTickets unlink, ReadTicket read) =>
        doer.RunAsync(http, id, "link", async (db, number, typed, viewer) =>
        {
            var other = await OtherAsync(read, viewer, typed["other"], "to");
            var (from, to) = typed["outgoing"] == "yes" ? (number, other) : (other, number);
            await unlink.RunAsync(db, from, to, typed["type"], viewer.Actor);
        });

    /// <summary>Another case by its number, of those the viewer may see.</summary>
    internal static async Task<long> OtherAsync(ReadTicket read, Viewer viewer, string text, string field) =>
        TicketNumber.Parse(text) is { } number && await read.MarkAsync(viewer.Staff, number) != null
            ? number
            : throw new RuleViolation("unknown_ticket", $"There is no case {text}.", field);
}
