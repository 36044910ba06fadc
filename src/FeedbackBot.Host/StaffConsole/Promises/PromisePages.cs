using FeedbackBot.Accounts;
using FeedbackBot.Host.StaffConsole.Tickets;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.Promises;

/// <summary>The settings of promises, for managers: policies, calendars and regulatory packs.</summary>
public static class PromisePages
{
    public const string Path = "/console/settings/promises";

    public static void Map(RouteGroupBuilder console)
    {
        var pages = console.MapGroup("/settings/promises").AddEndpointFilter<ManagersOnly>();
        pages.MapGet("", ListAsync);
        pages.MapGet("/packs/{pack}", PackAsync);
        pages.MapPost("/packs/{pack}", SwitchAsync);
        PolicyPages.Map(pages.MapGroup("/policies"));
        CalendarPages.Map(pages.MapGroup("/calendars"));
    }

    /// <summary>The calendars in use, by name.</summary>
    internal static async Task<IReadOnlyList<WorkCalendar>> CalendarsAsync(FeedbackDb db, CancellationToken cancellation) =>
        await db.Calendars.AsNoTracking().Where(c => c.ReplacedAt == null).OrderBy(c => c.Name).ToListAsync(cancellation);

    private static async Task<IResult> ListAsync(HttpContext http, IDbContextFactory<FeedbackDb> contexts)
    {
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var screen = new PromisesScreen(
            await db.PromisePolicies.AsNoTracking().Where(p => p.ReplacedAt == null).OrderBy(p => p.Position).ThenBy(p => p.Id).ToListAsync(http.RequestAborted),
            await CalendarsAsync(db, http.RequestAborted),
            await db.PackSettings.AsNoTracking().ToDictionaryAsync(s => s.Pack, http.RequestAborted));
        return Pages.Page<PromisesPage>(("Viewer", http.Viewer()), ("Screen", screen));
    }

    private static async Task<IResult> PackAsync(string pack, HttpContext http, IDbContextFactory<FeedbackDb> contexts)
    {
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var setting = await db.PackSettings.AsNoTracking().FirstOrDefaultAsync(s => s.Pack == pack, http.RequestAborted);
        return await ShowPackAsync(http, db, pack, setting ?? new PackSetting(pack, new() { Kinds = ["complaint"] }, Guid.Empty, false), null);
    }

    private static async Task<IResult> ShowPackAsync(HttpContext http, FeedbackDb db, string pack, PackSetting setting, RuleViolation? refused) => Pages.Page<PackPage>(
        refused == null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        ("Viewer", http.Viewer()), ("Pack", RegulatoryPacks.Find(pack) ?? throw new RuleViolation("not_found", "There is no such pack.")), ("Setting", setting),
        ("Calendars", await CalendarsAsync(db, http.RequestAborted)), ("Refused", refused));

    private static async Task<IResult> SwitchAsync(string pack, HttpContext http, UnitOfWork unitOfWork, IDbContextFactory<FeedbackDb> contexts, SwitchPack change)
    {
        var typed = new Fields(await http.Request.ReadFormAsync());
        var (conditions, isOn) = (PromiseForms.ConditionsOf(typed), typed["on"].Length > 0);
        var calendar = Guid.TryParse(typed["calendar"], out var id) ? id : Guid.Empty;
        try
        {
            await unitOfWork.RunAsync(db => change.RunAsync(db, pack, isOn, conditions, calendar, http.Viewer().Actor), http.RequestAborted);
        }
        catch (RuleViolation broken) when (broken.Code != "not_found")
        {
            await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
            return await ShowPackAsync(http, db, pack, new PackSetting(pack, conditions, calendar, isOn), broken);
        }

        return Results.Redirect(Path);
    }
}

/// <summary>Everything the page of promises shows.</summary>
public sealed record PromisesScreen(
    IReadOnlyList<PromisePolicy> Policies, IReadOnlyList<WorkCalendar> Calendars, IReadOnlyDictionary<string, PackSetting> Packs);
