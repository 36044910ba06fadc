using FeedbackBot.Satisfaction.Rollups;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Satisfaction;

/// <summary>Only facts with this key; null and empty are those that have none. Ids are written as GUIDs.</summary>
public sealed record KeyFilter(Dimension Dimension, string? Key)
{
    public static KeyFilter Of(Dimension dimension, Guid id) => new(dimension, RollupColumns.KeyOf(id));
}

/// <summary>What to count.</summary>
internal sealed record CountRequest
{
    public Subject Subject { get; init; }

    /// <summary>Without periods, which stand apart.</summary>
    public IReadOnlyList<Dimension> By { get; init; } = [];

    /// <summary>Of scores; all metrics where null.</summary>
    public Metric? Metric { get; init; }

    /// <summary>Counted one by one under their names; they may overlap.</summary>
    public IReadOnlyList<Period> Periods { get; init; } = [Period.Ever];

    public IReadOnlyList<KeyFilter> Where { get; init; } = [];

    /// <summary>Only accounts that this member of staff owns today.</summary>
    public Guid? AccountsOf { get; init; }

    /// <summary>Only accounts that this member of staff owns or is a deputy for.</summary>
    public Guid? AccountsSeenBy { get; init; }

    /// <summary>Leaves out what is about cases from which this member of staff is recused; roll-ups do not know of them, so the facts are counted.</summary>
    public Guid? HiddenFrom { get; init; }

    public bool IsOfSomeAccounts => (AccountsOf ?? AccountsSeenBy) != null;

    /// <summary>Every dimension that the facts must be told apart by.</summary>
    public IReadOnlyCollection<Dimension> Told => [.. By.Concat(Where.Select(f => f.Dimension)).Concat(IsOfSomeAccounts ? [Dimension.Account] : []).Distinct()];
}

/// <summary>What a count is for; dimensions that were not asked for are null, and so is the bucket of those who have none.</summary>
internal sealed record CountKey(
    string Metric, Guid? AccountId, Guid? OwnerId, Guid? TeamId,
    string? Tier, string? Topic, string? Kind, string? ListeningPost, string? Language, string? Period)
{
    /// <summary>The key of a dimension: an id in capital letters, a word, or empty.</summary>
    public string Of(Dimension dimension) => dimension switch
    {
        Dimension.Account => RollupColumns.KeyOf(AccountId),
        Dimension.Owner => RollupColumns.KeyOf(OwnerId),
        Dimension.Team => RollupColumns.KeyOf(TeamId),
        Dimension.Tier => Tier ?? "",
        Dimension.Topic => Topic ?? "",
        Dimension.Kind => Kind ?? "",
        Dimension.ListeningPost => ListeningPost ?? "",
        Dimension.Language => Language ?? "",
        _ => Period ?? "",
    };

    /// <summary>The dimensions a fact carries.</summary>
    public static readonly IReadOnlyList<Dimension> Kept = [.. Enum.GetValues<Dimension>().Where(d => Dimensions.ColumnOf(d) != null)];
}

/// <summary>
/// Counts answers by value and questions by status. Whole days, weeks and months come from roll-ups where those are kept for what is asked, so that
/// the work does not grow with history; the ends of a stretch that is not whole, and more than two dimensions, from the facts.
/// </summary>
internal static class ScoreCounts
{
    public static async Task<Dictionary<CountKey, Tally>> ReadAsync(FeedbackDb db, CountRequest request)
    {
        var found = new Dictionary<CountKey, Tally>();
        var grouping = request.HiddenFrom == null ? Grouping.Of(request.Subject, request.Told) : null;
        var tiling = grouping != null && await db.RollupZoneAsync() is { } zone
            ? Tiling.Of(request.Periods, grouping.Lengths, zone)
            : new([], [], request.Periods);
        if (tiling.Tiles.Count > 0)
        {
            await AddRollupsAsync(db, request, grouping!, tiling, found);
        }

        if (tiling.Rest.Count > 0)
        {
            await AddFactsAsync(db, request, tiling.Rest, found);
        }

        return found.Where(p => !p.Value.IsEmpty).ToDictionary();
    }

    /// <summary>Answers by value.</summary>
    public static async Task<Dictionary<CountKey, Dictionary<int, long>>> AnswersAsync(FeedbackDb db, CountRequest request) =>
        (await ReadAsync(db, request)).ToDictionary(p => p.Key, p => ScoreColumns.ValuesOf(p.Value));

    private static async Task AddRollupsAsync(FeedbackDb db, CountRequest request, Grouping grouping, Tiling tiling, Dictionary<CountKey, Tally> found)
    {
        var statement = new CountStatement(request, db.Database.IsSqlite());
        Add(found, await db.Database.SqlQueryRaw<Row>(statement.OverRollups(grouping, tiling.Tiles, tiling.Covered), [.. statement.Parameters]).ToListAsync());
    }

    private static async Task AddFactsAsync(FeedbackDb db, CountRequest request, IReadOnlyList<Period> periods, Dictionary<CountKey, Tally> found)
    {
        foreach (var source in FactSource.All.Where(s => s.Subject == request.Subject))
        {
            var statement = new CountStatement(request, db.Database.IsSqlite());
            Add(found, await db.Database.SqlQueryRaw<Row>(statement.OverFacts(source, periods), [.. statement.Parameters]).ToListAsync());
        }
    }

    private static void Add(Dictionary<CountKey, Tally> found, IReadOnlyList<Row> rows)
    {
        foreach (var row in rows)
        {
            var key = row.ToKey();
            if (!found.TryGetValue(key, out var tally))
            {
                found[key] = tally = new();
            }

            long[] numbers = [row.N0, row.N1, row.N2, row.N3, row.N4, row.N5, row.N6, row.N7, row.N8, row.N9, row.N10, row.N11, row.N12, row.N13];
            for (var column = 0; column < numbers.Length; column++)
            {
                tally[column] += numbers[column];
            }
        }
    }

    /// <summary>Keys as the databases give them: text, empty for none.</summary>
    private sealed record Row(
        string Metric, string Period, string Account, string Owner, string Team, string Tier, string Topic, string Kind, string ListeningPost, string Language,
        long N0, long N1, long N2, long N3, long N4, long N5, long N6, long N7, long N8, long N9, long N10, long N11, long N12, long N13)
    {
        public CountKey ToKey() => new(Metric, Id(Account), Id(Owner), Id(Team), Word(Tier), Word(Topic), Word(Kind), Word(ListeningPost), Word(Language), Word(Period));

        private static Guid? Id(string key) => key.Length == 0 ? null : Guid.Parse(key);

        private static string? Word(string key) => key.Length == 0 ? null : key;
    }
}
