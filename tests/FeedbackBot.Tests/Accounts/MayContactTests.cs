using FeedbackBot.Accounts;

namespace FeedbackBot.Tests.Accounts;

public class MayContactTests
{
    [Theory]
    [InlineData("20-8", "Asia/Shanghai", "2026-11-16T11:59:00", null)]
    [InlineData("20-8", "Asia/Shanghai", "2026-11-16T12:00:00", "2026-11-17T00:00:00")]
    [InlineData("20-8", "Asia/Shanghai", "2026-11-16T20:30:00", "2026-11-17T00:00:00")]
    [InlineData("20-8", "Asia/Shanghai", "2026-11-17T00:00:00", null)]
    [InlineData("20-8", "America/New_York", "2026-11-16T12:30:00", "2026-11-16T13:00:00")]
    [InlineData("20-8", "UTC", "2026-11-16T12:30:00", null)]
    [InlineData("9-18", "Europe/London", "2026-07-01T08:00:00", "2026-07-01T17:00:00")]
    [InlineData("0-9", "Asia/Kolkata", "2026-11-16T02:00:00", "2026-11-16T03:30:00")]
    [InlineData("18-24", "UTC", "2026-11-16T23:59:00", "2026-11-17T00:00:00")]
    [InlineData("0-24", "UTC", "2026-11-16T10:00:00", "2026-11-17T00:00:00")]
    [InlineData("22-2", "Europe/Berlin", "2026-03-29T00:30:00", "2026-03-29T01:00:00")]
    [InlineData("8-8", "UTC", "2026-11-16T08:00:00", null)]
    [InlineData("nonsense", "UTC", "2026-11-16T08:00:00", null)]
    [InlineData("20-8", "Nowhere/Land", "2026-11-16T22:00:00", "2026-11-17T08:00:00")]
    public void Quiet_hours_are_counted_in_the_contacts_own_time_also_over_midnight(string hours, string zone, string now, string? until)
    {
        var verdict = MayContact.Decide(new() { QuietHours = hours }, zone, "chat", Utc(now));
        verdict.ShouldBe(until == null ? new(ContactAnswer.Yes) : new(ContactAnswer.Quiet, Utc(until)));
    }

    [Theory]
    [InlineData(null, false, "chat", ContactAnswer.Yes)]
    [InlineData("chat", false, "chat", ContactAnswer.Yes)]
    [InlineData("email", false, "chat", ContactAnswer.OtherChannel)]
    [InlineData("email", false, "email", ContactAnswer.Yes)]
    [InlineData("phone", false, "chat", ContactAnswer.OtherChannel)]
    [InlineData("chat", true, "chat", ContactAnswer.OptedOut)]
    [InlineData(null, true, "email", ContactAnswer.OptedOut)]
    public void The_way_that_was_chosen_and_a_no_are_obeyed(string? wanted, bool optedOut, string channel, ContactAnswer expected) =>
        MayContact.Decide(new() { Channel = wanted, OptedOut = optedOut }, "UTC", channel, Utc("2026-11-16T12:00:00")).Answer.ShouldBe(expected);

    [Fact]
    public void Who_has_said_nothing_may_be_written_to() => MayContact.Decide(null, "UTC", "chat", Utc("2026-11-16T03:00:00")).Answer.ShouldBe(ContactAnswer.Yes);

    private static DateTime Utc(string text) => DateTime.SpecifyKind(DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture), DateTimeKind.Utc);
}
