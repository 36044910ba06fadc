using FeedbackBot.Host.StaffConsole.Life;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;

namespace FeedbackBot.Host.StaffConsole.Tickets;

/// <summary>What was typed into one of the boxes of a case; comes back with the page when it was refused.</summary>
/// <param name="Box">reply, note, resolve, reopen, assign or reading.</param>
public sealed record Typed(string Box, IReadOnlyDictionary<string, string> Values, RuleViolation? Refused = null)
{
    public static readonly Typed Nothing = new("", new Dictionary<string, string>());

    public string? Of(string box, string field) => Box == box ? Values.GetValueOrDefault(field) : null;

    public RuleViolation? RefusedIn(string box) => Box == box ? Refused : null;
}

/// <summary>The forms of a case: each runs one use case; a refused one comes back as it was typed.</summary>
public static class TicketActions
{
    public static void Map(RouteGroupBuilder ticket)
    {
        ticket.MapPost("/assign", (string id, HttpContext http, Doer doer, AssignTicket assign, ClaimTicket claim) =>
            doer.RunAsync(http, id, "assign", (db, number, typed, viewer) => typed["take"].Length > 0
                ? claim.RunAsync(db, number, viewer.Staff.Id, Guid.TryParse(typed["seen"], out var seen) ? seen : null, viewer.Actor)
                : AssignAsync(assign, db, number, typed, viewer)));
        ticket.MapPost("/resolve", (string id, HttpContext http, Doer doer, ResolveTicket resolve, MakeCommitment make) =>
            doer.RunAsync(http, id, "resolve", async (db, number, typed, viewer) =>
            {
                await CaseSaid.StopIfNewsAsync(db, number, typed["seen"], viewer);
                await ResolveAsync(resolve, db, number, typed, viewer);
                await LifeActions.CommitAsync(make, db, number, typed, viewer);
            }));
        ticket.MapPost("/reading", (string id, HttpContext http, Doer doer, CorrectReading correct) =>
            doer.RunAsync(http, id, "reading", (db, number, typed, viewer) => CorrectAsync(correct, db, number, typed, viewer)));
        ticket.MapPost("/reading/right", (string id, HttpContext http, Doer doer, ConfirmReading confirm) =>
            doer.RunAsync(http, id, "reading", (db, number, _, viewer) => confirm.RunAsync(db, number, viewer.Actor)));
        ticket.MapPost("/priority", (string id, HttpContext http, Doer doer, SortTicket sort) =>
            doer.RunAsync(http, id, "sort", (db, number, typed, viewer) => sort.PrioritiseAsync(db, number, typed["priority"], viewer.Actor)));
        ticket.MapPost("/tag", (string id, HttpContext http, Doer doer, SortTicket sort) =>
            doer.RunAsync(http, id, "sort", (db, number, typed, viewer) => sort.TagAsync(db, number, typed["tag"], viewer.Actor)));
        ticket.MapPost("/untag", (string id, HttpContext http, Doer doer, SortTicket sort) =>
            doer.RunAsync(http, id, "sort", (db, number, typed, viewer) => sort.UntagAsync(db, number, typed["tag"], viewer.Actor)));
        RecusalActions.Map(ticket);
        ticket.MapPost("/reopen", (string id, HttpContext http, Doer doer, ReopenTicket reopen, EscalateStage escalate, AddNote note) =>
            doer.RunAsync(http, id, "reopen", (db, number, typed, viewer) => typed["second"] == "yes"
                ? LookAgainAsync(escalate, note, db, number, typed, viewer)
                : reopen.RunAsync(db, number, typed["reason"], viewer.Actor)));
        LifeActions.Map(ticket);
    }

    /// <summary>What the customer does not accept stands on the case for whoever looks at it next.</summary>
    private static async Task LookAgainAsync(EscalateStage escalate, AddNote note, FeedbackDb db, long number, Fields typed, Viewer viewer)
    {
        await note.RunAsync(db, number, Required.Text(typed["reason"], "reason", 1000), viewer.Actor);
        await escalate.RunAsync(db, number, viewer.Actor);
    }

    /// <summary>A team or a person that was not touched is not sent on: choosing the present one again would be an event.</summary>
    private static Task AssignAsync(AssignTicket assign, FeedbackDb db, long number, Fields typed, Viewer viewer)
    {
        var team = typed["team"] is { Length: > 0 } key ? key : null;
        return assign.RunAsync(db, number, team, typed.Given("assignee"), viewer.Actor);
    }

