using FeedbackBot.Tickets;

namespace FeedbackBot.Tests.Tickets;

/// <summary>A complaint keeps a colleague away only where it names them beyond doubt.</summary>
public sealed class StaffNamesTests
{
    private static readonly NamedMember[] Staff =
    [
        Member("ann.lee@example.com", "Ann Lee"), Member("ann.smith@example.com", "Ann Smith"), Member("mei@example.com", "Mei"),
        Member("wang.ming@example.com", "王明"), Member("wang.minghua@example.com", "王明华"), Member("li.wei@example.com", "Li Wei 李伟"),
        Member("zhou1@example.com", "周舟"), Member("zhou2@example.com", "周舟"), Member("care@example.com", "客服"), Member("gao@example.com", "高兴"),
    ];

    [Theory]
    [InlineData("Ann Lee was rude to me", "Ann Lee")]
    [InlineData("your ann  lee hung up", "Ann Lee")]
    [InlineData("Ann Lee态度太差", "Ann Lee")]
    [InlineData("Ann was rude to me", "")]
    [InlineData("Joann Leeds was rude", "")]
    [InlineData("Mei was rude to me", "")]
    [InlineData("I wrote to MEI@example.com twice", "Mei")]
    [InlineData("I wrote to yumei@example.com twice", "")]
    [InlineData("王明骂人", "王明")]
    [InlineData("王明华骂人", "王明华")]
    [InlineData("王明和王明华都不理我", "王明,王明华")]
    [InlineData("李伟一直不回电话", "Li Wei 李伟")]
    [InlineData("Li Wei never called back", "Li Wei 李伟")]
    [InlineData("周舟态度不好", "")]
    [InlineData("客服态度不好，我很不高兴", "")]
    [InlineData("小王态度不好", "")]
    public void Only_a_distinctive_name_or_an_address_names_somebody(string text, string expected) => Found(text, null).ShouldBe(expected);

    [Theory]
    [InlineData("Mei", "Mei")]
    [InlineData(" mei ", "Mei")]
    [InlineData("Ann", "")]
    [InlineData("周舟", "")]
    [InlineData("the girl at the desk, Mei", "")]
    public void Asked_who_it_is_about_a_whole_name_of_one_word_is_enough(string answer, string expected) => Found("bad service", answer).ShouldBe(expected);

    [Fact]
    public void Names_are_prepared_once_until_somebody_comes_or_is_renamed()
    {
        var names = StaffNames.Of(Staff);
        StaffNames.Of([.. Staff]).ShouldBeSameAs(names);
        StaffNames.Of([.. Staff, Member("tom@example.com", "Tom Reed")]).FindIn(["Tom Reed was rude"], null).Count.ShouldBe(1);
        StaffNames.Of([.. Staff.Select(s => s with { Name = s.Name == "Ann Lee" ? "Ann Fox" : s.Name })]).FindIn(["Ann Lee was rude"], null).ShouldBeEmpty();
    }

    private static string Found(string text, string? person) => string.Join(',',
        StaffNames.Of(Staff).FindIn([text], person).Select(id => Staff.Single(s => s.Id == id).Name).Order(StringComparer.Ordinal));

    private static NamedMember Member(string email, string name) => new(Guid.CreateVersion7(), name, email);
}
