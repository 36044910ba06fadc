namespace FeedbackBot.Webhooks;

/// <summary>How one attempt ended.</summary>
/// <param name="Status">The receiver's answer; null where there was none.</param>
/// <param name="Error">Null where it was taken.</param>
internal sealed record WebhookAttempt(int? Status, string? Error, TimeSpan? RetryAfter = null, bool IsWithheld = false)
{
    private const int GoneStatus = 410;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(10), Longest = TimeSpan.FromHours(4), LongestAsked = TimeSpan.FromHours(6);

    public bool IsTaken => Error == null && !IsWithheld;

    public bool IsGone => Status == GoneStatus;

    /// <summary>
    /// Any length up to one that doubles with each failure ("full jitter": Marc Brooker, Exponential Backoff And Jitter, AWS Architecture Blog, 2015), so that
    /// what failed together does not come back together; and never sooner than the receiver asks, within bounds.
    /// </summary>
    /// <param name="attempts">Up to now, this one included.</param>
    /// <param name="chance">From 0 to 1.</param>
    public TimeSpan Wait(int attempts, double chance)
    {
        var most = Math.Min(First.TotalSeconds * Math.Pow(2, Math.Min(attempts, 30) - 1), Longest.TotalSeconds);
        var wait = TimeSpan.FromSeconds(Math.Max(1, most * chance));
        var asked = RetryAfter is { } told && told < LongestAsked ? told : RetryAfter == null ? TimeSpan.Zero : LongestAsked;
        return wait > asked ? wait : asked;
    }

    /// <summary>For how long a receiver is left alone after so many failures in a row; null while it may be tried as usual.</summary>
    public static TimeSpan? Hold(int failuresInARow, int mostFailures) => failuresInARow < mostFailures
        ? null
        : TimeSpan.FromSeconds(Math.Min(30 * Math.Pow(2, Math.Min(failuresInARow - mostFailures, 20)), 15 * 60));
}
