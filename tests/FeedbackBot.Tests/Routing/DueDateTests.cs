using System.Globalization;
using FeedbackBot.Routing;

namespace FeedbackBot.Tests.Routing;

/// <summary>Due dates over nights, lunch breaks, weekends, holidays, make-up working days and changing clocks. November 2026: the 23rd is a Monday.</summary>
public sealed class DueDateTests
{
    private static readonly WorkPeriod Morning = new(9 * 60, 12 * 60);
    private static readonly WorkPeriod Afternoon = new(13 * 60, 18 * 60);

    private static readonly WorkHours Office = WorkHours.EveryWeekday(Morning, Afternoon) with
    {
        Days = new Dictionary<DateOnly, IReadOnlyList<WorkPeriod>>
        {
            [new(2026, 12, 25)] = [],
            [new(2026, 11, 28)] = [Morning, Afternoon],
            [new(2026, 12, 24)] = [Morning],
        },
    };

    [Theory]
    [InlineData("2026-11-23 10:00", 60, "2026-11-23 11:00")]
    [InlineData("2026-11-23 11:30", 60, "2026-11-23 13:30")]
    [InlineData("2026-11-23 07:00", 60, "2026-11-23 10:00")]
    [InlineData("2026-11-23 12:30", 60, "2026-11-23 14:00")]
    [InlineData("2026-11-23 17:30", 60, "2026-11-24 09:30")]
    [InlineData("2026-11-23 18:00", 30, "2026-11-24 09:30")]
    [InlineData("2026-11-23 09:00", 480, "2026-11-23 18:00")]
    [InlineData("2026-11-23 09:00", 481, "2026-11-24 09:01")]
    [InlineData("2026-11-27 17:00", 120, "2026-11-28 10:00")]
    [InlineData("2026-11-20 17:00", 120, "2026-11-23 10:00")]
    [InlineData("2026-12-24 11:00", 120, "2026-12-28 10:00")]
    [InlineData("2026-12-24 15:00", 60, "2026-12-28 10:00")]
    [InlineData("2026-11-23 09:00", 0, "2026-11-23 09:00")]
    public void Working_time_is_counted_in_the_calendars_own_hours(string start, int minutes, string expected) =>
        Local(DueDate.After(Utc(start, "Asia/Shanghai"), TimeSpan.FromMinutes(minutes), Office, Zone("Asia/Shanghai")), "Asia/Shanghai").ShouldBe(expected);

    [Theory]
    [InlineData("2026-03-27 17:00", 120, "2026-03-30 10:00")]
    [InlineData("2026-10-23 17:00", 120, "2026-10-26 10:00")]
    public void Office_hours_stay_at_their_local_time_when_the_clocks_change(string start, int minutes, string expected) =>
        Local(DueDate.After(Utc(start, "Europe/London"), TimeSpan.FromMinutes(minutes), Office, Zone("Europe/London")), "Europe/London").ShouldBe(expected);

    [Theory]
    [InlineData("2026-11-23 10:00", 1, "2026-11-24 18:00")]
    [InlineData("2026-11-23 23:00", 1, "2026-11-24 18:00")]
    [InlineData("2026-11-27 10:00", 1, "2026-11-28 18:00")]
    [InlineData("2026-11-27 10:00", 2, "2026-11-30 18:00")]
    [InlineData("2026-12-23 10:00", 1, "2026-12-24 12:00")]
    [InlineData("2026-12-24 10:00", 1, "2026-12-28 18:00")]
    public void Working_days_end_with_the_nth_day_after_the_start_over_make_up_days_half_days_and_holidays(string start, int days, string expected) =>
        Of(start, new(days, TargetUnit.WorkingDays), "Asia/Shanghai").ShouldBe(expected);

    [Theory]
    [InlineData("2026-11-23 10:00", 15, DayOffRule.Stays, "2026-12-08 23:59")]
    [InlineData("2026-12-10 10:00", 15, DayOffRule.Stays, "2026-12-25 23:59")]
    [InlineData("2026-12-10 10:00", 15, DayOffRule.NextWorkingDay, "2026-12-28 18:00")]
    [InlineData("2026-12-10 10:00", 15, DayOffRule.PreviousWorkingDay, "2026-12-24 12:00")]
    [InlineData("2026-11-23 10:00", 56, DayOffRule.Stays, "2027-01-18 23:59")]
    public void Calendar_days_end_at_midnight_and_on_a_holiday_where_the_rule_says(string start, int days, DayOffRule rule, string expected) =>
        Of(start, new(days, TargetUnit.CalendarDays, rule), "Asia/Shanghai").ShouldBe(expected);

