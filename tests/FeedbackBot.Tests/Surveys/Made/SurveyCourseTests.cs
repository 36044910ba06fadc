using FeedbackBot.Surveys.Made;

namespace FeedbackBot.Tests.Surveys.Made;

/// <summary>Which questions are asked when, and what a form may say to them.</summary>
public sealed class SurveyCourseTests
{
    private static readonly Dictionary<string, IReadOnlyList<string>> Nothing = [];

    [Theory]
    [InlineData(ShowTest.Is, "3", "3", true)]
    [InlineData(ShowTest.Is, "3", "4", false)]
    [InlineData(ShowTest.AtMost, "3", "3", true)]
    [InlineData(ShowTest.AtMost, "3", "4", false)]
    [InlineData(ShowTest.AtLeast, "9", "10", true)]
    [InlineData(ShowTest.AtLeast, "9", "8", false)]
    [InlineData(ShowTest.Includes, "b", "a,b", true)]
    [InlineData(ShowTest.Includes, "b", "a,c", false)]
    [InlineData(ShowTest.Is, "a", "a,b", false)]
    [InlineData(ShowTest.AtMost, "3", "", false)]
    [InlineData(ShowTest.AtLeast, "0", "x", false)]
    public void A_condition_holds_by_what_was_given(ShowTest test, string value, string given, bool holds) =>
        new ShowWhen("q", test, value).Holds(given.Split(',', StringSplitOptions.RemoveEmptyEntries)).ShouldBe(holds);

    [Fact]
    public void A_page_asks_what_is_open_by_now_and_never_the_same_twice()
    {
        var (rating, why, more) = (MadeForms.Rating(), MadeForms.Text("why") with { When = new("rating", ShowTest.AtMost, "3") }, MadeForms.Text("more") with { When = new("why", ShowTest.Is, "x") });
        Question[] all = [rating, why, more, MadeForms.Text("last")];
        Ids(Nothing).ShouldBe(["rating", "last"]);
        Ids(new() { ["rating"] = ["2"], ["last"] = [] }).ShouldBe(["why"]);
        Ids(new() { ["rating"] = ["2"], ["last"] = [], ["why"] = ["x"] }).ShouldBe(["more"]);
        Ids(new() { ["rating"] = ["4"], ["last"] = [] }).ShouldBeEmpty();

        IEnumerable<string> Ids(Dictionary<string, IReadOnlyList<string>> asked) => SurveyCourse.Next(all, asked).Select(q => q.Id);
    }

    [Theory]
    [InlineData("rating", "5", null)]
    [InlineData("rating", "6", "invalid")]
    [InlineData("rating", "+5", "invalid")]
    [InlineData("rating", "", "required")]
    [InlineData("one", "a", null)]
    [InlineData("one", "a,b", "invalid")]
    [InlineData("one", "z", "invalid")]
    [InlineData("one", "", null)]
    [InlineData("some", "a,b", null)]
    [InlineData("some", "a,z", "invalid")]
    public void Only_what_a_question_offers_is_taken(string question, string typed, string? fault)
    {
        Question[] page = [MadeForms.Rating(), MadeForms.Choice("one"), MadeForms.Choice("some", QuestionType.MultiChoice)];
        var read = SurveyCourse.Read(page.Where(q => q.Id == question).ToList(), _ => typed.Split(','));
        read.Faults.GetValueOrDefault(question).ShouldBe(fault);
    }
}
