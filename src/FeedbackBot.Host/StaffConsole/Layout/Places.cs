using FeedbackBot.Host.StaffConsole.Accounts;
using FeedbackBot.Host.StaffConsole.Chats;
using FeedbackBot.Host.StaffConsole.Ideas;
using FeedbackBot.Host.StaffConsole.Life;
using FeedbackBot.Host.StaffConsole.Notifications;
using FeedbackBot.Host.StaffConsole.People;
using FeedbackBot.Host.StaffConsole.Prepared;
using FeedbackBot.Host.StaffConsole.Promises;
using FeedbackBot.Host.StaffConsole.Queue;
using FeedbackBot.Host.StaffConsole.Readers;
using FeedbackBot.Host.StaffConsole.Reports;
using FeedbackBot.Host.StaffConsole.Surveys;
using FeedbackBot.Host.StaffConsole.Trail;
using FeedbackBot.Host.StaffConsole.Webhooks;

namespace FeedbackBot.Host.StaffConsole.Layout;

/// <summary>A part of the console one can go to.</summary>
/// <param name="Key">By which a page says that it belongs here.</param>
/// <param name="Text">Key of its name.</param>
public sealed record Place(string Key, string Path, string Text);

/// <summary>Where a member of staff can go: the parts of the navigation, and the pages of settings.</summary>
public static class Places
{
    public const string Settings = "settings";

    public static IEnumerable<Place> PartsOf(Viewer viewer)
    {
        yield return new("queue", QueuePages.Path, "nav.queue");
        if (viewer.Works)
        {
            yield return new("chats", ChatListPages.Path, "chats");
            yield return new("triage", TriagePages.Path, "triage");
        }

        yield return new("commitments", CommitmentPages.Path, "commitments");
        yield return new("ideas", IdeaPages.Path, "ideas");
        yield return new("satisfaction", ReportPages.Path, "nav.satisfaction");
        yield return new("accounts", AccountPages.Path, "nav.accounts");
        yield return new(Settings, SettingsOf(viewer).First().Path, "nav.settings");
    }

    public static IEnumerable<Place> SettingsOf(Viewer viewer)
    {
        if (viewer.IsManager)
        {
            yield return new("routing", RulesPages.Path, "rules");
            yield return new("teams", TeamsPages.Path, "teams");
            yield return new("staff", DeskPages.Path, "nav.staff");
            yield return new("promises", PromisePages.Path, "nav.promises");
            yield return new("reader", ReaderPages.Path, "nav.reader");
            yield return new("surveys", SurveyPages.Path, "surveys");
            yield return new("trail", TrailPages.Path, "trail");
        }

        if (viewer.IsAdministrator)
        {
            yield return new("webhooks", WebhookPages.Path, "webhooks");
        }

        if (viewer.Works)
        {
            yield return new("replies", PreparedPages.RepliesPath, "canned.settings");
            yield return new("macros", PreparedPages.MacrosPath, "macros.settings");
        }

        yield return new("views", SavedViewPages.Path, "saved_views");
        yield return new("wishes", NotificationPages.WishesPath, "wishes");
    }
}
