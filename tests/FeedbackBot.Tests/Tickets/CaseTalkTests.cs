using FeedbackBot.Messages;
using FeedbackBot.Tickets;

namespace FeedbackBot.Tests.Tickets;

/// <summary>To which case of a chat a message belongs. The chat: case 1 begins with message 1, case 2 with message 20; 5 to 7 were split off as case 3, and 6 of that as case 4; case 9 stands elsewhere.</summary>
public sealed class CaseTalkTests
{
    private static readonly CaseTalk.Stretch[] Cases = [new(1, 1, null), new(2, 20, null), new(3, 5, 7), new(4, 6, 6)];

    [Theory]
    [InlineData(1, Speaker.Customer, null, "1")]
    [InlineData(4, Speaker.Customer, null, "1")]
    [InlineData(5, Speaker.Customer, null, "3")]
    [InlineData(6, Speaker.Customer, null, "4")]
    [InlineData(7, Speaker.Bot, null, "3")]
    [InlineData(8, Speaker.Customer, null, "1")]
    [InlineData(19, Speaker.Bot, null, "1")]
    [InlineData(20, Speaker.Customer, null, "2")]
    [InlineData(400, Speaker.Customer, null, "2")]
    [InlineData(6, Speaker.Agent, 1L, "1")]
    [InlineData(6, Speaker.Customer, 1L, "4")]
    [InlineData(30, Speaker.Customer, 1L, "1")]
    [InlineData(30, Speaker.Agent, 3L, "3")]
    [InlineData(20, Speaker.Customer, 1L, "1 2")]
    [InlineData(30, Speaker.Agent, 9L, "2")]
    [InlineData(0, Speaker.Bot, null, "")]
    public void A_message_belongs_to(int sequence, Speaker speaker, long? named, string cases) =>
        string.Join(' ', Talk([]).CasesOf(new(sequence, speaker, named, null, "words"))).ShouldBe(cases);

    [Fact]
    public void Cases_that_began_with_one_message_share_what_follows() =>
        new CaseTalk(Guid.Empty, [new(1, 3, null), new(2, 3, null), new(3, 9, null)], new HashSet<long>()).CasesOf(new(8, Speaker.Customer, null, null, "")).ShouldBe([1, 2]);

    [Theory]
    [InlineData(2, 20, null, "words", true)]
    [InlineData(2, 19, null, "words", false)]
    [InlineData(2, 19, null, "it is about fb-000002, you know", true)]
    [InlineData(3, 5, null, "words", true)]
    [InlineData(3, 8, null, "words", false)]
    [InlineData(1, 5, null, "words", false)]
    [InlineData(1, 8, null, "words", true)]
    [InlineData(9, 30, 9L, "words", true)]
    public void Of_a_hidden_case_is_hidden_what_belongs_to_it_and_what_names_it(long hidden, int sequence, long? named, string text, bool isHidden) =>
        Talk([hidden]).Hides(new(sequence, Speaker.Customer, named, null, text)).ShouldBe(isHidden);

    private static CaseTalk Talk(HashSet<long> hidden) => new(Guid.Empty, Cases, hidden);
}
