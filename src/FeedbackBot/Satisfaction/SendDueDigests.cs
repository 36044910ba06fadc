using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Satisfaction;

/// <summary>Sends the digests whose hour has come: of the last whole week or month, as each owner wishes, from the set hour of the owner's own clock. Nobody is sent a period that ended before they or any of their accounts were known.</summary>
public sealed class SendDueDigests(
    SendDigests send, IDbContextFactory<FeedbackDb> contexts, TimeProvider time, IOptions<SatisfactionOptions> options, ILogger<SendDueDigests> log)
{
    /// <returns>How many were sent.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        var sent = 0;
        foreach (var rhythm in new[] { DigestRhythm.Weekly, DigestRhythm.Monthly })
        {
            var period = DigestPeriod.Last(rhythm == DigestRhythm.Weekly ? PeriodLength.Week : PeriodLength.Month, Now, options.Value.Zone);
            foreach (var owner in await DueAsync(rhythm, period, cancellation))
            {
                sent += await SendAsync(owner, period, cancellation);
            }
        }

        return sent;
    }

    /// <summary>One that cannot be written stays due, and the others do not wait for it.</summary>
    private async Task<int> SendAsync(StaffMember owner, DigestPeriod period, CancellationToken cancellation)
    {
        try
        {
            return (await send.RunAsync(period.Name, owner.Email, cancellation)).Count(o => o.IsNew);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.LogError(failure, "The digest of {Period} for member of staff {Staff} was not sent", period.Name, owner.Id);
            return 0;
        }
    }

    /// <summary>The first time after a period that the owner's clock shows the hour.</summary>
    public static DateTime HourOf(DigestPeriod period, string timeZone, int hour)
    {
        var zone = LocalTime.Zone(timeZone);
        var end = LocalTime.Of(period.To, zone);
        var at = end.Date.AddHours(hour);
        at = at < end ? at.AddDays(1) : at;

        // An hour that the clocks jump over in spring is the one after it.
        return TimeZoneInfo.ConvertTimeToUtc(zone.IsInvalidTime(at) ? at.AddHours(1) : at, zone);
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private async Task<IReadOnlyList<StaffMember>> DueAsync(DigestRhythm rhythm, DigestPeriod period, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var digests = db.Digests.Where(d => d.Period == period.Name && !d.Interim);
        var accounts = db.Accounts.Where(a => a.CreatedAt < period.To);
        var waiting = await send.Owners(db)
            .Where(s => s.DigestRhythm == rhythm && !digests.Any(d => d.OwnerId == s.Id))
            .Where(s => s.CreatedAt < period.To || accounts.Any(a => a.OwnerId == s.Id))
            .ToListAsync(cancellation);
        return waiting.FindAll(s => HourOf(period, s.TimeZone, options.Value.DigestHour) <= Now);
    }
}
