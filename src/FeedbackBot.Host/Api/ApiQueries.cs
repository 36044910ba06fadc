using FeedbackBot.Accounts;
using FeedbackBot.Host.Api.Edge;
using FeedbackBot.Satisfaction;
using FeedbackBot.Surveys;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;

namespace FeedbackBot.Host.Api;

/// <summary>A query parameter as the document describes it.</summary>
public sealed record QueryParameter(string Name, string Description)
{
    /// <summary>The allowed words; empty where it is open.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    public bool IsTime { get; init; }

    public bool IsLimit { get; init; }

    /// <summary>Several values, separated by commas.</summary>
    public bool IsList { get; init; }
}

/// <summary>The query parameters of an operation.</summary>
public sealed record AsksQuery(IReadOnlyList<QueryParameter> Parameters);

/// <summary>The query parameters of every list; what the endpoints read is checked against them by a test.</summary>
public static class ApiQueries
{
    private static readonly QueryParameter Limit = new("limit", "Most items of a page; default 50.") { IsLimit = true };
    private static readonly QueryParameter Cursor = new("cursor", "The next of the page before; empty is the first page.");

    public static readonly IReadOnlyList<QueryParameter> Tickets =
    [
        Any<TicketStatus>("status"),
        new("kind", "Any of these; unclassified are those without a kind.") { Words = [.. Words.Of(typeof(TicketKind)), "unclassified"], IsList = true },
        Any<TicketPriority>("priority"),
        Any<Sentiment>("sentiment"),
        new("team", "Keys of teams.") { IsList = true },
        new("assignee", "A member of staff by e-mail address or id; none is nobody."),
        new("account", "An account's external id; none is no account."),
        new("contact", "A contact's external id or id."),
        new("topic", "Any of these topics.") { IsList = true },
        new("listeningPost", "Any of these listening posts.") { IsList = true },
        new("language", "Any of zh-Hans, zh-Hant, en, und.") { IsList = true },
        new("externalReference", "The case's number in another system."),
        new("q", "Words that must all stand in it."),
        new("updatedSince", "Changed at this time or later.") { IsTime = true },
        new("sort", "The order; default -createdAt, the newest first.") { Words = ["-createdAt", "createdAt", "-updatedAt", "updatedAt"] },
        Limit, Cursor,
    ];

    public static readonly IReadOnlyList<QueryParameter> Accounts =
        [new("owner", "The owner's e-mail address."), Any<AccountTier>("tier"), Limit, Cursor];

    public static readonly IReadOnlyList<QueryParameter> Contacts = [new("account", "An account's external id."), Limit, Cursor];

    public static readonly IReadOnlyList<QueryParameter> Answers = [Limit, Cursor];

    public static readonly IReadOnlyList<QueryParameter> WebhookDeliveries = [Any<FeedbackBot.Webhooks.WebhookDeliveryStatus>("status"), Limit, Cursor];

    public static readonly IReadOnlyList<QueryParameter> Orders =
        [new("contact", "A contact's external id."), new("account", "An account's external id."), Limit, Cursor];

    public static readonly IReadOnlyList<QueryParameter> Satisfaction =
    [
        new("groupBy", "One row for each of their combinations; of day, week and month only one.") { Words = [.. Enum.GetValues<Dimension>().Select(Dimensions.NameOf)], IsList = true },
        Any<Metric>("metric"),
        new("from", "Inclusive; a date without a time is UTC.") { IsTime = true },
        new("to", "Exclusive.") { IsTime = true },
        new("account", "Only this account, by external id."),
        new("owner", "Only accounts of this owner, by e-mail address."),
    ];

    public static readonly IReadOnlyList<QueryParameter> Digests =
        [new("owner", "The owner's e-mail address."), new("period", "A week such as 2026-W47."), Limit, Cursor];

    public static readonly IReadOnlyList<QueryParameter> Themes =
    [
        new("from", "Inclusive; default 28 days before to.") { IsTime = true }, new("to", "Exclusive; default now.") { IsTime = true },
        new("account", "Only this account, by external id."), new("topic", "Only this topic."),
    ];

    private static QueryParameter Any<T>(string name) where T : struct, Enum =>
        new(name, "Any of these.") { Words = [.. Words.Of(typeof(T))], IsList = true };
}
