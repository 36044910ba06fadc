using FeedbackBot.Accounts;
using FeedbackBot.Outbox;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Host.StaffConsole.Notifications;

/// <summary>What one was told, and where one wants to be told of what.</summary>
public static class NotificationPages
{
    public const string Path = "/console/notifications";
    public const string BellPath = Path + "/bell";
    public const string WishesPath = "/console/me/notifications";

    public static void Map(RouteGroupBuilder console)
    {
        console.MapGet("/notifications", PageAsync);
        console.MapGet("/notifications/list", async (HttpContext http, ReadNotifications read) =>
            Pages.Page<NotificationList>(("Viewer", http.Viewer()), ("All", await read.RunAsync(http.Viewer().Staff, http.RequestAborted))));
        console.MapGet("/notifications/bell", (HttpContext http) => Pages.Page<NotificationBell>(("Viewer", http.Viewer())));
        console.MapGet("/notifications/live", (HttpContext http, LiveStream live) =>
            live.RunAsync(http, [NotificationTables.TopicOf(http.Viewer().Staff.Id)], () => Task.FromResult(false), TimeSpan.FromSeconds(1)));
        console.MapPost("/notifications/read", ReadAllAsync);
        console.MapGet("/notifications/{id:guid}", OpenAsync);
        console.MapGet("/me/notifications", (HttpContext http, NotificationWishes wishes) => ShowWishesAsync(http, wishes, null, false));
        console.MapPost("/me/notifications", SaveWishesAsync);
    }

    private static async Task<IResult> PageAsync(HttpContext http, ReadNotifications read) =>
        Pages.Page<NotificationPage>(("Viewer", http.Viewer()), ("All", await read.RunAsync(http.Viewer().Staff, http.RequestAborted)));

    private static async Task<IResult> ReadAllAsync(HttpContext http, UnitOfWork unitOfWork, TimeProvider time)
    {
        var (me, now) = (http.Viewer().Staff.Id, time.GetUtcNow().UtcDateTime);
        await unitOfWork.RunAsync(async db =>
        {
            (await db.Notifications.Where(n => n.StaffId == me && n.ReadAt == null && n.At <= now).ToListAsync()).ForEach(n => n.Read(now));
            db.Announce(NotificationTables.TopicOf(me));
        });
        return Results.Redirect(Path);
    }

    /// <summary>The way from the list to the case: whoever goes it has read.</summary>
    private static async Task<IResult> OpenAsync(Guid id, HttpContext http, UnitOfWork unitOfWork, TimeProvider time)
    {
        var (me, now) = (http.Viewer().Staff.Id, time.GetUtcNow().UtcDateTime);
        var number = await unitOfWork.RunAsync(async db =>
        {
            var opened = await db.Notifications.FirstOrDefaultAsync(n => n.Id == id && n.StaffId == me);
            opened?.Read(now);
            db.Announce(NotificationTables.TopicOf(me));
            return opened?.TicketNumber;
        });
        return Results.Redirect(number is { } to ? Tickets.TicketPages.PathOf(to) : Path);
    }

    private static async Task<IResult> ShowWishesAsync(HttpContext http, NotificationWishes wishes, RuleViolation? refused, bool saved)
    {
        var form = refused == null ? await wishes.ReadAsync(http.Viewer().Staff.Id) : WishForm.Read(await http.Request.ReadFormAsync());
        return Pages.Page<WishesPage>(refused == null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
            ("Viewer", http.Viewer()), ("Form", form), ("Refused", refused), ("Saved", saved || http.Request.Query.ContainsKey("saved")));
    }

    private static async Task<IResult> SaveWishesAsync(HttpContext http, NotificationWishes wishes)
    {
        try
        {
            await wishes.SaveAsync(http.Viewer().Staff.Id, WishForm.Read(await http.Request.ReadFormAsync()));
            return Results.Redirect(WishesPath + "?saved=1");
        }
        catch (RuleViolation refused)
        {
            return await ShowWishesAsync(http, wishes, refused, false);
        }
    }
}

/// <summary>Where one wants to be told of what, as the form has it.</summary>
public sealed record WishForm(IReadOnlyList<NotificationChoice> Choices, string TeamsUrl, string QuietHours)
{
    public static WishForm Read(IFormCollection form) => new(
        [.. NotificationCode.All.Select(code => new NotificationChoice(Guid.Empty, code, form.ContainsKey(code + ".console"), form.ContainsKey(code + ".email"), form.ContainsKey(code + ".teams")))],
        form["teams_url"].ToString().Trim(), form["quiet_hours"].ToString().Trim());
}

/// <summary>Keeps where one wants to be told of what.</summary>
public sealed class NotificationWishes(UnitOfWork unitOfWork, IDbContextFactory<FeedbackDb> contexts, IOptions<OutboxOptions> outbox)
{
    public async Task<WishForm> ReadAsync(Guid staff)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var chosen = await db.NotificationChoices.AsNoTracking().Where(c => c.StaffId == staff).ToDictionaryAsync(c => c.Code);
        var address = await db.NotificationAddresses.AsNoTracking().FirstOrDefaultAsync(a => a.OwnerId == staff);
        return new([.. NotificationCode.All.Select(code => chosen.GetValueOrDefault(code) ?? NotificationChoice.Default(staff, code))], address?.TeamsUrl ?? "", address?.QuietHours ?? "");
    }

    public async Task SaveAsync(Guid staff, WishForm wishes)
    {
        if (wishes.QuietHours.Length > 0 && !QuietHours.Form().IsMatch(wishes.QuietHours))
        {
            throw new RuleViolation("bad_quiet_hours", "Quiet hours are whole hours such as 20-8.", "quiet_hours");
        }

        CardAddress.Check(wishes.TeamsUrl, outbox.Value);
        await unitOfWork.RunAsync(async db =>
        {
            foreach (var wish in wishes.Choices)
            {
                var kept = await db.NotificationChoices.FindAsync(staff, wish.Code) ?? db.NotificationChoices.Add(new(staff, wish.Code, true, true, true)).Entity;
                kept.Become(wish.Console, wish.Email, wish.Teams);
            }

            var address = await db.NotificationAddresses.FindAsync(staff) ?? db.NotificationAddresses.Add(new(staff)).Entity;
            address.Become(wishes.TeamsUrl.Length == 0 ? null : wishes.TeamsUrl, wishes.QuietHours.Length == 0 ? null : wishes.QuietHours);
        });
    }
}
