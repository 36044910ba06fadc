using System.Globalization;
using FeedbackBot.Accounts;
using FeedbackBot.Host.StaffConsole.Tickets;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.People;

/// <summary>What a member of staff can do and how much of it, and when they are not there; for managers.</summary>
public static class DeskPages
{
    public const string Path = "/console/staff";

    public static void Map(RouteGroupBuilder console)
    {
        var staff = console.MapGroup("/staff").AddEndpointFilter<ManagersOnly>();
        staff.MapGet("/{id}", (string id, HttpContext http, IDbContextFactory<FeedbackDb> contexts, string? done) => PageAsync(id, http, contexts, done, null));
        staff.MapPost("/{id}", SaveAsync);
    }

    public static string PathOf(Guid id) => $"{Path}/{id}";

    private static async Task<IResult> PageAsync(string id, HttpContext http, IDbContextFactory<FeedbackDb> contexts, string? done, RuleViolation? refused)
    {
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var staff = await db.Staff.AsNoTracking().OrderBy(s => s.Name).ToListAsync(http.RequestAborted);
        var member = staff.Find(s => Guid.TryParse(id, out var wanted) && s.Id == wanted) ?? throw new RuleViolation("not_found", "There is no such member of staff.");
        return Pages.Page<DeskPage>(refused == null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
            ("Viewer", http.Viewer()), ("Staff", member), ("Others", staff.FindAll(s => s.Id != member.Id)), ("Done", done), ("Refused", refused));
    }

    private static async Task<IResult> SaveAsync(string id, HttpContext http, IDbContextFactory<FeedbackDb> contexts, UnitOfWork work, KeepDesk keep)
    {
        var typed = new Fields(await http.Request.ReadFormAsync());
        var member = Guid.TryParse(id, out var parsed) ? parsed : Guid.Empty;
        try
        {
            var facts = new DeskFacts(
                RuleForm.Words(typed["skills"]), [.. typed.Many("speaks")], Count(typed["chats"], "chat_capacity"), Count(typed["cases"], "case_capacity"),
                Day(typed["from"], "absent_from"), Day(typed["until"], "absent_until"), Guid.TryParse(typed["replacement"], out var other) ? other : null);
            await work.RunAsync(db => keep.RunAsync(db, member, facts, http.Viewer().Actor), http.RequestAborted);
        }
        catch (RuleViolation broken) when (broken.Code != "not_found")
        {
            return await PageAsync(id, http, contexts, null, broken);
        }

        return Results.Redirect(QueryHelpers.AddQueryString(PathOf(member), "done", "saved"));
    }

    private static int Count(string typed, string field) =>
        int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : throw new RuleViolation("capacity_range", "It must be a whole number.", field);

    private static DateOnly? Day(string typed, string field) =>
        typed.Length == 0 ? null
        : DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new RuleViolation("invalid_date", "A date is written as 2026-11-30.", field);
}
