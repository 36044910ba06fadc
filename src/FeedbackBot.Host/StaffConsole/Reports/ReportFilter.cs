using System.Globalization;
using FeedbackBot.Accounts;
using FeedbackBot.Satisfaction;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.AspNetCore.WebUtilities;

namespace FeedbackBot.Host.StaffConsole.Reports;

/// <summary>What a report is narrowed to, exactly as it stands in the address: a stretch of days that moves along, or fixed days; and keys.</summary>
public sealed record ReportFilter
{
    /// <summary>Days that can be chosen; the first is the one without a choice.</summary>
    public static readonly IReadOnlyList<int> Stretches = [91, 7, 28, 182, 364];

    /// <summary>The last so many days, today among them.</summary>
    public int Last { get; init; } = Stretches[0];

    /// <summary>Inclusive; with <see cref="To"/> in place of <see cref="Last"/>.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Inclusive, as people say it.</summary>
    public DateOnly? To { get; init; }

    /// <summary>An account's external id.</summary>
    public string? Account { get; init; }

    public string? Tier { get; init; }

    /// <summary>A team's key.</summary>
    public string? Team { get; init; }

    public string? Topic { get; init; }

    public string? Kind { get; init; }

    public string? Post { get; init; }

    public string? Language { get; init; }

    /// <summary>Only the accounts that this member of staff cares for; where somebody sees their own accounts only, it changes nothing.</summary>
    public Guid? Owner { get; init; }

    /// <summary>What narrows the report to a key of a dimension, by the name it has in the address.</summary>
    public IEnumerable<(string Name, Dimension Dimension, string Value)> Narrowing => new (string Name, Dimension Dimension, string? Value)[]
    {
        ("account", Dimension.Account, Account), ("tier", Dimension.Tier, Tier), ("team", Dimension.Team, Team), ("topic", Dimension.Topic, Topic),
        ("kind", Dimension.Kind, Kind), ("post", Dimension.ListeningPost, Post), ("language", Dimension.Language, Language),
    }.Where(f => f.Value != null)!;

    public string Query => QueryHelpers.AddQueryString("", Parts()).TrimStart('?');

    public string Address(string path) => QueryHelpers.AddQueryString(path, Parts());

    /// <summary>Also narrowed to a key of a dimension; an empty key is those that have none, which no address narrows to.</summary>
    public ReportFilter With(Dimension dimension, string value) => dimension switch
    {
        Dimension.Account => this with { Account = value },
        Dimension.Tier => this with { Tier = value },
        Dimension.Team => this with { Team = value },
        Dimension.Topic => this with { Topic = value },
        Dimension.Kind => this with { Kind = value },
        Dimension.ListeningPost => this with { Post = value },
        _ => this with { Language = value },
    };

    public ReportFilter Without(string name) => name switch
    {
        "account" => this with { Account = null },
        "tier" => this with { Tier = null },
        "team" => this with { Team = null },
        "topic" => this with { Topic = null },
        "kind" => this with { Kind = null },
        "post" => this with { Post = null },
        "owner" => this with { Owner = null },
        _ => this with { Language = null },
    };

    /// <summary>Reads an address; what it does not understand narrows nothing.</summary>
    public static ReportFilter Read(IQueryCollection query)
    {
        string? Of(string name) => query[name].ToString().Trim() is { Length: > 0 and <= 200 } value ? value : null;
        string? Word<T>(string name) where T : struct, Enum => ColumnForms.TryParse<T>(Of(name), out _) ? Of(name) : null;
        DateOnly? Day(string name) => DateOnly.TryParseExact(Of(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1990 and < 9000 ? day : null;
        var (from, to) = (Day("from"), Day("to"));
        var isFixed = from != null && to != null && from <= to;
        return new()
        {
            Last = int.TryParse(Of("last"), NumberStyles.None, CultureInfo.InvariantCulture, out var last) && Stretches.Contains(last) ? last : Stretches[0],
            From = isFixed ? from : null,
            To = isFixed ? to : null,
            Account = Of("account"),
            Tier = Word<AccountTier>("tier"),
            Team = Of("team"),
            Topic = Of("topic"),
            Kind = Word<TicketKind>("kind"),
            Post = Of("post"),
            Language = Of("language"),
            Owner = Guid.TryParse(Of("owner"), out var owner) ? owner : null,
        };
    }

    /// <summary>Reads a query string.</summary>
    public static ReportFilter Parse(string query) => Read(new QueryCollection(QueryHelpers.ParseQuery(query)));

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private Dictionary<string, string?> Parts()
    {
        var parts = new Dictionary<string, string?>();
        if (From is { } from && To is { } to)
        {
            (parts["from"], parts["to"]) = (Day(from), Day(to));
        }
        else if (Last != Stretches[0])
        {
            parts["last"] = Last.ToString(CultureInfo.InvariantCulture);
        }

        foreach (var (name, _, value) in Narrowing)
        {
            parts[name] = value;
        }

        if (Owner is { } owner)
        {
            parts["owner"] = owner.ToString();
        }

        return parts;
    }
}
