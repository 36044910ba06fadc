using FeedbackBot.Tickets;

namespace FeedbackBot.Tests.Tickets;

/// <summary>What a draft may say, by what is known.</summary>
public sealed class DraftCheckTests
{
    private static readonly CaseFact[] Facts =
    [
        new("f1", FactSource.Customer, "description", "I paid 1,299.00 on 03/05, order KT-0771. I want a refund within 2 days. https://shop.example/KT"),
        new("f2", FactSource.Record, "resolution_promised_by", "2026-05-20 17:00"),
        new("f3", FactSource.Staff, "message", "A technician visits on Friday, see https://care.example/visit."),
    ];

    [Theory]
    [InlineData("You paid 1299 for KT-771.")]
    [InlineData("Order KT-0771 of 3/5 is with us.")]
    [InlineData("You have an answer by 2026-05-20 17:00.")]
    [InlineData("最晚5月20日17：00会给您答复。")]
    [InlineData("A technician will be with you on Friday.")]
    [InlineData("Details are at https://care.example/visit.")]
    [InlineData("I have noted that you ask for a refund.")]
    [InlineData("您的退款要求我记下了。")]
    [InlineData("It goes without saying that I am sorry.")]
    [InlineData("")]
    public void Covered(string reply) => DraftCheck.IsCovered(reply, Facts).ShouldBeTrue();

    [Theory]
    [InlineData("You paid 1298.")]
    [InlineData("You paid １２９８.")]
    [InlineData("We will refund you.")]
    [InlineData("We have noted it. We WILL refund you!")]
    [InlineData("A refund has been issued")]
    [InlineData("We will answer within 2 days.")]
    [InlineData("The technician will bring a replacement.")]
    [InlineData("Details are at https://shop.example/KT")]
    [InlineData("Details are at www.care.example")]
    [InlineData("我们将为您退款。")]
    [InlineData("我们保证不会再发生。")]
    public void Not_covered(string reply) => DraftCheck.IsCovered(reply, Facts).ShouldBeFalse();
}
