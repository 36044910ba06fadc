using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>The promises of a merged case go on in the one it became a part of: the original start is kept, and no regulator's date is lost.</summary>
internal static class CarryClocks
{
    /// <returns>What was changed on the target, to be taken back.</returns>
    public static async Task<IReadOnlyList<MovedClock>> CarryClocksAsync(this FeedbackDb db, Ticket source, Ticket target)
    {
        var begun = new List<MovedClock>();
        if (!source.IsOpen || !target.IsOpen)
        {
            return begun;
        }

        foreach (var clock in source.Clocks.Where(c => c.IsRunning && (c.IsRegulatory || c.Name is ClockName.FirstResponse or ClockName.Resolution)))
        {
            var own = target.Clock(clock.Name);
            if (own == null && clock.IsRegulatory)
            {
                target.CarryClock(clock);
                begun.Add(new(clock.Name, null));
            }
            else if (own is { IsRunning: true } && clock.StartedAt < own.StartedAt)
            {
                begun.Add(new(own.Name, own.StartedAt));
                await BeginAsync(db, own, clock.StartedAt);
            }
        }

        return begun;
    }

    public static async Task TakeBackClocksAsync(this FeedbackDb db, Ticket target, IReadOnlyList<MovedClock> begun)
    {
        foreach (var moved in begun)
        {
            if (moved.Began is not { } at)
            {
                target.DropClock(moved.Name);
            }
            else if (target.Clock(moved.Name) is { } clock)
            {
                await BeginAsync(db, clock, at);
            }
        }
    }

    private static async Task BeginAsync(FeedbackDb db, TicketClock clock, DateTime at)
    {
        if (await SettlePromises.CalendarAsync(db, clock) is { } calendar)
        {
            clock.BeginAt(at, await SettlePromises.PausesAsync(db, clock), calendar);
        }
    }
}
