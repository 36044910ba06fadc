using FeedbackBot.Host.StaffConsole.Promises;

namespace FeedbackBot.Tests.StaffConsole;

/// <summary>Holidays from calendar files: days off, several days at once, every year, and make-up working days.</summary>
public sealed class ReadHolidaysTests
{
    private const string File = """
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//example//holidays//EN
        BEGIN:VEVENT
        UID:1
        DTSTART;VALUE=DATE:20270101
        DTEND;VALUE=DATE:20270104
        SUMMARY:元旦（休）
        END:VEVENT
        BEGIN:VEVENT
        UID:2
        DTSTART;VALUE=DATE:20270103
        SUMMARY:元旦调休（班）
        END:VEVENT
        BEGIN:VEVENT
        UID:3
        DTSTART;VALUE=DATE:20271225
        RRULE:FREQ=YEARLY
        SUMMARY:Christmas
        END:VEVENT
        BEGIN:VEVENT
        UID:4
        DTSTART:20270308T080000Z
        DTEND:20270308T100000Z
        SUMMARY:Half a day at the fair
        END:VEVENT
        END:VCALENDAR
        """;

    [Fact]
    public void Events_are_days_off_and_make_up_days_are_worked() =>
        ReadHolidays.From(File).Select(d => (d.Date.ToString("yyyy-MM-dd"), d.Works)).ShouldBe([
            ("2027-01-01", false), ("2027-01-02", false), ("2027-01-03", true), ("2027-03-08", false), ("2027-12-25", false), ("2028-12-25", false), ("2029-12-25", false)]);

    [Theory]
    [InlineData("国庆节（班）", true)]
    [InlineData("春节调休上班", true)]
    [InlineData("补班", true)]
    [InlineData("调休", true)]
    [InlineData("国庆节（休）", false)]
    [InlineData("国庆节假期", false)]
    [InlineData("调休放假", false)]
    [InlineData("Working day (make-up)", true)]
    [InlineData("Non-working day", false)]
    [InlineData("Spring Festival", false)]
    public void A_make_up_day_is_known_by_its_name(string summary, bool worked) => ReadHolidays.IsWorked(summary).ShouldBe(worked);

    [Theory]
    [InlineData("")]
    [InlineData("not a calendar")]
    [InlineData("BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n")]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:nonsense\nEND:VEVENT\nEND:VCALENDAR\n")]
    public void What_holds_no_days_is_refused(string text) => Should.Throw<RuleViolation>(() => ReadHolidays.From(text)).Code.ShouldBe("ical_empty");
}
