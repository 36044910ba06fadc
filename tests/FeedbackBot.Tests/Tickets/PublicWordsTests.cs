using FeedbackBot.Tickets;

namespace FeedbackBot.Tests.Tickets;

/// <summary>What of a customer's or an agent's words other customers may read.</summary>
public sealed class PublicWordsTests
{
    [Theory]
    [InlineData("Let me choose an evening delivery slot", null)]
    [InlineData("希望能选择晚上送货", "王芳")]
    [InlineData("I'd like 24 hour opening", "Jane Doe")]
    public void An_idea_that_names_nobody_is_shown(string subject, string? author) => PublicWords.Title(subject, author).ShouldBe(subject);

    [Theory]
    [InlineData("I'm Jane and I want evening delivery", null)]
    [InlineData("My name is Jane, please deliver at night", null)]
    [InlineData("jane here, deliver at night", "Jane Doe")]
    [InlineData("Deliver at night and write to jane@example.com", null)]
    [InlineData("Deliver at night, ring +44 7911 123456", null)]
    [InlineData("Order 448812 should come at night", null)]
    [InlineData("我叫王芳，希望晚上送货", null)]
    [InlineData("我是王芳，希望晚上送货", null)]
    [InlineData("王芳建议晚上送货", "王芳")]
    [InlineData("希望晚上送货，电话13812345678", null)]
    [InlineData("王先生希望晚上送货", null)]
    [InlineData("", null)]
    public void An_idea_that_may_point_to_a_person_is_not(string subject, string? author) => PublicWords.Title(subject, author).ShouldBeNull();

    [Theory]
    [InlineData("Dear Jane, evening slots are live since today.", "evening slots are live since today.")]
    [InlineData("Hello Mr Doe,\nevening slots are live.", "evening slots are live.")]
    [InlineData("Good news, evening slots are live.", "Good news, evening slots are live.")]
    [InlineData("王女士您好，晚上送货已经上线。", "晚上送货已经上线。")]
    [InlineData("已上线，谢谢您的建议。", "已上线，谢谢您的建议。")]
    [InlineData("It is live. Call me on +44 7911 123456", null)]
    [InlineData("It is live, thank you Jane!", null)]
    [InlineData("Evening slots are live. Best wishes to Mr Doe", null)]
    public void What_an_agent_told_the_author_is_told_on_without_the_author(string message, string? told) =>
        PublicWords.Message(message, "Jane Doe").ShouldBe(told);
}
