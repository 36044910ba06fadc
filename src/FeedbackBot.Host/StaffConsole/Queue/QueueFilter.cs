using System.Globalization;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.AspNetCore.WebUtilities;

namespace FeedbackBot.Host.StaffConsole.Queue;

/// <summary>What the queue is narrowed to, exactly as it stands in the address.</summary>
public sealed record QueueFilter
{
    public const string Me = "me";
    public const string Nobody = "nobody";
    public const string AnyStatus = "any";

    /// <summary>One of <see cref="QueueView.All"/>.</summary>
    public QueueView View { get; init; } = QueueView.Open;

    /// <summary>A status' word, any, or null for what the view shows.</summary>
    public string? Status { get; init; }

    public string? Kind { get; init; }

    /// <summary>A team's key.</summary>
    public string? Team { get; init; }

    /// <summary>me, nobody, or a member's id.</summary>
    public string? Assignee { get; init; }

    public string? Priority { get; init; }

    public string? Topic { get; init; }

    public string? Sentiment { get; init; }

    /// <summary>An account's external id.</summary>
    public string? Account { get; init; }

    public string? Tag { get; init; }

    /// <summary>One of <see cref="QueueOrder.All"/>; null for the view's own.</summary>
    public string? Sort { get; init; }

    /// <summary>Words to look for.</summary>
    public string? Q { get; init; }

    /// <summary>Where the page before ended.</summary>
    public QueueCursor? After { get; init; }

    public bool IsNarrowed => (Status ?? Kind ?? Team ?? Assignee ?? Priority ?? Topic ?? Sentiment ?? Account ?? Tag ?? Q) != null;

    /// <summary>What the full-text search finds of it: what was typed, and the tag, of which no index knows.</summary>
    public string? Words => Tag is { } tag && TicketSearch.HasWords(tag) ? $"{Q} {tag}" : Q;

    public string Order => Sort ?? View.Order;

    /// <summary>Words are looked for in every case, also in those that are over, unless a view or a status says otherwise.</summary>
    public bool LooksEverywhere => Q != null && Status == null && View == QueueView.Open;

    /// <summary>What narrows the list, by the name it has in the address.</summary>
    public IEnumerable<(string Name, string Value)> Narrowing => new (string Name, string? Value)[]
    {
        ("q", Q), ("status", Status), ("kind", Kind), ("team", Team), ("assignee", Assignee), ("priority", Priority), ("topic", Topic),
        ("sentiment", Sentiment), ("account", Account), ("tag", Tag),
    }.Where(f => f.Value != null)!;

    public QueueFilter Without(string name) => name switch
    {
        "q" => this with { Q = null, After = null },
        "status" => this with { Status = null, After = null },
        "kind" => this with { Kind = null, After = null },
        "team" => this with { Team = null, After = null },
        "assignee" => this with { Assignee = null, After = null },
        "priority" => this with { Priority = null, After = null },
        "topic" => this with { Topic = null, After = null },
        "sentiment" => this with { Sentiment = null, After = null },
        "account" => this with { Account = null, After = null },
        _ => this with { Tag = null, After = null },
    };

    /// <summary>Reads an address; what it does not understand narrows nothing.</summary>
    public static QueueFilter Read(IQueryCollection query)
    {
        string? Of(string name) => query[name].ToString() is { Length: > 0 and <= 200 } value ? value : null;
        string? Word<T>(string name) where T : struct, Enum => ColumnForms.TryParse<T>(Of(name), out _) ? Of(name) : null;
        return new()
        {
            View = QueueView.Named(Of("view")),
            Status = Of("status") == AnyStatus ? AnyStatus : Word<TicketStatus>("status"),
            Kind = Of("kind") == Nobody ? Nobody : Word<TicketKind>("kind"),
            Team = Of("team"),
            Assignee = Of("assignee") is { } who && (who is Me or Nobody || Guid.TryParse(who, out _)) ? who : null,
            Priority = Word<TicketPriority>("priority"),
            Topic = Of("topic"),
            Sentiment = Word<Sentiment>("sentiment"),
            Account = Of("account"),
            Tag = Of("tag"),
            Sort = Of("sort") is { } order && QueueOrder.All.Contains(order) ? order : null,
            Q = Of("q")?.Trim() is { Length: > 0 } words ? words : null,
            After = QueueCursor.Parse(Of("after")),
        };
    }

    /// <summary>This filter as a query string, without its question mark.</summary>
    public string Query => Address("").TrimStart('?');

    /// <summary>The address of this filter under <paramref name="path"/>.</summary>
    public string Address(string path) => QueryHelpers.AddQueryString(path, new KeyValuePair<string, string?>[]
    {
        new("view", View == QueueView.Open ? null : View.Name), new("status", Status), new("kind", Kind), new("team", Team),
        new("assignee", Assignee), new("priority", Priority), new("topic", Topic), new("sentiment", Sentiment),
        new("account", Account), new("tag", Tag), new("q", Q), new("sort", Sort), new("after", After?.ToString()),
    }.Where(pair => pair.Value != null));
}

/// <summary>The orders a list can stand in. Waiting is by the customer's first unanswered message: writing again moves nobody up or down.</summary>
public static class QueueOrder
{
    public const string Newest = "newest";
    public const string Oldest = "oldest";
    public const string Due = "due";
    public const string Waiting = "waiting";

    public static readonly IReadOnlyList<string> All = [Newest, Oldest, Due, Waiting];
}

/// <summary>The last row of a page: its number, and its time where the page is ordered by one.</summary>
public sealed record QueueCursor(long Number, DateTime? At)
{
    public static QueueCursor? Parse(string? text)
    {
        var parts = (text ?? "").Split('-');
        if (!long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        return parts.Length == 2 && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks
            ? new(number, new DateTime(ticks, DateTimeKind.Utc))
            : new(number, null);
    }

    public override string ToString() => At is { } due
        ? string.Create(CultureInfo.InvariantCulture, $"{Number}-{due.Ticks}")
        : Number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The built-in views of the queue.</summary>
public sealed record QueueView(string Name, string Icon, string Order = QueueOrder.Newest)
{
    public static readonly QueueView Open = new("open", "inbox");
    public static readonly QueueView Mine = new("mine", "user");
    public static readonly QueueView Team = new("team", "users");
    public static readonly QueueView Unassigned = new("unassigned", "user-plus");
    public static readonly QueueView Due = new("due", "clock", QueueOrder.Due);
    public static readonly QueueView Angry = new("angry", "mood-sad", QueueOrder.Waiting);
    public static readonly QueueView Waiting = new("waiting", "message");
    public static readonly QueueView Hold = new("hold", "minus");
    public static readonly QueueView Triage = new("triage", "tag");
    public static readonly QueueView Resolved = new("resolved", "circle-check");

    public static readonly IReadOnlyList<QueueView> All = [Open, Mine, Team, Unassigned, Due, Angry, Waiting, Hold, Triage, Resolved];

    public static QueueView Named(string? name) => All.FirstOrDefault(v => v.Name == name) ?? Open;
}
