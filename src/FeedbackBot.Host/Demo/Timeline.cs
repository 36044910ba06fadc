namespace FeedbackBot.Host.Demo;

/// <summary>Plays steps in the order of their times; each may plan further ones. What lies after the end is still to come and does not happen.</summary>
internal sealed class Timeline(ScriptedClock clock, DateTime end)
{
    private readonly PriorityQueue<Func<Task>, (DateTime At, int Order)> _steps = new();
    private int _planned;

    /// <summary>A time that is already over means now.</summary>
    public void At(DateTime at, Func<Task> step) => _steps.Enqueue(step, (at < clock.Now ? clock.Now : at, _planned++));

    public void After(TimeSpan delay, Func<Task> step) => At(clock.Now + delay, step);

    public async Task RunAsync(CancellationToken cancellation)
    {
        while (_steps.TryDequeue(out var step, out var due) && due.At < end)
        {
            cancellation.ThrowIfCancellationRequested();
            clock.Set(due.At);
            await step();
        }
    }
}
