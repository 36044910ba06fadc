using System.Text.RegularExpressions;
using FeedbackBot.Accounts;
using FeedbackBot.Host.StaffConsole;
using FeedbackBot.Host.StaffConsole.Queue;
using FeedbackBot.Messages;
using FeedbackBot.Outbox;
using FeedbackBot.Satisfaction;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Tests.House;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;

namespace FeedbackBot.Tests.StaffConsole;

/// <summary>The console says everything in both languages.</summary>
public sealed partial class ConsoleTextsTests
{
    private static readonly ConsoleTexts Chinese = ConsoleTexts.In(Languages.Chinese);
    private static readonly ConsoleTexts English = ConsoleTexts.In(Languages.English);

    [Fact]
    public void Both_languages_have_the_same_keys() => Chinese.Entries.Keys.Order().ShouldBe(English.Entries.Keys.Order());

    [Fact]
    public void Both_languages_use_the_same_placeholders()
    {
        foreach (var (key, chinese) in Chinese.Entries)
        {
            Names(chinese).ShouldBe(Names(English[key]), key);
        }
    }

    [Fact]
    public void Every_text_a_page_asks_for_by_name_is_there()
    {
        var asked = Sources().SelectMany(file => Asked().Matches(File.ReadAllText(file)).Select(m => (m.Groups[1].Value, file))).ToList();
        asked.Count.ShouldBeGreaterThan(100);
        asked.Where(a => !English.Entries.ContainsKey(a.Value)).ShouldBeEmpty();
    }

    [Fact]
    public void No_component_holds_wording_of_its_own()
    {
        foreach (var file in Sources())
        {
            var markup = File.ReadAllText(file).Split("@code")[0];
            Han().IsMatch(File.ReadAllText(file)).ShouldBeFalse(file);
            Prose().Matches(markup).Select(m => m.Value).Where(t => !t.Contains("FeedbackBot", StringComparison.Ordinal)).ShouldBeEmpty(file);
        }
    }

