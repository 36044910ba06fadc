using FeedbackBot.Host.StaffConsole.Tickets;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.Promises;

/// <summary>The page on which a policy is written, with the due dates it would give.</summary>
public static class PolicyPages
{
    public static void Map(RouteGroupBuilder policies)
    {
        policies.MapGet("/new", (HttpContext http, IDbContextFactory<FeedbackDb> contexts) => ShowAsync(http, contexts, null));
        policies.MapGet("/{id:guid}", (Guid id, HttpContext http, IDbContextFactory<FeedbackDb> contexts) => ShowAsync(http, contexts, id));
        policies.MapPost("/new", (HttpContext http, UnitOfWork unitOfWork, IDbContextFactory<FeedbackDb> contexts, ChangePolicy change) => SaveAsync(http, unitOfWork, contexts, change, null));
        policies.MapPost("/{id:guid}", (Guid id, HttpContext http, UnitOfWork unitOfWork, IDbContextFactory<FeedbackDb> contexts, ChangePolicy change) => SaveAsync(http, unitOfWork, contexts, change, id));
        policies.MapPost("/{id:guid}/give-up", GiveUpAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext http, IDbContextFactory<FeedbackDb> contexts, Guid? id)
    {
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var policy = id == null ? null : await CurrentAsync(db, id.Value, http.RequestAborted);
        var calendars = await PromisePages.CalendarsAsync(db, http.RequestAborted);
        var wish = policy == null
            ? new("", 50, new(), new(240), new(240), new(1440), null, AlertRules.Default, calendars[0].Id)
            : PromiseForms.WishOf(policy);
        return Page(http, policy, wish, calendars, null);
    }

    /// <summary>“Show examples” comes here as well and saves nothing.</summary>
    private static async Task<IResult> SaveAsync(HttpContext http, UnitOfWork unitOfWork, IDbContextFactory<FeedbackDb> contexts, ChangePolicy change, Guid? id)
    {
        var typed = new Fields(await http.Request.ReadFormAsync());
        var wish = PromiseForms.PolicyOf(typed);
        RuleViolation? refused = null;
        if (typed["examples"].Length == 0)
        {
            try
            {
                await unitOfWork.RunAsync(db => change.RunAsync(db, id, wish, http.Viewer().Actor), http.RequestAborted);
                return Results.Redirect(PromisePages.Path);
            }
            catch (RuleViolation broken) when (broken.Code != "not_found")
            {
                refused = broken;
            }
        }

        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var policy = id == null ? null : await CurrentAsync(db, id.Value, http.RequestAborted);
        return Page(http, policy, wish, await PromisePages.CalendarsAsync(db, http.RequestAborted), refused);
    }

    private static async Task<IResult> GiveUpAsync(Guid id, HttpContext http, UnitOfWork unitOfWork, IDbContextFactory<FeedbackDb> contexts, GiveUpPolicy giveUp)
    {
        try
        {
            await unitOfWork.RunAsync(db => giveUp.RunAsync(db, id, http.Viewer().Actor), http.RequestAborted);
            return Results.Redirect(PromisePages.Path);
        }
        catch (RuleViolation broken) when (broken.Code != "not_found")
        {
            await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
            var policy = await CurrentAsync(db, id, http.RequestAborted);
            return Page(http, policy, PromiseForms.WishOf(policy), await PromisePages.CalendarsAsync(db, http.RequestAborted), broken);
        }
    }

    private static async Task<PromisePolicy> CurrentAsync(FeedbackDb db, Guid id, CancellationToken cancellation) =>
        await db.PromisePolicies.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, cancellation) ?? throw new RuleViolation("not_found", "There is no such policy.");

    private static IResult Page(HttpContext http, PromisePolicy? policy, PolicyWish wish, IReadOnlyList<WorkCalendar> calendars, RuleViolation? refused) => Pages.Page<PolicyPage>(
        refused == null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        ("Viewer", http.Viewer()), ("Policy", policy), ("Wish", wish), ("Calendars", calendars), ("Refused", refused));
}
