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
    /// <summary>Without periods, which stand apart.</summary>
    public IReadOnlyList<Dimension> By { get; init; } = [];

    /// <summary>All metrics where null.</summary>
    public Metric? Metric { get; init; }

    /// <summary>Counted one by one under their names; they may overlap.</summary>
    public IReadOnlyList<Period> Periods { get; init; } = [Period.Ever];

    public IReadOnlyList<KeyFilter> Where { get; init; } = [];

    /// <summary>Only accounts that this member of staff owns today.</summary>
    public Guid? AccountsOf { get; init; }

    /// <summary>Every dimension that the facts must be told apart by.</summary>
    public IReadOnlyCollection<Dimension> Told => [.. By.Concat(Where.Select(f => f.Dimension)).Concat(AccountsOf == null ? [] : [Dimension.Account]).Distinct()];
}

/// <summary>What a count is for; dimensions that were not asked for are null, and so is the bucket of those who have none.</summary>
internal sealed record CountKey(
    string Metric, Guid? AccountId, Guid? OwnerId, Guid? TeamId,
    string? Tier, string? Topic, string? Kind, string? ListeningPost, string? Language, string? Period)
{
    /// <summary>The dimensions a fact carries.</summary>
    public static readonly IReadOnlyList<Dimension> Kept = [.. Enum.GetValues<Dimension>().Where(d => Dimensions.ColumnOf(d) != null)];
}

/// <summary>
/// Counts answers by value and questions by status. Whole days, weeks and months come from roll-ups where those are kept for what is asked, so that
/// the work does not grow with history; the ends of a stretch that is not whole, and more than two dimensions, from the facts.
/// </summary>
internal static class ScoreCounts
{
    public static async Task<Dictionary<CountKey, ScoreFacts>> ReadAsync(FeedbackDb db, CountRequest request)
    {
        var found = new Dictionary<CountKey, ScoreFacts>();
        var grouping = Grouping.Of(request.Told);
        var tiling = grouping != null && await db.RollupZoneAsync() is { } zone
            ? Tiling.Of(request.Periods, grouping.Lengths, zone)
            : new([], request.Periods);
        if (tiling.Tiles.Count > 0)
        {
            await AddRollupsAsync(db, request, grouping!, tiling.Tiles, found);
        }

        if (tiling.Rest.Count > 0)
        {
            await AddFactsAsync(db, request, tiling.Rest, found);
        }

        return found.Where(p => !p.Value.IsEmpty).ToDictionary();
    }

    /// <summary>Answers by value.</summary>
    public static async Task<Dictionary<CountKey, Dictionary<int, long>>> AnswersAsync(FeedbackDb db, CountRequest request) =>
        (await ReadAsync(db, request)).ToDictionary(p => p.Key, p => p.Value.Values);

    private static async Task AddRollupsAsync(FeedbackDb db, CountRequest request, Grouping grouping, IReadOnlyList<Tile> tiles, Dictionary<CountKey, ScoreFacts> found)
    {
        var statement = new CountStatement(request, db.Database.IsSqlite());
        foreach (var row in await db.Database.SqlQueryRaw<RollupRow>(statement.OverRollups(grouping, tiles), [.. statement.Parameters]).ToListAsync())
        {
            var facts = Facts(found, row.ToKey());
            long[] numbers =
                [row.V0, row.V1, row.V2, row.V3, row.V4, row.V5, row.V6, row.V7, row.V8, row.V9, row.V10, row.Sent, row.Answered, row.Dismissed];
            for (var column = 0; column < numbers.Length; column++)
            {
                facts[column] += numbers[column];
            }
        }
    }

    private static async Task AddFactsAsync(FeedbackDb db, CountRequest request, IReadOnlyList<Period> periods, Dictionary<CountKey, ScoreFacts> found)
    {
        foreach (var row in await FactsAsync(db, request, "answers", "answered_at", "CAST(t.value AS varchar(10))", periods))
        {
            Facts(found, row.ToKey())[int.Parse(row.What, System.Globalization.CultureInfo.InvariantCulture)] += row.N;
        }

        foreach (var row in await FactsAsync(db, request, "invitations", "sent_at", "t.status", periods))
        {
            var facts = Facts(found, row.ToKey());
            foreach (var column in ScoreFacts.ColumnsOf(ColumnForms.Parse<InvitationStatus>(row.What)))
            {
                facts[column] += row.N;
            }
        }
    }

    private static Task<List<FactRow>> FactsAsync(FeedbackDb db, CountRequest request, string table, string time, string what, IReadOnlyList<Period> periods)
    {
        var statement = new CountStatement(request, db.Database.IsSqlite());
        var sql = statement.OverFacts(table, time, what, periods);
        return db.Database.SqlQueryRaw<FactRow>(sql, [.. statement.Parameters]).ToListAsync();
    }

    private static ScoreFacts Facts(Dictionary<CountKey, ScoreFacts> found, CountKey key)
    {
        if (!found.TryGetValue(key, out var facts))
        {
            found[key] = facts = new();
        }

        return facts;
    }

    /// <summary>Keys as the databases give them: text, empty for none.</summary>
    private abstract record KeyRow(
        string Metric, string Period, string Account, string Owner, string Team, string Tier, string Topic, string Kind, string ListeningPost, string Language)
    {
        public CountKey ToKey() => new(Metric, Id(Account), Id(Owner), Id(Team), Word(Tier), Word(Topic), Word(Kind), Word(ListeningPost), Word(Language), Word(Period));

        private static Guid? Id(string key) => key.Length == 0 ? null : Guid.Parse(key);

        private static string? Word(string key) => key.Length == 0 ? null : key;
    }

    private sealed record FactRow(
        string Metric, string Period, string Account, string Owner, string Team, string Tier, string Topic, string Kind, string ListeningPost, string Language,
        string What, long N) : KeyRow(Metric, Period, Account, Owner, Team, Tier, Topic, Kind, ListeningPost, Language);

    private sealed record RollupRow(
        string Metric, string Period, string Account, string Owner, string Team, string Tier, string Topic, string Kind, string ListeningPost, string Language,
        long V0, long V1, long V2, long V3, long V4, long V5, long V6, long V7, long V8, long V9, long V10, long Sent, long Answered, long Dismissed)
        : KeyRow(Metric, Period, Account, Owner, Team, Tier, Topic, Kind, ListeningPost, Language);
}
