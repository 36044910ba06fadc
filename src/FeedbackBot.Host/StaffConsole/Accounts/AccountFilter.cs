using FeedbackBot.Accounts;
using FeedbackBot.Satisfaction;
using FeedbackBot.Storage;
using Microsoft.AspNetCore.WebUtilities;

namespace FeedbackBot.Host.StaffConsole.Accounts;

/// <summary>What the list of accounts is narrowed to and ordered by, exactly as it stands in the address.</summary>
public sealed record AccountFilter
{
    public const string ByName = "name";
    public const string ByValue = "value";
    public const string WatchedFirst = "watch";

    public static readonly IReadOnlyList<string> Orders = [ByName, ByValue, WatchedFirst];

    public string? Q { get; init; }

    public AccountTier? Tier { get; init; }

    public Quadrant? Quadrant { get; init; }

    public ValueCell? Cell { get; init; }

    /// <summary>Those the viewer owns or is a deputy for.</summary>
    public bool Mine { get; init; }

    public bool Watched { get; init; }

    public bool Unowned { get; init; }

    public string Sort { get; init; } = ByName;

    /// <summary>By name the external id that the page before ended with, else how many stood on the pages before.</summary>
    public string? After { get; init; }

    /// <summary>Reads an address; what it does not understand narrows nothing.</summary>
    public static AccountFilter Read(IQueryCollection query)
    {
        string? Of(string name) => query[name].ToString().Trim() is { Length: > 0 and <= 200 } value ? value : null;
        T? Word<T>(string name) where T : struct, Enum => ColumnForms.TryParse<T>(Of(name), out var value) ? value : null;
        return new()
        {
            Q = Of("q"),
            Tier = Word<AccountTier>("tier"),
            Quadrant = Word<Quadrant>("quadrant"),
            Cell = Word<ValueCell>("cell"),
            Mine = Of("mine") == "on",
            Watched = Of("watched") == "on",
            Unowned = Of("unowned") == "on",
            Sort = Of("sort") is { } sort && Orders.Contains(sort) ? sort : ByName,
            After = Of("after"),
        };
    }

    public string Address() => QueryHelpers.AddQueryString(AccountPages.Path, new KeyValuePair<string, string?>[]
    {
        new("q", Q), new("tier", Word(Tier)), new("quadrant", Word(Quadrant)), new("cell", Word(Cell)), new("mine", Mine ? "on" : null),
        new("watched", Watched ? "on" : null), new("unowned", Unowned ? "on" : null), new("sort", Sort == ByName ? null : Sort), new("after", After),
    }.Where(p => p.Value != null));

    private static string? Word<T>(T? value) where T : struct, Enum => value is { } word ? ColumnForms.Word(word) : null;
}
