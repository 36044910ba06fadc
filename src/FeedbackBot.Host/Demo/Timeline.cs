using FeedbackBot.Storage;

namespace FeedbackBot.Host.Demo;

/// <summary>
/// Plays steps in the order of their times; each may plan further ones. What lies after the end is still to come and does not happen.
/// Work goes to the database's single writer in that order and mostly is not waited for, so that much of it shares a commit; the clock is set
/// by the writer too, and therefore right for whatever follows in its queue.
/// </summary>
internal sealed class Timeline(DemoWorld world, DateTime end)
{
    private const int MostUnderWay = 1000;
    private readonly PriorityQueue<Func<Task>, (DateTime At, int Order)> _steps = new();
    private readonly List<Task> _underWay = [];
    private DateTime _now = world.Clock.Now;
    private int _planned;

    /// <summary>A time that is already over means now.</summary>
    public void At(DateTime at, Func<Task> step) => _steps.Enqueue(step, (at < _now ? _now : at, _planned++));

    public void After(TimeSpan delay, Func<Task> step) => At(_now + delay, step);

    public async Task RunAsync(CancellationToken cancellation)
    {
        while (_steps.TryDequeue(out var step, out var due) && due.At < end)
        {
            cancellation.ThrowIfCancellationRequested();
            _now = due.At;
            Do(_ =>
            {
                world.Clock.Set(due.At);
                return Task.CompletedTask;
            });
            await step();
            if (_underWay.Count > MostUnderWay)
            {
                await CatchUpAsync();
            }
        }

        await CatchUpAsync();
    }

    /// <summary>Puts work into the writer's queue and does not wait for it.</summary>
    public void Do(Func<FeedbackDb, Task> work) => _underWay.Add(world.Unit.RunAsync(work));

    /// <summary>Waits until all that was begun is stored; for steps that read the clock or what was stored.</summary>
    public async Task CatchUpAsync()
    {
        await Task.WhenAll(_underWay);
        _underWay.Clear();
    }
}
