using FeedbackBot.Routing;
using FeedbackBot.Storage;

namespace FeedbackBot.Tickets;

/// <summary>The verbs of a case that concern its promises. What waiting, holding, resolving, reopening and moving do to the clocks follows in <see cref="SettlePromises"/>, whichever verb it was.</summary>
public sealed partial class Ticket : ISettled
{
    private DateTime? _customerWroteAt;

    /// <summary>Since when the customer has waited for an answer in this commit; taken by settling.</summary>
    internal DateTime? TakeUnanswered()
    {
        var at = _customerWroteAt;
        _customerWroteAt = null;
        return at;
    }

    public Task SettleAsync(FeedbackDb db) => SettlePromises.RunAsync(db, this);

    internal void Promise(Promise promise, DateTime from)
    {
        _clocks.Add(new TicketClock(Number, ClockName.FirstResponse, from, promise.Policy.Targets.FirstResponse, promise.Calendar).By(promise.Policy));
        _clocks.Add(new TicketClock(Number, ClockName.Resolution, from, promise.Policy.Targets.Resolution, promise.Calendar).By(promise.Policy));
    }

    internal TicketClock? Clock(string name) => _clocks.Find(c => c.Name == name);

    internal void StartClock(TicketClock clock) => _clocks.Add(clock);

    /// <summary>Says that people know of the promises that run out or have; nobody is told of them any more.</summary>
    public void AcknowledgePromises(Actor by, DateTime at)
    {
        var running = _clocks.FindAll(c => c.IsRunning && c.AcknowledgedAt == null);
        if (running.Count > 0)
        {
            running.ForEach(c => c.Acknowledge(by.Name ?? by.Kind, at));
            Record("promise_acknowledged", by, at);
        }
    }

    internal void PromiseWarned(TicketClock clock, DateTime at)
    {
        clock.Warned(at);
        Record("promise_warned", Actor.System, at, ("clock", clock.Name), ("due", Stamp(clock.DueAt)));
    }

    internal void PromiseBroken(TicketClock clock, DateTime at)
    {
        clock.Broke(at);
        Record("promise_broken", Actor.System, at, ("clock", clock.Name), ("due", Stamp(clock.DueAt)));
    }

    internal void Escalated(TicketClock clock, string to, DateTime at) =>
        Record("escalated", Actor.System, at, ("clock", clock.Name), ("to", to));

    internal void PromiseExtended(TicketClock clock, int amount, string reason, Actor by, DateTime at) =>
        Record("promise_extended", by, at, ("clock", clock.Name), ("amount", amount.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("unit", ColumnForms.Word(clock.Unit)), ("reason", reason), ("due", Stamp(clock.DueAt)));

    internal void StageEscalated(TicketClock clock, Actor by, DateTime at) => Record("stage_escalated", by, at, ("clock", clock.Name), ("due", Stamp(clock.DueAt)));

    /// <summary>The customer does not accept the outcome, and somebody else looks at the case again.</summary>
    internal void LookedAtAgain(Actor by, DateTime at) => Record("looked_at_again", by, at);

    internal static string Stamp(DateTime at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private void Unanswered(DateTime at) => _customerWroteAt ??= at;
}
