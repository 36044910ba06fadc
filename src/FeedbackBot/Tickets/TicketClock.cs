using FeedbackBot.Routing;

namespace FeedbackBot.Tickets;

/// <summary>Names of the promises every case has.</summary>
public static class ClockName
{
    public const string FirstResponse = "first_response";
    public const string Resolution = "resolution";
}

public enum ClockState { Running, Kept, Broken }

/// <summary>A promise with a due date, and the policy and calendar it was made by.</summary>
public sealed class TicketClock
{
    private TicketClock()
    {
    }

    internal TicketClock(long ticketNumber, string name, DateTime startedAt, DateTime dueAt, Promise promise)
    {
        (TicketNumber, Name, StartedAt, DueAt) = (ticketNumber, name, startedAt, dueAt);
        (Policy, PolicyVersion) = (promise.Policy.Name, promise.Policy.Version);
        (Calendar, TimeZone) = (promise.Calendar.Name, promise.Calendar.TimeZone);
        TargetMinutes = name == ClockName.FirstResponse ? promise.Policy.Targets.FirstResponseMinutes : promise.Policy.Targets.ResolutionMinutes;
    }

    public long TicketNumber { get; private set; }

    public string Name { get; private set; } = "";

    public DateTime StartedAt { get; private set; }

    public DateTime DueAt { get; private set; }

    public DateTime? StoppedAt { get; private set; }

    public string Policy { get; private set; } = "";

    public int PolicyVersion { get; private set; }

    public string Calendar { get; private set; } = "";

    public string TimeZone { get; private set; } = "UTC";

    /// <summary>Working minutes promised.</summary>
    public int TargetMinutes { get; private set; }

    public ClockState StateAt(DateTime now) => (StoppedAt ?? now) > DueAt ? ClockState.Broken
        : StoppedAt != null ? ClockState.Kept : ClockState.Running;

    internal void Stop(DateTime at) => StoppedAt ??= at;

    /// <summary>A reopened case keeps its original promise.</summary>
    internal void Restart() => StoppedAt = null;
}
