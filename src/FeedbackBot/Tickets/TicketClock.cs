using FeedbackBot.Routing;

namespace FeedbackBot.Tickets;

/// <summary>Names of promises; those of a regulatory pack are called pack.step.</summary>
public static class ClockName
{
    public const string FirstResponse = "first_response";
    public const string NextResponse = "next_response";
    public const string Resolution = "resolution";

    /// <summary>How long the nth team that has the case may have it: handling_1, handling_2…</summary>
    public const string Handling = "handling";

    /// <summary>Whether it is a promise that the customer is told of; how long a team takes and what a regulator wants is our own matter.</summary>
    public static bool IsForCustomer(string name) => name is FirstResponse or NextResponse or Resolution;

    /// <summary>The name without a count: handling_2 is a handling.</summary>
    public static string FamilyOf(string name) => name.StartsWith(Handling, StringComparison.Ordinal) ? Handling : name;
}

public enum ClockState { Running, Kept, Broken, Paused }

/// <summary>A promise with a due date, and the version of policy and calendar it was made by.</summary>
public sealed class TicketClock
{
    private TicketClock()
    {
    }

    internal TicketClock(long ticketNumber, string name, DateTime startedAt, Target target, WorkCalendar calendar)
    {
        (TicketNumber, Name, StartedAt) = (ticketNumber, name, startedAt);
        (TargetAmount, Unit, DayOff) = (target.Amount, target.Unit, target.DayOff);
        (CalendarId, Calendar, TimeZone) = (calendar.Id, calendar.Name, calendar.TimeZone);
        DueAt = DueDate.Of(startedAt, target, calendar.Hours, calendar.Zone);
    }

    public long TicketNumber { get; private set; }

    public string Name { get; private set; } = "";

    public DateTime StartedAt { get; private set; }

    public DateTime DueAt { get; private set; }

    public DateTime? StoppedAt { get; private set; }

    /// <summary>The policy's name, or the regulatory pack's key.</summary>
    public string Policy { get; private set; } = "";

    public int PolicyVersion { get; private set; }

    public Guid? PolicyId { get; private set; }

    public string Calendar { get; private set; } = "";

    public Guid? CalendarId { get; private set; }

    public string TimeZone { get; private set; } = "UTC";

    /// <summary>How much was promised, in <see cref="Unit"/>, without an extension.</summary>
    public int TargetAmount { get; private set; }

    public TargetUnit Unit { get; private set; }

    public DayOffRule DayOff { get; private set; }

    /// <summary>What an extension added, in <see cref="Unit"/>, and why.</summary>
    public int Extension { get; private set; }

    public string? ExtensionReason { get; private set; }

    /// <summary>A first answer and a regulator's clock run on whatever we wait for.</summary>
    public bool NeverPauses { get; private set; }

    /// <summary>Since when the clock stands still; its due date is counted anew when it runs again.</summary>
    public DateTime? PausedAt { get; private set; }

    /// <summary>waiting_on_customer, on_hold or resolved.</summary>
    public string? PausedWhy { get; private set; }

    /// <summary>How long before the due date we warn.</summary>
    public int WarnMinutes { get; private set; }

    public DateTime? WarnedAt { get; private set; }

    public DateTime? BrokenAt { get; private set; }

    /// <summary>Rungs of the escalation chain that were told.</summary>
    public int Escalated { get; private set; }

    public DateTime? AcknowledgedAt { get; private set; }

    public string? AcknowledgedBy { get; private set; }

    /// <summary>When something is to be done about this clock next: to warn, to note the breach, to escalate; null when nothing is.</summary>
    public DateTime? NextLookAt { get; private set; }

    public bool IsRunning => StoppedAt == null;

    public bool IsRegulatory => RegulatoryPacks.OfClock(Name) != null;

    public Target Target => new(TargetAmount + Extension, Unit, DayOff);

    private DateTime WarnAt
    {
        get
        {
            // A short promise is warned of when half its time is over, not when it is made.
            var (half, warn) = (StartedAt + ((DueAt - StartedAt) / 2), DueAt - TimeSpan.FromMinutes(WarnMinutes));
            return warn > half ? warn : half;
        }
    }

