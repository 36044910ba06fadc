namespace FeedbackBot.Host.Demo;

/// <summary>Tells the time that the sample story has reached; timers and durations stay real.</summary>
internal sealed class ScriptedClock(DateTime start) : TimeProvider
{
    private long _ticks = start.Ticks;

    public DateTime Now => new(Interlocked.Read(ref _ticks), DateTimeKind.Utc);

    public void Set(DateTime utc) => Interlocked.Exchange(ref _ticks, utc.Ticks);

    public override DateTimeOffset GetUtcNow() => new(Now, TimeSpan.Zero);
}
