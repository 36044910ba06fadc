using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Satisfaction.Reports;

/// <summary>Cases that were opened in one hour of one weekday, over all weeks of a scope.</summary>
public sealed record HourOfWeek(DayOfWeek Day, int Hour, long Cases, long Complaints);

/// <summary>Reads when in the week cases come in, by the clock of the reporting time zone; this part does scan the scope's cases.</summary>
public sealed class ReadHours(ReadReport reports, IOptions<SatisfactionOptions> options)
{
    /// <summary>All 168 hours, Monday first.</summary>
    public async Task<IReadOnlyList<HourOfWeek>> RunAsync(FeedbackDb db, ReportScope scope)
    {
        var (from, to) = reports.MomentsOf(scope);
        var statement = new CountStatement(new() { Subject = Rollups.Subject.Cases, Where = scope.Where, AccountsSeenBy = scope.AccountsOf }, db.Database.IsSqlite());
        var found = await db.Database.SqlQueryRaw<Row>(statement.OverQuarterHours(from, to), [.. statement.Parameters]).ToListAsync();
        var zone = options.Value.Zone;
        var hours = found.Select(r => (At: LocalTime.Of(DateTime.UnixEpoch.AddMinutes(15 * r.Quarter), zone), r.N, r.Complaints))
            .ToLookup(r => (r.At.DayOfWeek, r.At.Hour));
        return
        [
            .. Enumerable.Range(1, 7).SelectMany(d => Enumerable.Range(0, 24).Select(h => ((DayOfWeek)(d % 7), h)))
                .Select(k => new HourOfWeek(k.Item1, k.h, hours[k].Sum(r => r.N), hours[k].Sum(r => r.Complaints))),
        ];
    }

    private sealed record Row(long Quarter, long N, long Complaints);
}
