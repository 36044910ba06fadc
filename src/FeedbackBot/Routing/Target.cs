namespace FeedbackBot.Routing;

/// <summary>What a promise counts: working time, working days, calendar days, or time by the clock.</summary>
public enum TargetUnit { WorkingMinutes, WorkingDays, CalendarDays, Minutes }

/// <summary>What becomes of a deadline that lands on a day off.</summary>
public enum DayOffRule { Stays, NextWorkingDay, PreviousWorkingDay }

/// <summary>How much of what is promised. Days end with the nth day after the one on which the count starts: that day itself does not count.</summary>
public sealed record Target(int Amount, TargetUnit Unit = TargetUnit.WorkingMinutes, DayOffRule DayOff = DayOffRule.Stays)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsInDays => Unit is TargetUnit.WorkingDays or TargetUnit.CalendarDays;
}

/// <summary>A stretch of time (UTC) that does not count, and why: a code such as waiting_on_customer.</summary>
public readonly record struct Pause(DateTime From, DateTime To, string Why);
