using FeedbackBot.Messages;
using FeedbackBot.Tickets;

namespace FeedbackBot.Host.StaffConsole.Chats;

/// <summary>The lists of chats: the page, the part of it that is refreshed, the stream that says when, and the notice on every page.</summary>
public static class ChatListPages
{
    public const string Path = "/console/chats";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public static void Map(RouteGroupBuilder console)
    {
        console.MapGet("/chats", PageAsync);
        console.MapGet("/chats/lists", ListsAsync);
        console.MapGet("/chats/live", LiveAsync);
        console.MapGet("/chats/notice", NoticeAsync);
    }

    private static async Task<IResult> PageAsync(HttpContext http, ReadChats read)
    {
        var viewer = http.Viewer();
        return Pages.Page<ChatsPage>(("Viewer", viewer), ("Lists", await read.RunAsync(viewer.Staff, viewer.Language, http.RequestAborted)));
    }

    private static async Task<IResult> ListsAsync(HttpContext http, ReadChats read)
    {
        var viewer = http.Viewer();
        return http.Request.IsPart()
            ? Pages.Page<ChatRegion>(("Viewer", viewer), ("Lists", await read.RunAsync(viewer.Staff, viewer.Language, http.RequestAborted)))
            : Results.Redirect(Path);
    }

    private static Task LiveAsync(HttpContext http, string? seen, LiveStream live, ReadChats read)
    {
        var viewer = http.Viewer();
        return live.RunAsync(http, [Topics.Chats], async () => (await read.RunAsync(viewer.Staff, viewer.Language, http.RequestAborted)).Mark != (seen ?? ""), Pause);
    }

    /// <summary>How many wait, for the navigation of every page. Asked every ten seconds, it is also the sign that somebody has the console open.</summary>
    private static async Task<IResult> NoticeAsync(HttpContext http, ReadChats read)
    {
        var viewer = http.Viewer();
        return Pages.Page<ChatNotice>(("Viewer", viewer), ("Waiting", await read.CountAsync(viewer.Staff, http.RequestAborted)));
    }
}
