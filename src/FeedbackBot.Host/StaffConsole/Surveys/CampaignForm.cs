using System.Globalization;
using FeedbackBot.Accounts;
using FeedbackBot.Host.StaffConsole.People;
using FeedbackBot.Host.StaffConsole.Tickets;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Surveys.Campaigns;

namespace FeedbackBot.Host.StaffConsole.Surveys;

/// <summary>The plan of a campaign as a form: what is ticked and typed, and back.</summary>
public sealed record CampaignForm
{
    private const string Day = "yyyy-MM-dd";

    public string Name { get; init; } = "";

    /// <summary>A built-in question, or the id of a made survey.</summary>
    public string Metric { get; init; } = "nps";

    public string Percent { get; init; } = "100";

    public string StartDay { get; init; } = "";

    public string MostPerDay { get; init; } = "200";

    public string Top { get; init; } = "";

    public IReadOnlyList<string> Tiers { get; init; } = [];

    public IReadOnlyList<string> Levels { get; init; } = [];

    public string Region { get; init; } = "";

    public string Topic { get; init; } = "";

    public string Days { get; init; } = "90";

    public string Accounts { get; init; } = "";

    public static CampaignForm Empty(Viewer viewer) => new() { StartDay = Said(LocalTime.DayOf(viewer.Now, viewer.Staff.TimeZone)) };

    public static CampaignForm Of(Campaign campaign) => new()
    {
        Name = campaign.Name,
        Metric = campaign.SurveyId?.ToString() ?? ColumnForms.Word(campaign.Metric),
        Percent = Said(campaign.SamplePercent),
        StartDay = Said(campaign.StartDay),
        MostPerDay = Said(campaign.MostPerDay),
        Top = Said(campaign.Audience.TopAccounts),
        Tiers = [.. campaign.Audience.Tiers.Select(ColumnForms.Word)],
        Levels = [.. campaign.Audience.Levels.Select(ColumnForms.Word)],
        Region = campaign.Audience.Region ?? "",
        Topic = campaign.Audience.Topic ?? "",
        Days = Said(campaign.Audience.TopicDays),
        Accounts = string.Join(", ", campaign.Audience.Accounts),
    };

    public static CampaignForm Read(Fields typed) => new()
    {
        Name = typed["name"],
        Metric = typed["metric"],
        Percent = typed["percent"],
        StartDay = typed["start_day"],
        MostPerDay = typed["most_per_day"],
        Top = typed["top"],
        Tiers = [.. typed.Many("tier")],
        Levels = [.. typed.Many("level")],
        Region = typed["region"],
        Topic = typed["topic"],
        Days = typed["days"],
        Accounts = typed["accounts"],
    };

    public CampaignPlan Plan() => new(
        Name,
        ColumnForms.TryParse<Metric>(Metric, out var metric) || SurveyId != null ? metric : throw new RuleViolation("required", "Say which question is asked.", "metric"),
        new()
        {
            TopAccounts = Number(Top),
            Tiers = Words<AccountTier>(Tiers),
            Levels = Words<RelationshipLevel>(Levels),
            Region = Region.Trim() is { Length: > 0 } region ? region : null,
            Topic = Topic.Length > 0 ? Topic : null,
            TopicDays = Topic.Length > 0 ? Number(Days) : null,
            Accounts = [.. RuleForm.Words(Accounts).Distinct()],
        },
        Number(Percent),
        DateOnly.TryParseExact(StartDay, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
        Number(MostPerDay))
    {
        SurveyId = SurveyId,
    };

    private Guid? SurveyId => Guid.TryParse(Metric, out var survey) ? survey : null;

    /// <summary>Null where nothing was typed; what is no number is one that no field allows.</summary>
    private static int? Number(string typed) => string.IsNullOrWhiteSpace(typed) ? null
        : int.TryParse(typed.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    /// <summary>A word that there is not narrows nothing.</summary>
    private static IReadOnlyList<T> Words<T>(IEnumerable<string> words) where T : struct, Enum =>
        [.. words.Where(w => ColumnForms.TryParse<T>(w, out _)).Select(ColumnForms.Parse<T>).Distinct()];

    private static string Said(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Said(DateOnly day) => day.ToString(Day, CultureInfo.InvariantCulture);
}
