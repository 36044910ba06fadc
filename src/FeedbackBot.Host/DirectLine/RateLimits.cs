using System.Threading.RateLimiting;
using FeedbackBot.Host.Settings;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Host.DirectLine;

/// <summary>Keeps one address or one conversation from crowding out the rest. Reading is never limited.</summary>
public sealed class RateLimits : IDisposable
{
    private readonly bool _enabled;
    private readonly PartitionedRateLimiter<string> _tokens;
    private readonly PartitionedRateLimiter<string> _messages;
    private readonly PartitionedRateLimiter<string> _lookups;
    private readonly PartitionedRateLimiter<string> _signIns;
    private readonly PartitionedRateLimiter<string> _uploads;
    private readonly int _mostUploaded;

    public RateLimits(IOptions<RateLimitOptions> options, IOptions<WebChatOptions> webChat)
    {
        _enabled = options.Value.Enabled;
        _tokens = PerMinute(options.Value.TokensPerMinute);
        _messages = PerMinute(options.Value.MessagesPerMinute);
        _lookups = PerMinute(options.Value.LookupsPerMinute);
        _signIns = PerMinute(options.Value.SignInsPerMinute);
        _mostUploaded = Kilobytes(webChat.Value.MostUploadedPerHour);
        _uploads = PerHour(_mostUploaded);
    }

    public bool MayTakeToken(HttpContext http) => !_enabled || Take(_tokens, AddressOf(http));

    public bool MayLookUp(HttpContext http) => !_enabled || Take(_lookups, AddressOf(http));

    public bool MaySignIn(HttpContext http) => !_enabled || Take(_signIns, AddressOf(http));

    public bool MaySpeak(string conversation) => !_enabled || Take(_messages, conversation);

    public bool MayUpload(HttpContext http, long bytes)
    {
        if (!_enabled)
        {
            return true;
        }

        using var lease = _uploads.AttemptAcquire(AddressOf(http), Math.Min(Kilobytes(bytes), _mostUploaded));
        return lease.IsAcquired && bytes <= _mostUploaded * 1000L;
    }

    public void Dispose()
    {
        _tokens.Dispose();
        _messages.Dispose();
        _lookups.Dispose();
        _signIns.Dispose();
        _uploads.Dispose();
    }

    private static string AddressOf(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "";

    private static bool Take(PartitionedRateLimiter<string> limiter, string who)
    {
        using var lease = limiter.AttemptAcquire(who);
        return lease.IsAcquired;
    }

    /// <summary>The limiters count in whole numbers of 32 bits; a file of less than a kilobyte counts as one.</summary>
    private static int Kilobytes(long bytes) => (int)Math.Clamp((bytes + 999) / 1000, 1, int.MaxValue);

    private static PartitionedRateLimiter<string> PerHour(int most) => Bucket(most, most / 60, TimeSpan.FromMinutes(1));

    private static PartitionedRateLimiter<string> PerMinute(int most) => Bucket(most, most / 12, TimeSpan.FromSeconds(5));

    private static PartitionedRateLimiter<string> Bucket(int most, int again, TimeSpan every) =>
        PartitionedRateLimiter.Create<string, string>(who => RateLimitPartition.GetTokenBucketLimiter(who, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = most,
            TokensPerPeriod = Math.Max(1, again),
            ReplenishmentPeriod = every,
            QueueLimit = 0,
        }));
}
