using FeedbackBot.Tickets;
using FeedbackBot.Understanding;

namespace FeedbackBot.Tests.Tickets;

/// <summary>What a reading means for a case, and how its number and code are written down.</summary>
public sealed class TriageTests
{
    [Theory]
    [InlineData(Urgency.Normal, ReadingFlags.Safety, TicketKind.Complaint, TicketPriority.Urgent)]
    [InlineData(Urgency.Critical, ReadingFlags.None, TicketKind.Question, TicketPriority.Urgent)]
    [InlineData(Urgency.Low, ReadingFlags.SelfHarm | ReadingFlags.Abuse, null, TicketPriority.Urgent)]
    [InlineData(Urgency.Normal, ReadingFlags.Regulator, TicketKind.Complaint, TicketPriority.High)]
    [InlineData(Urgency.Normal, ReadingFlags.MoneyWronglyTaken, TicketKind.Complaint, TicketPriority.High)]
    [InlineData(Urgency.High, ReadingFlags.None, TicketKind.Complaint, TicketPriority.High)]
    [InlineData(Urgency.Normal, ReadingFlags.Churn, TicketKind.Complaint, TicketPriority.Normal)]
    [InlineData(Urgency.Normal, ReadingFlags.None, null, TicketPriority.Normal)]
    [InlineData(Urgency.Low, ReadingFlags.None, TicketKind.Praise, TicketPriority.Low)]
    [InlineData(Urgency.Normal, ReadingFlags.None, TicketKind.Suggestion, TicketPriority.Low)]
    public void Priority_comes_from_danger_then_from_what_is_at_stake(Urgency urgency, ReadingFlags flags, TicketKind? kind, TicketPriority expected) =>
        Triage.PriorityOf(urgency, flags, kind).ShouldBe(expected);

    [Theory]
    [InlineData("洗衣机坏了。打了三次电话", "洗衣机坏了。")]
    [InlineData("怎么还没到？我等了三天", "怎么还没到？")]
    [InlineData("太慢了！", "太慢了！")]
    [InlineData("It broke!\nAgain", "It broke!")]
    [InlineData("  short  ", "short")]
    [InlineData("", "")]
    public void The_subject_is_the_first_sentence(string text, string expected) => Triage.SubjectOf(text).ShouldBe(expected);

    [Fact]
    public void A_long_subject_is_cut_between_characters()
    {
        var subject = Triage.SubjectOf(string.Concat(Enumerable.Repeat("😀", 100)));
        subject.Length.ShouldBeLessThanOrEqualTo(80);
        subject.EnumerateRunes().ShouldNotContain(System.Text.Rune.ReplacementChar);
    }

    [Theory]
    [InlineData("FB-000123", 123L)]
    [InlineData("fb 123", 123L)]
    [InlineData("123", 123L)]
    [InlineData("FB-1234567", 1234567L)]
    [InlineData("FB-12x", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    [InlineData("99999999999999999999", null)]
    public void A_number_is_understood_as_people_write_it(string? text, long? expected) => TicketNumber.Parse(text).ShouldBe(expected);

    [Fact]
    public void A_receipt_code_is_known_however_it_is_written_down_and_hidden_from_staff()
    {
        var code = ReceiptCode.New();
        ReceiptCode.HashOf(code.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)).ShouldBe(ReceiptCode.HashOf(code));
        ReceiptCode.HashOf("OIL01-00000").ShouldBe(ReceiptCode.HashOf("01101 00000"));
        ReceiptCode.HashOf(ReceiptCode.New()).ShouldNotBe(ReceiptCode.HashOf(code));
        ReceiptCode.Hide($"FB-000123, code {code}.").ShouldBe("FB-000123, code •••••-•••••.");
    }

    /// <summary>One in forty would be letters alone, and be heard as two words when it is typed without its dash.</summary>
    [Fact]
    public void A_receipt_code_always_has_a_digit() =>
        Enumerable.Range(0, 1000).Select(_ => ReceiptCode.New()).ShouldAllBe(code => code.Any(char.IsAsciiDigit));
}
