using System.Globalization;
using FeedbackBot.Host.StaffConsole.Tickets;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.Promises;

/// <summary>The page of a calendar: weekly hours, the days that differ, an iCalendar file to take them from, and a month as it comes out.</summary>
public static class CalendarPages
{
    private const long MostBytes = 2_000_000;

    public static void Map(RouteGroupBuilder calendars)
    {
        calendars.MapGet("/new", (HttpContext http) => Page(http, null, null));
        calendars.MapGet("/{id:guid}", ShowAsync);
        calendars.MapPost("/new", (HttpContext http, Changer changer) => changer.RunAsync(http, null, Week));
        calendars.MapPost("/{id:guid}", (Guid id, HttpContext http, Changer changer) => changer.RunAsync(http, id, Week));
        calendars.MapPost("/{id:guid}/day", (Guid id, HttpContext http, Changer changer) => changer.RunAsync(http, id, Day));
        calendars.MapPost("/{id:guid}/usual", (Guid id, HttpContext http, Changer changer) => changer.RunAsync(http, id, Usual));
        calendars.MapPost("/{id:guid}/import", (Guid id, HttpContext http, Changer changer) => changer.RunAsync(http, id, Import));
    }

    public static string PathOf(Guid id) => $"{PromisePages.Path}/calendars/{id}";

    private static async Task<IResult> ShowAsync(Guid id, HttpContext http, IDbContextFactory<FeedbackDb> contexts)
    {
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var calendar = await db.Calendars.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, http.RequestAborted)
            ?? throw new RuleViolation("not_found", "There is no such calendar.");
        return Page(http, calendar, null);
    }

    internal static IResult Page(HttpContext http, WorkCalendar? calendar, Typed? typed)
    {
        var viewer = http.Viewer();
        var month = DateOnly.TryParseExact(http.Request.Query["month"].ToString(), "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked)
            ? asked
            : LocalTime.DayOf(viewer.Now, calendar?.TimeZone ?? viewer.TimeZone);
        return Pages.Page<CalendarPage>(
            typed?.Refused == null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
            ("Viewer", viewer), ("Calendar", calendar), ("Month", new DateOnly(month.Year, month.Month, 1)), ("Typed", typed ?? Typed.Nothing));
    }

    private static Task<(Func<WorkHours, WorkHours>, string)> Week(Fields typed, IFormFileCollection files)
    {
        IReadOnlyList<IReadOnlyList<WorkPeriod>> week = [.. Enumerable.Range(0, 7).Select(d => PromiseForms.PeriodsOf(typed[$"day{d}"], $"day{d}"))];
        return Task.FromResult<(Func<WorkHours, WorkHours>, string)>((hours => hours with { Week = week }, "hours"));
    }

    private static Task<(Func<WorkHours, WorkHours>, string)> Day(Fields typed, IFormFileCollection files)
    {
        var date = Date(typed["date"]);
        var periods = typed["kind"] == "closed" ? [] : PromiseForms.PeriodsOf(typed["hours"], "hours");
        if (typed["kind"] == "changed" && periods.Count == 0)
        {
            throw new RuleViolation("required", "Say the hours of that day.", "hours");
        }

        return Task.FromResult<(Func<WorkHours, WorkHours>, string)>((
            hours => hours.With(date, typed["kind"] == "extra" && periods.Count == 0 ? hours.OrdinaryDay : periods, typed["title"]),
            Iso(date)));
    }

    private static Task<(Func<WorkHours, WorkHours>, string)> Usual(Fields typed, IFormFileCollection files)
    {
        var date = Date(typed["date"]);
        return Task.FromResult<(Func<WorkHours, WorkHours>, string)>((hours => hours.Without(date), Iso(date)));
    }

    private static async Task<(Func<WorkHours, WorkHours>, string)> Import(Fields typed, IFormFileCollection files)
    {
        if (files.GetFile("file") is not { Length: > 0 and <= MostBytes } file)
        {
            throw new RuleViolation("ical_file", "Choose an iCalendar file (.ics) of 2 MB at most.", "file");
        }

        using var reader = new StreamReader(file.OpenReadStream());
        var days = ReadHolidays.From(await reader.ReadToEndAsync());
        return (hours => days.Aggregate(hours, (all, day) => all.With(day.Date, day.Works ? all.OrdinaryDay : [], day.Name)), $"{file.FileName} ({days.Count})");
    }

    private static DateOnly Date(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        ? date
        : throw new RuleViolation("required", "Choose a date.", "date");

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>Runs a form of a calendar in one commit; leads to the version that came of it, or back to what was typed.</summary>
public sealed class Changer(UnitOfWork unitOfWork, IDbContextFactory<FeedbackDb> contexts, ChangeCalendar change)
{
    public async Task<IResult> RunAsync(HttpContext http, Guid? id, Func<Fields, IFormFileCollection, Task<(Func<WorkHours, WorkHours> Change, string What)>> read)
    {
        var form = await http.Request.ReadFormAsync();
        var typed = new Fields(form);
        try
        {
            var (apply, what) = await read(typed, form.Files);
            var calendar = await unitOfWork.RunAsync(db => change.RunAsync(db, id, typed.Given("name"), typed.Given("zone"), apply, what, http.Viewer().Actor), http.RequestAborted);
            return Results.Redirect(CalendarPages.PathOf(calendar.Id));
        }
        catch (RuleViolation broken) when (broken.Code != "not_found")
        {
            await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
            var calendar = id == null ? null : await db.Calendars.AsNoTracking().FirstAsync(c => c.Id == id, http.RequestAborted);
            return CalendarPages.Page(http, calendar, new("calendar", typed.All, broken));
        }
    }
}
