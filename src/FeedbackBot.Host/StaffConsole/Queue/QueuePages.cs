using System.Globalization;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.Queue;

/// <summary>The queue: its page, the part of it that is refreshed, and the stream that says when.</summary>
public static class QueuePages
{
    public const string Path = "/console";
    public const string ListPath = "/console/queue";
    public const string AccountsPath = "/console/queue/accounts";

    /// <summary>A busy queue is read again at most so often.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static void Map(RouteGroupBuilder console)
    {
        console.MapGet("", PageAsync);
        console.MapGet("/queue", ListAsync);
        console.MapGet("/queue/live", LiveAsync);
        console.MapGet("/queue/accounts", AccountsAsync);
        SavedViewPages.Map(console);
        BulkPages.Map(console);
        PalettePages.Map(console);
    }

    private static async Task<IResult> PageAsync(HttpContext http, ReadQueue read)
    {
        var viewer = http.Viewer();
        var list = await read.RunAsync(viewer.Staff, QueueFilter.Read(http.Request.Query), http.RequestAborted);
        return Pages.Page<QueuePage>(("Viewer", viewer), ("List", list), ("Colleagues", await read.ColleaguesAsync(http.RequestAborted)));
    }

    /// <summary>The list alone. A filter that was just chosen also becomes the page's address.</summary>
    private static async Task<IResult> ListAsync(HttpContext http, ReadQueue read)
    {
        var viewer = http.Viewer();
        var filter = QueueFilter.Read(http.Request.Query);
        if (!http.Request.IsPart())
        {
            return Results.Redirect(filter.Address(Path));
        }

        if (http.Request.Headers["HX-Source"].ToString().StartsWith("form", StringComparison.Ordinal))
        {
            http.Response.Headers["HX-Push-Url"] = filter.Address(Path);
        }

        var list = await read.RunAsync(viewer.Staff, filter, http.RequestAborted);
        return Pages.Page<QueueRegion>(("Viewer", viewer), ("List", list));
    }

    private static Task LiveAsync(HttpContext http, LiveStream live, ReadQueue read, string? since)
    {
        var made = long.TryParse(since, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks
            ? new DateTime(ticks, DateTimeKind.Utc)
            : http.Viewer().Now;
        return live.RunAsync(http, [Topics.Queue], () => read.HasChangedSinceAsync(http.Viewer().Staff, made), Pause);
    }

    private static async Task<IResult> AccountsAsync(HttpContext http, IDbContextFactory<FeedbackDb> contexts)
    {
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        return Pages.Page<BusyAccountsPage>(("Viewer", http.Viewer()), ("Accounts", await BusyAccounts.ReadAsync(db, http.Viewer().Staff, http.RequestAborted)));
    }
}