    /// <summary>Only what was changed is a word on the reading: the rest of the form may not have been looked at.</summary>
    private static async Task CorrectAsync(CorrectReading correct, FeedbackDb db, long number, Fields typed, Viewer viewer)
    {
        var ticket = await db.TicketAsync(number);
        var now = ReadingClaims.Of(ticket, StoredReading.Read(ticket.Reading));
        IReadOnlyList<string> topics = [.. typed.Many("topic").Concat(typed.Many("also")).Where(t => t.Length > 0).Distinct()];
        await correct.RunAsync(db, number, new(
            Changed(typed["kind"], now.Kind),
            topics.Count == 0 || topics.SequenceEqual(now.Topics ?? []) ? null : topics,
            Changed(typed["sentiment"], now.Sentiment),
            Changed(typed["urgency"], now.Urgency)), viewer.Actor);
    }

    private static T? Changed<T>(string typed, T? now) where T : struct, Enum =>
        ColumnForms.TryParse<T>(typed, out var said) && !said.Equals(now) ? said : null;

    private static async Task ResolveAsync(ResolveTicket resolve, FeedbackDb db, long number, Fields typed, Viewer viewer)
    {
        if (!(await db.TicketAsync(number)).IsOpen)
        {
            // The verb is harmless when already true, but what was just typed would vanish without a word.
            throw new RuleViolation("already_resolved", "This case has been resolved meanwhile; nothing was changed.");
        }

        // Cause and remedy are the case's own rules and come first on the form, so they are asked for first.
        var isSaid = ColumnForms.TryParse<Responsibility>(typed["responsibility"], out var responsibility);
        if (!isSaid && typed["cause"].Trim().Length > 0 && typed["remedy"].Trim().Length > 0)
        {
            throw new RuleViolation("required", "Say whose issue it was.", "responsibility");
        }

        await resolve.RunAsync(db, number, new(typed["cause"], typed["remedy"], responsibility, TellsCustomer: false), typed["message"], viewer.Actor);
    }
}

/// <summary>A posted form's fields; one that was not sent is empty.</summary>
public sealed class Fields(IFormCollection form)
{
    public string this[string name] => form[name].ToString();

    /// <summary>The values of fields that share a name.</summary>
    public IEnumerable<string> Many(string name) => form[name].Select(value => value ?? "");

    public string? Given(string name) => form.ContainsKey(name) ? form[name].ToString() : null;

    public IReadOnlyDictionary<string, string> All => form.Where(f => f.Key != "form-token").ToDictionary(f => f.Key, f => f.Value.ToString());
}

/// <summary>Runs a form's use case in one commit and answers: to htmx the changed parts, to a plain form the page again.</summary>
public sealed class Doer(UnitOfWork unitOfWork, ReadTicket read)
{
    public async Task<IResult> RunAsync(HttpContext http, string id, string box, Func<FeedbackDb, long, Fields, Viewer, Task> work)
    {
        var (viewer, number) = (http.Viewer(), TicketPages.Number(id));
        var typed = new Fields(await http.Request.ReadFormAsync());
        if (await read.MarkAsync(viewer.Staff, number) == null)
        {
            throw ReadTicket.Missing(number);
        }

        if (!viewer.Works && box is not ("note" or "reading" or "watch"))
        {
            return Pages.Problem(viewer.Frame, StatusCodes.Status403Forbidden, "problem.forbidden");
        }

        try
        {
            await unitOfWork.RunAsync(db => work(db, number, typed, viewer), http.RequestAborted);
        }
        catch (RuleViolation broken) when (broken.Code != "not_found")
        {
            return await AnswerAsync(http, viewer, number, new(box, typed.All, broken));
        }

        if (await read.MarkAsync(viewer.Staff, number) == null)
        {
            // What was just done keeps the viewer away from the case, such as a second look at what they decided.
            return http.Request.IsPart() ? Gone(http) : Results.Redirect("/console");
        }

        return http.Request.IsPart() ? await AnswerAsync(http, viewer, number, box == "reading" ? Typed.Nothing with { Box = box } : Typed.Nothing) : Results.Redirect(TicketPages.PathOf(number));
    }

    private static IResult Gone(HttpContext http)
    {
        http.Response.Headers["HX-Redirect"] = "/console";
        return Results.NoContent();
    }

    private async Task<IResult> AnswerAsync(HttpContext http, Viewer viewer, long number, Typed typed)
    {
        var status = typed.Refused == null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
        var screen = await read.RunAsync(viewer.Staff, number, http.RequestAborted);
        return http.Request.IsPart()
            ? Pages.Page<TicketNow>(status, ("Viewer", viewer), ("Screen", screen), ("Typed", typed), ("WithBoxes", true))
            : Pages.Page<TicketPage>(status, ("Viewer", viewer), ("Screen", screen), ("Typed", typed));
    }
}
