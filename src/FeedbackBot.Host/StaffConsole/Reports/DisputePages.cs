using FeedbackBot.Accounts;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.Reports;

/// <summary>A dispute with the answer it is about; team and account as people know them.</summary>
public sealed record DisputeLine(Dispute Dispute, AnswerRow? Answer, string? Team, string? ToTeam, string? ToAccount, bool MayDecide);

/// <summary>Disputes: anybody who sees an answer can raise one, managers decide.</summary>
public static class DisputePages
{
    public const string Path = $"{ReportPages.Path}/disputes";

    public static void Map(RouteGroupBuilder console)
    {
        console.MapGet("/satisfaction/disputes", ListAsync).AddEndpointFilter<ManagersOnly>();
        console.MapPost("/satisfaction/answers/{id:guid}/dispute", RaiseAsync);
        console.MapPost("/satisfaction/disputes/{id:guid}", DecideAsync).AddEndpointFilter<ManagersOnly>();
    }

    private static async Task<IResult> ListAsync(HttpContext http, ReadAnswers read, IDbContextFactory<FeedbackDb> contexts, RoutingBook routing)
    {
        var viewer = http.Viewer();
        var book = await routing.OpenAsync();
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var disputes = await db.Disputes.AsNoTracking().OrderBy(d => d.Status == DisputeStatus.Open ? 0 : 1).ThenByDescending(d => d.RaisedAt).Take(100).ToListAsync(http.RequestAborted);
        var answers = (await read.OfAsync(viewer, [.. disputes.Select(d => d.AnswerId)], http.RequestAborted)).ToDictionary(a => a.Id);
        var accounts = disputes.Select(d => d.ToAccountId).OfType<Guid>().ToArray();
        var names = await db.Accounts.AsNoTracking().Where(a => accounts.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.Name, http.RequestAborted);
        var lines = disputes.Select(d => new DisputeLine(
            d, answers.GetValueOrDefault(d.AnswerId), book.TeamOf(d.FromTeamId)?.Name.In(viewer.Language), book.TeamOf(d.ToTeamId)?.Name.In(viewer.Language),
            d.ToAccountId is { } account ? names.GetValueOrDefault(account) : null, d.Status == DisputeStatus.Open && d.RaisedById != viewer.Staff.Id));

        // Of a case that the viewer must keep away from there is nothing here either.
        return Pages.Page<DisputesPage>(("Viewer", viewer), ("Lines", lines.Where(l => l.Answer != null).ToList()), ("Teams", book.Teams));
    }

    private static async Task<IResult> RaiseAsync(Guid id, HttpContext http, ReadAnswers read, DisputeAnswer dispute, UnitOfWork work)
    {
        var viewer = http.Viewer();
        if ((await read.OfAsync(viewer, [id], http.RequestAborted)).Count == 0)
        {
            throw new RuleViolation("not_found", "There is no such answer.");
        }

        var form = await http.Request.ReadFormAsync();
        return await TryAsync(http, $"{ReportPages.Path}/answers?disputed=1", () => work.RunAsync(db => dispute.RunAsync(db, id, form["reason"].ToString(), viewer.Staff), http.RequestAborted));
    }

    private static async Task<IResult> DecideAsync(Guid id, HttpContext http, ReadAnswers read, IDbContextFactory<FeedbackDb> contexts, DecideDispute decide, UnitOfWork work)
    {
        await using var look = await contexts.CreateDbContextAsync(http.RequestAborted);
        var about = await look.Disputes.Where(d => d.Id == id).Select(d => d.AnswerId).ToListAsync(http.RequestAborted);
        if ((await read.OfAsync(http.Viewer(), about, http.RequestAborted)).Count == 0)
        {
            throw new RuleViolation("not_found", "There is no such dispute.");
        }

        var form = await http.Request.ReadFormAsync();
        var decision = new DisputeDecision(form["decision"] == "accept", form["team"], form["account"], form["word"]);
        return await TryAsync(http, Path, () => work.RunAsync(db => decide.RunAsync(db, id, decision, http.Viewer().Staff), http.RequestAborted));
    }

    private static async Task<IResult> TryAsync(HttpContext http, string then, Func<Task> act)
    {
        try
        {
            await act();
            return Results.Redirect(then);
        }
        catch (RuleViolation broken) when (broken.Code != "not_found")
        {
            return Pages.Page<Queue.RefusedPage>(StatusCodes.Status422UnprocessableEntity, ("Viewer", http.Viewer()), ("Why", broken), ("Back", then.Split('?')[0]));
        }
    }
}
