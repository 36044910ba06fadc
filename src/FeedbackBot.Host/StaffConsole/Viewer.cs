using FeedbackBot.Accounts;
using FeedbackBot.Host.Assets;
using FeedbackBot.Tickets;

namespace FeedbackBot.Host.StaffConsole;

/// <summary>What every page of staff needs, signed in or not: language, texts, the form's token, the built scripts and styles, and where we are.</summary>
public sealed record PageFrame(ConsoleTexts Texts, string Token, AssetManifest Assets, string Path)
{
    public string Language => Texts.Language;

    /// <summary>IANA name of the browser's zone, from a cookie its script sets.</summary>
    public string? TimeZone { get; init; }
}

/// <summary>The member of staff who looks at a page.</summary>
public sealed record Viewer(StaffMember Staff, PageFrame Frame, DateTime Now)
{
    public ConsoleTexts Texts => Frame.Texts;

    public string Language => Frame.Language;

    /// <summary>The browser's, where it has told; else the member's own.</summary>
    public string TimeZone => Frame.TimeZone ?? Staff.TimeZone;

    public Actor Actor => Actor.Of(Staff);

    public bool IsAdministrator => Staff.Roles.HasFlag(StaffRoles.Administrator);

    public bool IsManager => Staff.Manages;

    /// <summary>May answer, assign and resolve; an account owner who is nothing else reads and notes.</summary>
    public bool Works => Staff.SeesEverything();
}

/// <summary>The parts of a request's page.</summary>
public static class ViewerOfRequest
{
    private const string Key = "feedbackbot.viewer";

    public static Viewer Viewer(this HttpContext http) => (Viewer)http.Items[Key]!;

    internal static void KeepViewer(this HttpContext http, Viewer viewer) => http.Items[Key] = viewer;
}
