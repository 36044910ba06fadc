using System.Globalization;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Satisfaction.Rollups;

/// <summary>Counts facts, or changes of them, into roll-up rows: in the database, by statements of <see cref="RollupSql"/>.</summary>
internal static class CountRollups
{
    /// <param name="into">An empty table.</param>
    public static async Task FromFactsAsync(FeedbackDb db, string into, TimeZoneInfo zone, CancellationToken cancellation)
    {
        var sqlite = db.Database.IsSqlite();
        await LayDaysAsync(db, await FactSpan.ReadAsync(db, cancellation) is { } span ? new("", span.From, span.To) : null, zone, cancellation);
        await RunAsync(db, [.. RollupSql.AllFacts(sqlite), .. RollupSql.CountInto(into, isEmpty: true, adds: false), "DROP TABLE days"], cancellation);
    }

    /// <param name="from">A table like that of the pending counts.</param>
    /// <param name="isTakenAway">The changes are subtracted, in rows beside those that are there; else added to them.</param>
    public static async Task FromChangesAsync(FeedbackDb db, string from, string into, bool isTakenAway, TimeZoneInfo zone, CancellationToken cancellation)
    {
        var statement = $"SELECT MIN(at) AS \"From\", MAX(at) AS \"To\" FROM {from}";
        var ends = db.Database.IsSqlite()
            ? (await db.Database.SqlQueryRaw<Ticks>(statement).SingleAsync(cancellation)).Span
            : (await db.Database.SqlQueryRaw<Times>(statement).SingleAsync(cancellation)).Span;
        await LayDaysAsync(db, ends, zone, cancellation);
        await RunAsync(db, [.. RollupSql.Changes(from, isTakenAway ? "-" : ""), .. RollupSql.CountInto(into, isEmpty: false, adds: !isTakenAway), "DROP TABLE days"], cancellation);
    }

    private static async Task RunAsync(FeedbackDb db, IEnumerable<string> statements, CancellationToken cancellation)
    {
        foreach (var statement in statements)
        {
            await db.Database.ExecuteSqlRawAsync(statement, cancellation);
        }
    }

    /// <summary>Every day of a stretch by the reporting time zone, with its week and month.</summary>
    private static async Task LayDaysAsync(FeedbackDb db, Period? whole, TimeZoneInfo zone, CancellationToken cancellation)
    {
        await RunAsync(db, RollupSql.FreshDays(db.Database.IsSqlite()), cancellation);
        foreach (var days in whole == null ? [] : Period.Cut(PeriodLength.Day, whole.From, whole.To, zone).Chunk(200))
        {
            var values = new List<object>();
            var rows = days.Select(day => Row(day, values, db.Database.IsSqlite())).ToArray();
            var statement = $"INSERT INTO days VALUES {string.Join(", ", rows)}";
            await db.Database.ExecuteSqlRawAsync(statement, values, cancellation);
        }
    }

    private static string Row(Period day, List<object> values, bool sqlite)
    {
        var date = DateOnly.ParseExact(day.Name, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        object[] row =
        [
            sqlite ? ColumnForms.Stored(day.From) : day.From, sqlite ? ColumnForms.Stored(day.To) : day.To,
            Text(date, sqlite), Text(Period.MondayOf(date), sqlite), Text(new(date.Year, date.Month, 1), sqlite),
        ];
        var places = string.Join(", ", row.Select((_, i) => $"{{{values.Count + i}}}"));
        values.AddRange(row);
        return $"({places})";
    }

    private static object Text(DateOnly day, bool sqlite) => sqlite ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : day;

    /// <summary>As SQLite keeps moments.</summary>
    private sealed record Ticks(long? From, long? To)
    {
        public Period? Span => From is { } from && To is { } to ? new("", At(from), At(to + 1)) : null;

        private static DateTime At(long stored) => DateTime.UnixEpoch.AddTicks(stored * TimeSpan.TicksPerMicrosecond);
    }

    private sealed record Times(DateTime? From, DateTime? To)
    {
        public Period? Span => From is { } from && To is { } to ? new("", from, to.AddTicks(TimeSpan.TicksPerMicrosecond)) : null;
    }
}
