using FeedbackBot.Satisfaction;

namespace FeedbackBot.Tests.Satisfaction;

public class PeriodTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("2026-11-16T00:00:00Z", "2026-W47")]
    [InlineData("2026-11-15T23:59:59Z", "2026-W46")]
    [InlineData("2027-01-01T12:00:00Z", "2026-W53")]
    [InlineData("2024-12-30T00:00:00Z", "2025-W01")]
    public void Weeks_are_those_of_iso_8601(string moment, string name) =>
        DigestPeriod.WeekOf(Utc(moment), TimeZoneInfo.Utc).Name.ShouldBe(name);

    [Fact]
    public void A_week_in_shanghai_begins_when_it_is_monday_there()
    {
        var week = DigestPeriod.Parse("2026-W47", Shanghai)!;
        week.From.ShouldBe(Utc("2026-11-15T16:00:00Z"));
        week.To.ShouldBe(Utc("2026-11-22T16:00:00Z"));
        DigestPeriod.WeekOf(week.From, Shanghai).ShouldBe(week);
        DigestPeriod.LastComplete(week.To, Shanghai).ShouldBe(week);
        DigestPeriod.LastComplete(week.To.AddTicks(-1), Shanghai).Name.ShouldBe("2026-W46");
    }

    [Theory]
    [InlineData("2026-W54")]
    [InlineData("2025-W53")]
    [InlineData("2026-W00")]
    [InlineData("2026-47")]
    [InlineData("2026-13")]
    [InlineData("2026-00")]
    [InlineData("2026-1")]
    [InlineData("2026-11-01")]
    [InlineData("26-11")]
    [InlineData("")]
    public void What_is_no_week_and_no_month_is_not_taken_for_one(string text) => DigestPeriod.Parse(text, TimeZoneInfo.Utc).ShouldBeNull();

    [Fact]
    public void A_month_is_a_period_too()
    {
        var month = DigestPeriod.Parse("2026-11", Shanghai)!;
        month.ShouldBe(new("2026-11", Utc("2026-10-31T16:00:00Z"), Utc("2026-11-30T16:00:00Z")));
        month.Length.ShouldBe(PeriodLength.Month);
        DigestPeriod.Last(PeriodLength.Month, month.To, Shanghai).ShouldBe(month);
        DigestPeriod.Last(PeriodLength.Month, Utc("2027-01-01T00:00:00Z"), TimeZoneInfo.Utc).Name.ShouldBe("2026-12");
        DigestPeriod.Parse("2026-W47", Shanghai)!.Length.ShouldBe(PeriodLength.Week);
    }

    [Theory]
    [InlineData("Asia/Shanghai", "2026-11-16T00:00:00Z")]
    [InlineData("Europe/Berlin", "2026-11-16T07:00:00Z")]
    [InlineData("America/New_York", "2026-11-16T13:00:00Z")]
    [InlineData("Pacific/Auckland", "2026-11-16T19:00:00Z")]
    public void A_digest_goes_out_when_the_owners_clock_first_shows_the_hour_after_the_period(string zone, string due) =>
        SendDueDigests.HourOf(DigestPeriod.Parse("2026-W46", TimeZoneInfo.Utc)!, zone, 8).ShouldBe(Utc(due));

    [Fact]
    public void Days_on_which_the_clocks_change_have_the_hours_they_have_and_none_is_lost()
    {
        var days = Period.Cut(PeriodLength.Day, Utc("2026-03-28T12:00:00Z"), Utc("2026-03-30T12:00:00Z"), Berlin).ToArray();
        days.Select(d => (d.To - d.From).TotalHours).ShouldBe([24, 23, 24]);
        days.Select(d => d.Name).ShouldBe(["2026-03-28", "2026-03-29", "2026-03-30"]);
        days.Zip(days.Skip(1)).ShouldAllBe(pair => pair.First.To == pair.Second.From);
    }

    [Fact]
    public void Months_are_cut_at_local_midnight() =>
        Period.Of(PeriodLength.Month, Utc("2026-10-31T16:00:00Z"), Shanghai)
            .ShouldBe(new Period("2026-11", Utc("2026-10-31T16:00:00Z"), Utc("2026-11-30T16:00:00Z")));

    private static DateTime Utc(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime;
}
