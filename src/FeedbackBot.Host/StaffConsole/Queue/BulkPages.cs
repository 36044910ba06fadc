using System.Globalization;
using FeedbackBot.Host.StaffConsole.Tickets;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.Queue;

/// <summary>What an order would do to the chosen cases, before it is given.</summary>
public sealed record BulkSummary(
    IReadOnlyList<long> Numbers, BulkOrder Order, int Changes, int Already, IReadOnlyList<(long Number, string Why)> Refused, string Back,
    IReadOnlyList<Colleague> Colleagues, RoutingBook.Page Book)
{
    /// <summary>Everything the order needs has been said.</summary>
    public bool IsComplete => Broken == null;

    public RuleViolation? Broken { get; init; }

    /// <summary>The form was sent once already, so that what is missing may be told.</summary>
    public bool WasAsked { get; init; }
}

/// <summary>One thing done to many cases: first a summary of what would change, then the deed and a report, and for a while its undoing.</summary>
public static class BulkPages
{
    public const string Path = "/console/bulk";

    public static void Map(RouteGroupBuilder console)
    {
        console.MapPost("/bulk", SummariseAsync);
        console.MapPost("/bulk/do", DoAsync);
        console.MapPost("/bulk/{id:guid}/undo", UndoAsync);
    }

    private static async Task<IResult> SummariseAsync(HttpContext http, IDbContextFactory<FeedbackDb> contexts, RoutingBook routing)
    {
        var (viewer, form) = (http.Viewer(), new Fields(await http.Request.ReadFormAsync()));
        if (!viewer.Works)
        {
            return Pages.Problem(viewer.Frame, StatusCodes.Status403Forbidden, "problem.forbidden");
        }

        var order = OrderOf(form);
        if (!BulkVerb.All.Contains(order.Verb))
        {
            return Pages.Problem(viewer.Frame, StatusCodes.Status400BadRequest, "problem.form");
        }

        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var cases = await ChosenAsync(db, viewer, form, http.RequestAborted);
        var verdicts = cases.Select(c => (c.Number, Said: BulkPlan.Of(c, order, cases[0].Number))).ToList();
        return Pages.Page<BulkPage>(("Viewer", viewer), ("Plan", new BulkSummary(
            [.. cases.Select(c => c.Number)], order,
            verdicts.Count(v => v.Said.Verdict == BulkVerdict.Changes), verdicts.Count(v => v.Said.Verdict == BulkVerdict.Already),
            [.. verdicts.Where(v => v.Said.Verdict == BulkVerdict.Refused).Select(v => (v.Number, v.Said.Why!))],
            BackOf(form), await ReadQueue.ColleaguesAsync(db, http.RequestAborted), await routing.OpenAsync())
        {
            Broken = Broken(order),
            WasAsked = form["asked"].Length > 0,
        }));
    }

    private static async Task<IResult> DoAsync(HttpContext http, IDbContextFactory<FeedbackDb> contexts, DoInBulk bulk)
    {
        var (viewer, form) = (http.Viewer(), new Fields(await http.Request.ReadFormAsync()));
        if (!viewer.Works)
        {
            return Pages.Problem(viewer.Frame, StatusCodes.Status403Forbidden, "problem.forbidden");
        }

        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        IReadOnlyList<long> numbers = [.. (await ChosenAsync(db, viewer, form, http.RequestAborted)).Select(c => c.Number)];
        var order = OrderOf(form);
        try
        {
            return Report(viewer, await bulk.RunAsync(numbers, order, viewer.Staff, http.RequestAborted), "bulk.report", order.Verb, BackOf(form));
        }
        catch (RuleViolation broken)
        {
            return Pages.Page<RefusedPage>(StatusCodes.Status422UnprocessableEntity, ("Viewer", viewer), ("Why", broken), ("Back", BackOf(form)));
        }
    }

    private static async Task<IResult> UndoAsync(Guid id, HttpContext http, UndoBulk undo)
    {
        var viewer = http.Viewer();
        try
        {
            return Report(viewer, await undo.RunAsync(id, viewer.Staff, http.RequestAborted), "bulk.undone", null, QueuePages.Path);
        }
        catch (RuleViolation broken) when (broken.Code != "not_found")
        {
            return Pages.Page<RefusedPage>(StatusCodes.Status422UnprocessableEntity, ("Viewer", viewer), ("Why", broken), ("Back", QueuePages.Path));
        }
    }

    private static IResult Report(Viewer viewer, BulkReport report, string said, string? verb, string back) => Pages.Page<BulkReportPage>(
        ("Viewer", viewer), ("Report", report), ("Said", said), ("CanUndo", verb != null && BulkVerb.CanBeUndone(verb) && report.Action != null), ("Back", back));

    private static RuleViolation? Broken(BulkOrder order)
    {
        try
        {
            BulkPlan.Complete(order);
            return null;
        }
        catch (RuleViolation broken)
        {
            return broken;
        }
    }

    private static BulkOrder OrderOf(Fields form) => new(
        form["verb"], form.Given("value"), form.Given("cause"), form.Given("remedy"),
        ColumnForms.TryParse<Responsibility>(form["responsibility"], out var whose) ? whose : null);

    /// <summary>In the order they were chosen in; what the viewer may not see is not there.</summary>
    private static async Task<IReadOnlyList<Ticket>> ChosenAsync(FeedbackDb db, Viewer viewer, Fields form, CancellationToken cancellation)
    {
        var numbers = form.Many("n").Select(n => long.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0).Distinct().Take(DoInBulk.Most).ToList();
        var found = await db.Tickets.AsNoTracking().VisibleTo(db, viewer.Staff).Where(t => numbers.Contains(t.Number)).ToDictionaryAsync(t => t.Number, cancellation);
        return [.. numbers.Where(found.ContainsKey).Select(n => found[n])];
    }

    /// <summary>Back into the queue and nowhere else.</summary>
    private static string BackOf(Fields form) => form["back"] is var back && (back == QueuePages.Path || back.StartsWith(QueuePages.Path + "?", StringComparison.Ordinal)) ? back : QueuePages.Path;
}