    [Theory]
    [InlineData("2026-03-28 12:00", "2026-03-29 13:00")]
    [InlineData("2026-10-24 12:00", "2026-10-25 11:00")]
    public void A_day_by_the_clock_is_24_hours_also_when_the_clocks_change(string start, string expected) =>
        Of(start, new(1440, TargetUnit.Minutes), "Europe/London").ShouldBe(expected);

    [Theory]
    [InlineData("2026-11-23 10:00", 240, "2026-11-23 11:00|2026-11-23 11:30", "2026-11-23 15:30")]
    [InlineData("2026-11-23 10:00", 240, "2026-11-23 12:00|2026-11-23 13:00", "2026-11-23 15:00")]
    [InlineData("2026-11-23 10:00", 240, "2026-11-23 11:30|2026-11-23 13:30", "2026-11-23 16:00")]
    [InlineData("2026-11-23 10:00", 240, "2026-11-23 11:00|2026-11-24 10:00", "2026-11-24 14:00")]
    [InlineData("2026-11-23 10:00", 240, "2026-11-23 15:00|2026-11-23 17:00", "2026-11-23 15:00")]
    [InlineData("2026-11-23 10:00", 240, "2026-11-23 08:00|2026-11-23 10:00", "2026-11-23 15:00")]
    public void Paused_working_time_does_not_count_and_a_pause_over_lunch_or_after_the_deadline_moves_nothing(string start, int minutes, string pause, string expected) =>
        Of(start, new(minutes), "Asia/Shanghai", pause).ShouldBe(expected);

    [Fact]
    public void A_day_is_left_out_where_all_of_it_was_paused()
    {
        Of("2026-11-23 10:00", new(2, TargetUnit.WorkingDays), "Asia/Shanghai", "2026-11-24 08:00|2026-11-24 19:00").ShouldBe("2026-11-26 18:00");
        Of("2026-11-23 10:00", new(2, TargetUnit.WorkingDays), "Asia/Shanghai", "2026-11-24 10:00|2026-11-24 19:00").ShouldBe("2026-11-25 18:00");
    }

    [Fact]
    public void The_three_kinds_of_exceptions_are_told_apart() =>
        (Office.KindOf(new(2026, 12, 25)), Office.KindOf(new(2026, 12, 24)), Office.KindOf(new(2026, 11, 28)), Office.KindOf(new(2026, 11, 23)))
            .ShouldBe((DayKind.Closed, DayKind.Changed, DayKind.Extra, DayKind.Usual));

    [Fact]
    public void A_day_around_the_clock_has_the_hours_it_really_has()
    {
        var london = Zone("Europe/London");
        var always = WorkHours.EveryDay(new WorkPeriod(0, 1440));
        var start = Utc("2026-03-28 12:00", "Europe/London");
        DueDate.After(start, TimeSpan.FromHours(24), always, london).ShouldBe(start.AddHours(24));
        Local(start.AddHours(24), "Europe/London").ShouldBe("2026-03-29 13:00");
    }

    [Fact]
    public void A_calendar_without_working_time_counts_by_the_clock()
    {
        var start = Utc("2026-11-23 10:00", "UTC");
        DueDate.After(start, TimeSpan.FromHours(3), new WorkHours(), TimeZoneInfo.Utc).ShouldBe(start.AddHours(3));
    }

    [Fact]
    public void More_time_never_falls_due_earlier()
    {
        var start = Utc("2026-11-20 16:47", "Asia/Shanghai");
        var due = Enumerable.Range(0, 3000).Select(m => DueDate.After(start, TimeSpan.FromMinutes(m), Office, Zone("Asia/Shanghai"))).ToList();
        due.ShouldBe(due.Order());
    }

    private static string Of(string start, Target target, string zone, params string[] pauses) => Local(
        DueDate.Of(Utc(start, zone), target, Office, Zone(zone), [.. pauses.Select(p => p.Split('|')).Select(p => new Pause(Utc(p[0], zone), Utc(p[1], zone), "on_hold"))]), zone);

    private static TimeZoneInfo Zone(string name) => TimeZoneInfo.FindSystemTimeZoneById(name);

    private static DateTime Utc(string local, string zone) =>
        TimeZoneInfo.ConvertTimeToUtc(DateTime.ParseExact(local, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), Zone(zone));

    private static string Local(DateTime utc, string zone) =>
        TimeZoneInfo.ConvertTimeFromUtc(utc, Zone(zone)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
