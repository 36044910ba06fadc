using FeedbackBot.Accounts;
using FeedbackBot.Host.StaffConsole.Tickets;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.People;

/// <summary>One list of conditions as a form shows it: the field's name, the family of its words, and the words.</summary>
public sealed record ConditionList(string Field, string Family, IReadOnlyList<string> Words, Func<TicketConditions, IReadOnlyList<string>> Of);

/// <summary>A routing rule as a form: what is ticked and typed, and back.</summary>
public sealed record RuleForm(string Name, string Team, TicketConditions Conditions, string Accounts, string Skills)
{
    public static readonly IReadOnlyList<ConditionList> Lists =
    [
        new("kind", "kind", [.. ColumnForms.WordsOf<TicketKind>()], c => c.Kinds),
        new("topic", "topic", FeedbackTopics.All, c => c.Topics),
        new("flag", "flag", [.. ColumnForms.WordsOf<ReadingFlags>().Where(w => w != "none")], c => c.Flags),
        new("language", "language", ["zh-Hans", "zh-Hant", "en"], c => c.Languages),
        new("listening_post", "post", ["webchat", "teams", "api", "email", "phone", "counter", "postcard", "import"], c => c.ListeningPosts),
        new("tier", "tier", [.. ColumnForms.WordsOf<AccountTier>()], c => c.Tiers),
        new("priority", "priority", [.. ColumnForms.WordsOf<TicketPriority>()], c => c.Priorities),
        new("sentiment", "sentiment", [.. ColumnForms.WordsOf<Sentiment>()], c => c.Sentiments),
    ];

    public static readonly RuleForm Empty = new("", "", new(), "", "");

    public static async Task<RuleForm> OfAsync(FeedbackDb db, RoutingRule rule, IReadOnlyList<Team> teams, CancellationToken cancellation)
    {
        Guid[] ids = [.. rule.Conditions.Accounts.Select(Guid.Parse)];
        var accounts = await db.Accounts.AsNoTracking().Where(a => ids.Contains(a.Id)).OrderBy(a => a.ExternalId).Select(a => a.ExternalId).ToListAsync(cancellation);
        return new(rule.Name, teams.FirstOrDefault(t => t.Id == rule.TeamId)?.Key ?? "", rule.Conditions, string.Join(", ", accounts), string.Join(", ", rule.Skills));
    }

    /// <summary>What was typed; a word that no list has narrows nothing.</summary>
    public static RuleForm Read(Fields typed)
    {
        IReadOnlyList<string> Ticked(string field) => [.. typed.Many(field).Where(v => Lists.First(l => l.Field == field).Words.Contains(v)).Distinct()];
        return new(typed["name"], typed["team"], new()
        {
            Kinds = Ticked("kind"),
            Topics = Ticked("topic"),
            Flags = Ticked("flag"),
            Languages = Ticked("language"),
            ListeningPosts = Ticked("listening_post"),
            Tiers = Ticked("tier"),
            Priorities = Ticked("priority"),
            Sentiments = Ticked("sentiment"),
            WorkingHours = typed["hours"] switch { "open" => true, "closed" => false, _ => null },
        }, typed["accounts"], typed["skills"]);
    }

    public async Task<RuleDraft> DraftAsync(FeedbackDb db, Guid? id, IReadOnlyList<Team> teams)
    {
        var names = Words(Accounts);
        var accounts = await db.Accounts.AsNoTracking().Where(a => names.Contains(a.ExternalId)).Select(a => new { a.Id, a.ExternalId }).ToListAsync();
        if (names.Except(accounts.Select(a => a.ExternalId)).FirstOrDefault() is { } unknown)
        {
            throw new RuleViolation("unknown_account", $"There is no account {unknown}.", "accounts");
        }

        var conditions = Conditions with { Accounts = [.. accounts.Select(a => a.Id.ToString())] };
        return new(id, Name, conditions, teams.FirstOrDefault(t => t.Key == Team)?.Id ?? Guid.Empty, Words(Skills));
    }

    internal static string[] Words(string list) => list.Split([',', '，', '、', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
