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
    [InlineData("")]
    public void What_is_not_a_week_is_not_taken_for_one(string text) => DigestPeriod.Parse(text, TimeZoneInfo.Utc).ShouldBeNull();

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
