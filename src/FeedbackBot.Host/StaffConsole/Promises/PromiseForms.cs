using System.Globalization;
using FeedbackBot.Accounts;
using FeedbackBot.Host.StaffConsole.Tickets;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;

namespace FeedbackBot.Host.StaffConsole.Promises;

/// <summary>Reads the forms of policies, calendars and packs, and writes their values back into them.</summary>
public static class PromiseForms
{
    /// <summary>The lists a condition chooses from, by the name of its fields.</summary>
    public static readonly IReadOnlyList<(string Field, string Family, IReadOnlyList<string> Words)> Choices =
    [
        ("kind", "kind", [.. ColumnForms.WordsOf<TicketKind>()]),
        ("priority", "priority", [.. ColumnForms.WordsOf<TicketPriority>()]),
        ("tier", "tier", [.. ColumnForms.WordsOf<AccountTier>()]),
        ("language", "language", ["zh-Hans", "zh-Hant", "en"]),
        ("flag", "flag", [.. ColumnForms.WordsOf<ReadingFlags>().Where(w => w != "none")]),
        ("topic", "topic", [.. FeedbackTopics.All]),
    ];

    public static TicketConditions ConditionsOf(Fields typed) => new()
    {
        Kinds = Chosen(typed, "kind"),
        Priorities = Chosen(typed, "priority"),
        Tiers = Chosen(typed, "tier"),
        Languages = Chosen(typed, "language"),
        Flags = Chosen(typed, "flag"),
        Topics = Chosen(typed, "topic"),
        ListeningPosts = [.. typed["listening_post"].Split([',', '，', '、'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct().Take(20)],
    };

    public static IReadOnlyList<string> Of(TicketConditions conditions, string field) => field switch
    {
        "kind" => conditions.Kinds,
        "priority" => conditions.Priorities,
        "tier" => conditions.Tiers,
        "language" => conditions.Languages,
        "flag" => conditions.Flags,
        "topic" => conditions.Topics,
        _ => conditions.ListeningPosts,
    };

    public static PolicyWish PolicyOf(Fields typed) => new(
        typed["name"], Number(typed["position"]) ?? 50, ConditionsOf(typed),
        TargetOf(typed, "first_response"), TargetOf(typed, "next_response"), TargetOf(typed, "resolution"), TargetOf(typed, "handling"),
        new(Number(typed["warn"]) ?? -1, ChainOf(typed["chain"])), Guid.TryParse(typed["calendar"], out var calendar) ? calendar : Guid.Empty);

    public static PolicyWish WishOf(PromisePolicy policy) => new(
        policy.Name, policy.Position, policy.Conditions, policy.Targets.FirstResponse, policy.Targets.NextResponse, policy.Targets.Resolution, policy.Targets.Handling,
        policy.AlertsInForce, policy.CalendarId);

    /// <summary>A rung a line: minutes past due, then whom: 60 lead.</summary>
    public static string Write(AlertRules alerts) => string.Join('\n', alerts.Chain.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.AfterMinutes} {s.To}")));

    /// <summary>09:00-12:00, 13:00-18:00; nothing is a day off.</summary>
    /// <exception cref="RuleViolation">Where it cannot be read, or periods overlap.</exception>
    public static IReadOnlyList<WorkPeriod> PeriodsOf(string text, string field)
    {
        var periods = text.Split([',', '，', ';', '、'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(p => Period(p, field)).ToList();
        for (var i = 0; i < periods.Count; i++)
        {
            if (periods[i].To <= periods[i].From || (i > 0 && periods[i].From < periods[i - 1].To))
            {
                throw new RuleViolation("periods", $"{text}: each period ends after it begins, and none begins before the last one ended.", field);
            }
        }

        return periods;
    }

    public static string Write(IReadOnlyList<WorkPeriod> periods) => string.Join(", ", periods.Select(p => $"{Time(p.From)}-{Time(p.To)}"));

    private static string[] Chosen(Fields typed, string name) =>
        [.. typed.Many(name).Where(v => Choices.First(c => c.Field == name).Words.Contains(v)).Distinct()];

    /// <summary>Null where no amount is given.</summary>
    private static Target? TargetOf(Fields typed, string name) => typed[name].Trim() switch
    {
        "" => null,
        var given => new(
            Number(given) ?? 0,
            ColumnForms.TryParse<TargetUnit>(typed[name + "_unit"], out var unit) ? unit : TargetUnit.WorkingMinutes,
            ColumnForms.TryParse<DayOffRule>(typed[name + "_day_off"], out var rule) ? rule : DayOffRule.Stays),
    };

    private static EscalationStep[] ChainOf(string text) =>
        [.. text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Take(20).Select(line =>
        {
            var parts = line.Split(' ', 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            return new EscalationStep(Number(parts[0]) ?? -1, parts.Length > 1 ? parts[1] : "");
        })];

    private static int? Number(string text) => int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static WorkPeriod Period(string text, string field)
    {
        var ends = text.Replace('–', '-').Replace('：', ':').Split('-', StringSplitOptions.TrimEntries);
        return ends.Length == 2 && Minute(ends[0]) is { } from && Minute(ends[1]) is { } to
            ? new(from, to)
            : throw new RuleViolation("periods", $"{text}: write periods like 09:00-12:00, 13:00-18:00.", field);
    }

    private static int? Minute(string text) => text == "24:00" ? 1440
        : TimeOnly.TryParseExact(text, ["H:mm", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? (time.Hour * 60) + time.Minute : null;

    private static string Time(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");
}
