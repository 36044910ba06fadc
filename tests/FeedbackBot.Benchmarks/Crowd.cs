using FeedbackBot.Storage;
using FeedbackBot.Tickets;

namespace FeedbackBot.Benchmarks;

/// <summary>
/// A large installation's cases with realistic skew: nine in ten are over and those that are open are mostly recent; few accounts have most cases;
/// two languages; a chat of a few messages each. The same numbers give the same cases.
/// </summary>
internal sealed class Crowd(int tickets, DateTime now)
{
    private const int Accounts = 5_000;
    private const int People = 30;
    private readonly Guid[] _teams = Ids(8), _people = Ids(People), _accounts = Ids(Accounts);

    public IReadOnlyList<Table> Tables => [Teams, Staff, AccountRows, Contacts, Conversations, Cases, Clocks, Events, Messages];

    private static Guid[] Ids(int count) => [.. Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7())];

    private Table Teams => new("teams", ["id", "key", "name"], Enumerable.Range(0, _teams.Length).Select(i =>
        new object?[] { _teams[i], $"team_{i}", $$"""{"zhHans":"第{{i}}组","en":"Team {{i}}"}""" }));

    private Table Staff => new("staff", ["id", "email", "name", "roles", "language", "time_zone", "created_at"], Enumerable.Range(0, People).Select(i =>
        new object?[] { _people[i], $"agent{i}@example.com", $"Agent {i}", 1, "en", "UTC", now.AddYears(-3) }));

    private Table AccountRows => new("accounts", ["id", "external_id", "name", "tier", "relationship_level", "created_at", "updated_at"],
        Enumerable.Range(0, Accounts).Select(i => new object?[] { _accounts[i], $"ACC-{i}", AccountName(i), "abc"[i % 3].ToString(), "basic", now.AddYears(-3), now.AddYears(-1) }));

    private Table Contacts => new("contacts", ["id", "external_id", "name", "email", "language", "preferences", "created_at", "updated_at"],
        All().Where(c => c.IsFirstOfContact).Select(c => new object?[] { c.Contact, $"C-{c.Number}", c.Customer, $"c{c.Number}@example.com", c.Language, "{}", c.At, c.At }));

    private Table Conversations => new("conversations",
        ["id", "channel", "key", "contact_id", "locale", "turn_owner", "last_sequence", "ticket_count", "version", "created_at", "last_message_at"],
        All().Select(c => new object?[] { c.Conversation, "webchat", $"k{c.Number}", c.Contact, c.Language, "bot", c.Said.Count, 1, c.Said.Count, c.At, c.At.AddMinutes(c.Said.Count) }));

    private Table Cases => new("tickets",
    [
        "number", "kind", "status", "priority", "subject", "description", "topics", "sentiment_label", "sentiment_value", "flags", "language", "listening_post", "channel",
        "conversation_id", "first_sequence", "contact_id", "account_id", "account_name", "account_tier", "team_id", "assignee_id", "routing_rule", "routing_reason",
        "fields", "tags", "external_reference", "reading", "cause", "remedy", "responsibility", "reopen_count", "occurred_at", "created_at", "updated_at", "first_responded_at",
        "resolved_at", "version", "voices", "waiting_since", "next_due_at", "next_promise",
    ],
    All().Select(c => new object?[]
    {
        c.Number, c.Kind, c.Status, c.Priority, c.Text[..Math.Min(80, c.Text.Length)], c.Text, $"[\"{c.Topic}\"]", c.Sentiment, 0.5, 0, c.Language, "webchat", "webchat",
        c.Conversation, 1, c.Contact, c.Account is { } a ? _accounts[a] : null, c.Account is { } b ? AccountName(b) : null, c.Account is { } t ? "abc"[t % 3].ToString() : null,
        _teams[c.Team], c.Assignee is { } who ? _people[who] : null, "default", "[]", $$"""{"order_number":"{{c.Order}}"}""", "[]", c.Number % 5 == 0 ? $"ext-{c.Number}" : null,
        Reading, c.IsOver ? "worn part" : null, c.IsOver ? "replaced" : null, c.IsOver ? "us" : null, 0, c.At, c.At, c.At.AddHours(3), c.IsAnswered ? c.At.AddHours(1) : null,
        c.IsOver ? c.At.AddHours(30) : null, 4, 0, c.WaitingSince, c.IsOver ? null : c.DueAt, c.IsOver ? null : c.IsAnswered ? ClockName.Resolution : ClockName.FirstResponse,
    }));

    private Table Clocks => new("ticket_clocks",
        ["ticket_number", "name", "started_at", "due_at", "stopped_at", "policy", "policy_version", "calendar", "time_zone", "target_amount", "never_pauses", "broken_at", "next_look_at"],
        All().SelectMany(c => new[]
        {
            Clock(c, ClockName.FirstResponse, c.IsAnswered ? c.At.AddHours(4) : c.DueAt, c.IsAnswered || c.IsOver ? c.At.AddHours(1) : null, 240),
            Clock(c, ClockName.Resolution, c.IsAnswered ? c.DueAt : c.DueAt.AddHours(40), c.IsOver ? c.At.AddHours(30) : null, 2400),
        }));

    private object?[] Clock(CrowdCase one, string name, DateTime dueAt, DateTime? stoppedAt, int minutes) =>
    [
        one.Number, name, one.At, dueAt, stoppedAt, "standard", 1, "office hours", "Asia/Shanghai", minutes, name == ClockName.FirstResponse,
        (stoppedAt ?? now) > dueAt ? dueAt : null, stoppedAt == null && dueAt > now ? dueAt : null,
    ];

    private Table Events => new("ticket_events", ["id", "ticket_number", "code", "arguments", "actor_kind", "at"],
        All().SelectMany(c => new[] { "opened", c.IsOver ? "resolved" : "routed" }.Select(code => new object?[]
            { Guid.CreateVersion7(c.At), c.Number, code, """{"listening_post":"webchat","team":"team_0","rule":"default","cause":"worn part","remedy":"replaced","responsibility":"us"}""", "system", c.At })));

    private Table Messages => new("messages", ["conversation_id", "sequence", "speaker", "type", "text", "language", "ticket_number", "sent_at"],
        All().SelectMany(c => c.Said.Select((text, i) => new object?[]
            { c.Conversation, i + 1, i % 2 == 0 ? "customer" : "agent", "message", text, c.Language, i == 0 ? null : c.Number, c.At.AddMinutes(i) })));

    /// <summary>Under which words each case is found.</summary>
    public IEnumerable<(long Number, string Words)> Found() => All().Select(c => (c.Number, string.Join(' ', SearchWords.Of(
        [TicketNumber.Format(c.Number), $"{c.Number}", c.Text, c.Order, c.Customer, $"c{c.Number}@example.com", c.Account is { } a ? AccountName(a) : null, .. c.Said.Skip(1)]))));

    private static string AccountName(int account) => account % 2 == 0 ? $"Company {account}" : $"第{account}公司";

    private const string Reading = """{"language":{"label":"en","confidence":0.98},"kind":{"label":"complaint","confidence":0.9},"topics":[{"label":"delivery","confidence":0.8},{"label":"billing","confidence":0.2}],"sentiment":{"label":"negative","value":-0.6,"confidence":0.8},"urgency":"normal","flags":[],"reader":"embedded/1"}""";

    private IEnumerable<CrowdCase> All() => Enumerable.Range(1, tickets).Select(n => new CrowdCase(n, tickets, now, Accounts, People, _teams.Length));

    /// <summary>Rows of one table.</summary>
    internal sealed record Table(string Name, IReadOnlyList<string> Columns, IEnumerable<object?[]> Rows);
}
