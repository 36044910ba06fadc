using System.Globalization;
using FeedbackBot.Routing;

namespace FeedbackBot.Tests.Routing;

/// <summary>Whether somebody works at a moment. November 2026: the 23rd is a Monday.</summary>
public sealed class WorkHoursTests
{
    private static readonly WorkPeriod Morning = new(9 * 60, 12 * 60);

    private static readonly WorkHours Office = WorkHours.EveryWeekday(Morning, new(13 * 60, 18 * 60)) with
    {
        Days = new Dictionary<DateOnly, IReadOnlyList<WorkPeriod>> { [new(2026, 12, 25)] = [], [new(2026, 11, 28)] = [Morning] },
    };

    [Theory]
    [InlineData("2026-11-23 08:59:59", false)]
    [InlineData("2026-11-23 09:00:00", true)]
    [InlineData("2026-11-23 11:59:59", true)]
    [InlineData("2026-11-23 12:00:00", false)]
    [InlineData("2026-11-23 13:00:00", true)]
    [InlineData("2026-11-23 17:59:59", true)]
    [InlineData("2026-11-23 18:00:00", false)]
    [InlineData("2026-11-22 10:00:00", false)]
    [InlineData("2026-11-28 10:00:00", true)]
    [InlineData("2026-11-28 14:00:00", false)]
    [InlineData("2026-12-25 10:00:00", false)]
    public void A_team_is_at_work_in_its_hours_and_on_the_days_that_differ(string local, bool open) =>
        Office.IsOpenAt(At(local)).ShouldBe(open);

    [Fact]
    public void Around_the_clock_is_always_and_no_hours_are_never()
    {
        WorkHours.EveryDay(new WorkPeriod(0, 1440)).IsOpenAt(At("2026-11-22 23:59:59")).ShouldBeTrue();
        new WorkHours().IsOpenAt(At("2026-11-23 10:00:00")).ShouldBeFalse();
    }

    private static DateTime At(string local) => DateTime.ParseExact(local, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