    public static TheoryData<string, string[]> Words() => new()
    {
        { "status", [.. ColumnForms.WordsOf<TicketStatus>()] },
        { "kind", [.. ColumnForms.WordsOf<TicketKind>(), .. ColumnForms.WordsOf<FeedbackKind>()] },
        { "urgency", [.. ColumnForms.WordsOf<Urgency>()] },
        { "topic", [.. FeedbackTopics.All] },
        { "claim", ["kind", "topics", "sentiment", "urgency"] },
        { "reader.head", [.. FeedbackBot.Understanding.Labels.ReadingHead.All] },
        { "priority", [.. ColumnForms.WordsOf<TicketPriority>()] },
        { "sentiment", [.. ColumnForms.WordsOf<Sentiment>()] },
        { "responsibility", [.. ColumnForms.WordsOf<Responsibility>()] },
        { "role", [.. ColumnForms.WordsOf<StaffRoles>().Where(w => w != "none")] },
        { "level", [.. ColumnForms.WordsOf<RelationshipLevel>()] },
        { "metric", [.. ColumnForms.WordsOf<Metric>()] },
        { "webhook_delivery", [.. ColumnForms.WordsOf<FeedbackBot.Webhooks.WebhookDeliveryStatus>()] },
        { "webhook_type", [.. FeedbackBot.Webhooks.WebhookEventTypes.All] },
        { "outbox", [.. ColumnForms.WordsOf<OutboxStatus>()] },
        { "quadrant", [.. ColumnForms.WordsOf<Quadrant>()] },
        { "cell", [.. ColumnForms.WordsOf<ValueCell>()] },
        { "watch", [.. ColumnForms.WordsOf<WatchReasons>()] },
        { "accounts.sort", [.. FeedbackBot.Host.StaffConsole.Accounts.AccountFilter.Orders] },
        { "rhythm", [.. ColumnForms.WordsOf<DigestRhythm>()] },
        { "digests.done", ["rhythm", "test"] },
        { "actions.state", ["open", "overdue", "done"] },
        { "accounts.import", ["no_file", "bad_file"] },
        { "accounts.import.fault", ["required", "too_long", "malformed", "out_of_range", "unknown_value", "invalid"] },
        { "account.done", ["deputies", "standing"] },
        { "trend", [.. ColumnForms.WordsOf<Trend>()] },
        { "skipped", [.. ColumnForms.WordsOf<SurveyVerdict>().Where(w => w != "ask"), "no_chat", "no_address"] },
        { "survey_kind", [.. ColumnForms.WordsOf<SurveyKind>()] },
        { "campaign.status", [.. ColumnForms.WordsOf<FeedbackBot.Surveys.Campaigns.CampaignStatus>()] },
        { "question_type", [.. ColumnForms.WordsOf<FeedbackBot.Surveys.Made.QuestionType>()] },
        { "show_test", [.. ColumnForms.WordsOf<FeedbackBot.Surveys.Made.ShowTest>()] },
        { "made.done", ["saved", "published", "copied", "archived"] },
        { "flag", [.. ColumnForms.WordsOf<ReadingFlags>().Where(w => w != "none")] },
        { "link", [.. TicketLink.Types] },
        { "promise", [ClockName.FirstResponse, ClockName.NextResponse, ClockName.Resolution, ClockName.Handling] },
        { "unit", [.. ColumnForms.WordsOf<FeedbackBot.Routing.TargetUnit>()] },
        { "day_off", [.. ColumnForms.WordsOf<FeedbackBot.Routing.DayOffRule>()] },
        { "day", [.. ColumnForms.WordsOf<FeedbackBot.Routing.DayKind>().Where(w => w != "usual")] },
        { "chain", [FeedbackBot.Routing.EscalationStep.Assignee, FeedbackBot.Routing.EscalationStep.Lead, FeedbackBot.Routing.EscalationStep.Managers] },
        { "audit", ["webhook.created", "webhook.changed", "webhook.deleted", "webhook.rotated", "webhook.replayed", "webhook.gone", "policy.made", "policy.changed", "policy.given_up", "calendar.made", "calendar.changed", "pack.on", "pack.off",
            "canned.made", "canned.changed", "canned.removed", "macro.made", "macro.changed", "macro.removed", "view.made", "view.changed", "view.removed", "account.deputies", "account.rhythm", "account.imported",
            "campaign.started", "campaign.paused", "campaign.resumed", "campaign.stopped", "campaign.deleted", "survey.made", "survey.changed", "survey.published", "survey.archived", "survey.after_resolution", "survey.built_in_after_resolution", "report.made", "report.changed", "report.removed", "dispute.accepted", "dispute.declined"] },
        { "trail.part", ["all", .. FeedbackBot.Host.StaffConsole.Trail.TrailPages.Parts] },
        { "told", [.. NotificationCode.All] },
        { "told.name", [.. NotificationCode.All] },
        { "link.back", [.. TicketLink.Types] },
        { "commitment", [.. ColumnForms.WordsOf<CommitmentKind>()] },
        { "commitments", ["mine", "all", "overdue", "done"] },
        { "idea", [.. ColumnForms.WordsOf<IdeaStatus>()] },
        { "untold", [ReadAffected.OptedOut, ReadAffected.OtherChannel, ReadAffected.Quiet, ReadAffected.NoChat] },
        { "view", [.. QueueView.All.Select(v => v.Name)] },
    };

    [Theory]
    [MemberData(nameof(Words))]
    public void Every_word_of_the_product_has_a_name(string family, string[] words)
    {
        foreach (var word in words)
        {
            English.Entries.Keys.ShouldContain($"{family}.{word}");
        }
    }

    private static IEnumerable<string> Sources() =>
        new[] { "StaffConsole", "SignIn" }.SelectMany(folder => Directory.GetFiles(Path.Combine(Repository.Root, "src", "FeedbackBot.Host", folder), "*.razor", SearchOption.AllDirectories));

    private static IEnumerable<string> Names(string text) => Placeholder().Matches(text).Select(m => m.Value).Distinct().Order();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Placeholder();

    /// <summary>T("key"), T("key", …), Texts["key"]; keys put together from parts are covered by the families.</summary>
    [GeneratedRegex("""(?:\bT\(|Texts\[)"([a-z_.]+)"(?=[\])),])""")]
    private static partial Regex Asked();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Han();

    /// <summary>Two words in a row between tags.</summary>
    [GeneratedRegex(@"(?<=</?[a-z][^<>{}@=]*>)\s*[A-Z][a-z]+ [a-z]+[^<>@{}]*(?=<)")]
    private static partial Regex Prose();
}
