using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Satisfaction;

/// <summary>What to count.</summary>
internal sealed record CountRequest
{
    public IReadOnlyList<Dimension> By { get; init; } = [];

    /// <summary>All metrics where null.</summary>
    public Metric? Metric { get; init; }

    /// <summary>Inclusive.</summary>
    public DateTime? From { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTime? To { get; init; }

    /// <summary>Counted one by one under their names; they may overlap.</summary>
    public IReadOnlyList<Period> Periods { get; init; } = [];

    public Guid? AccountId { get; init; }

    /// <summary>Only accounts that this member of staff owns today.</summary>
    public Guid? AccountsOf { get; init; }
}

/// <summary>What a count is for; dimensions that were not asked for are null, and so is the bucket of those who have none.</summary>
internal sealed record CountKey(
    string Metric, Guid? AccountId, Guid? OwnerId, Guid? TeamId,
    string? Tier, string? Topic, string? Kind, string? ListeningPost, string? Language, string? Period);

/// <summary>Counts answers by value, and invitations by status. The database groups: its rows are keys × values, however long the history.</summary>
internal static class ScoreCounts
{
    /// <summary>Answers by value.</summary>
    public static async Task<Dictionary<CountKey, Dictionary<int, long>>> AnswersAsync(FeedbackDb db, CountRequest request) =>
        (await RunAsync(db, request, "answers", "answered_at", "CAST(t.value AS varchar(10))"))
        .GroupBy(row => row.ToKey())
        .ToDictionary(g => g.Key, g => g.ToDictionary(r => int.Parse(r.What, System.Globalization.CultureInfo.InvariantCulture), r => r.N));

    /// <summary>Invitations by status, cancelled ones left out.</summary>
    public static async Task<Dictionary<CountKey, Dictionary<InvitationStatus, long>>> InvitationsAsync(FeedbackDb db, CountRequest request) =>
        (await RunAsync(db, request, "invitations", "sent_at", "t.status"))
        .GroupBy(row => row.ToKey())
        .ToDictionary(g => g.Key, g => g.ToDictionary(r => ColumnForms.Parse<InvitationStatus>(r.What), r => r.N));

    private static Task<List<Row>> RunAsync(FeedbackDb db, CountRequest request, string table, string time, string what)
    {
        var statement = new CountStatement(db.Database.IsSqlite());
        var sql = statement.Write(request, table, time, what);
        return db.Database.SqlQueryRaw<Row>(sql, [.. statement.Parameters]).ToListAsync();
    }

    /// <summary>A row as the database gives it.</summary>
    private sealed record Row(
        string Metric, string What, long N, Guid? AccountId, Guid? OwnerId, Guid? TeamId,
        string? Tier, string? Topic, string? Kind, string? ListeningPost, string? Language, string? Period)
    {
        public CountKey ToKey() => new(Metric, AccountId, OwnerId, TeamId, Tier, Topic, Kind, ListeningPost, Language, Period);
    }
}