    public ClockState StateAt(DateTime now) => (StoppedAt ?? PausedAt ?? now) > DueAt ? ClockState.Broken
        : StoppedAt != null ? ClockState.Kept
        : PausedAt != null ? ClockState.Paused : ClockState.Running;

    /// <summary>The same promise on another case.</summary>
    internal TicketClock For(Ticket other)
    {
        var clock = (TicketClock)MemberwiseClone();
        clock.TicketNumber = other.Number;
        return clock;
    }

    /// <summary>The promise has run since another moment than was thought.</summary>
    internal void BeginAt(DateTime at, IReadOnlyList<Pause> pauses, WorkCalendar calendar)
    {
        StartedAt = at;
        CountAnew(pauses, calendar);
    }

    internal TicketClock By(PromisePolicy policy)
    {
        (Policy, PolicyVersion, PolicyId, WarnMinutes) = (policy.Name, policy.Version, policy.Id, policy.AlertsInForce.WarnMinutes);
        NeverPauses = Name == ClockName.FirstResponse;
        LookNext();
        return this;
    }

    internal TicketClock By(RegulatoryPack pack, int warnMinutes)
    {
        (Policy, PolicyVersion, WarnMinutes, NeverPauses) = (pack.Key, 1, warnMinutes, true);
        LookNext();
        return this;
    }

    internal void Stop(DateTime at)
    {
        StoppedAt ??= at;
        (PausedAt, PausedWhy, NextLookAt) = (null, null, null);
    }

    internal void PauseFrom(DateTime at, string why)
    {
        if (IsRunning && PausedAt == null && !NeverPauses)
        {
            (PausedAt, PausedWhy, NextLookAt) = (at, why, null);
        }
    }

    /// <summary>A reopened case keeps its promises: what was stopped runs again, and the time between does not count against it, except with a regulator.</summary>
    internal void Restart()
    {
        if (StoppedAt is not { } stopped)
        {
            return;
        }

        StoppedAt = null;
        if (!NeverPauses)
        {
            (PausedAt, PausedWhy) = (stopped, "resolved");
        }

        LookNext();
    }

    /// <summary>The same promise begins anew: the customer waits for an answer again.</summary>
    internal void StartAgain(DateTime at, WorkCalendar calendar)
    {
        (StartedAt, StoppedAt, WarnedAt, BrokenAt, Escalated, AcknowledgedAt, AcknowledgedBy) = (at, null, null, null, 0, null, null);
        CountAnew([], calendar);
    }

    /// <summary>Runs again; what the pause was goes into the ledger, and the due date follows from it.</summary>
    internal void Resume(IReadOnlyList<Pause> pauses, WorkCalendar calendar)
    {
        (PausedAt, PausedWhy) = (null, null);
        CountAnew(pauses, calendar);
    }

    internal void Extend(int amount, string reason, IReadOnlyList<Pause> pauses, WorkCalendar calendar)
    {
        (Extension, ExtensionReason) = (Extension + amount, reason);
        CountAnew(pauses, calendar);
    }

    internal void Warned(DateTime at)
    {
        WarnedAt = at;
        LookNext();
    }

    internal void Broke(DateTime at)
    {
        BrokenAt ??= at;
        NextLookAt = null;
    }

    /// <summary>The next rung of the chain has been told, or is to be told at <paramref name="next"/>.</summary>
    internal void EscalateTo(int rung, DateTime? next) => (Escalated, NextLookAt) = (rung, next);

    /// <summary>Somebody has seen it: nobody is told any more, but a breach still goes on record.</summary>
    internal void Acknowledge(string by, DateTime at)
    {
        (AcknowledgedAt, AcknowledgedBy) = (at, by);
        NextLookAt = BrokenAt == null && IsRunning && PausedAt == null ? DueAt : null;
    }

    private void CountAnew(IReadOnlyList<Pause> pauses, WorkCalendar calendar)
    {
        var before = DueAt;
        DueAt = DueDate.Of(StartedAt, Target, calendar.Hours, calendar.Zone, pauses);
        if (DueAt > before && BrokenAt == null)
        {
            WarnedAt = null;
        }

        LookNext();
    }

    private void LookNext() => NextLookAt = !IsRunning || PausedAt != null || (BrokenAt != null && AcknowledgedAt != null) ? null
        : WarnedAt == null && BrokenAt == null && AcknowledgedAt == null ? WarnAt : DueAt;
}
