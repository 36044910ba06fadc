using FeedbackBot.Tests.House;
using FeedbackBot.Tickets;
using Xunit.Abstractions;

namespace FeedbackBot.Tests.Tickets;

/// <summary>Which suggestions are taken for the same wish, on written pairs: precision first.</summary>
public sealed class IdeaLikenessTests(ITestOutputHelper output)
{
    private static string Folder => Path.Combine(Repository.Root, "tests", "FeedbackBot.Tests", "Tickets", "IdeaPairs");

    /// <summary>The pairs held back were written to be hard: the same place, another wish; they were not used to choose words.</summary>
    [Theory]
    [InlineData("en", "en", 0.97, 0.75)]
    [InlineData("zh-Hans", "zh-Hans", 0.97, 0.85)]
    [InlineData("en-held-back", "en", 0.8, 0.6)]
    [InlineData("zh-Hans-held-back", "zh-Hans", 0.8, 0.75)]
    public void The_same_wish_is_found_and_another_wish_for_the_same_thing_is_not(string file, string language, double precision, double recall)
    {
        var pairs = File.ReadAllLines(Path.Combine(Folder, file + ".txt")).Where(l => l is ['=' or '!', ..]).ToList();
        var judged = pairs.Select(l => (Line: l, Same: l[0] == '=', Found: IsAlike(l[2..].Split(" | "), language))).ToList();
        var (found, right) = (judged.Count(j => j.Found), judged.Count(j => j is { Found: true, Same: true }));
        var figures = $"{file}: {judged.Count(j => j.Same)} same, {judged.Count(j => !j.Same)} not; precision {(double)right / found:0.00}, recall {(double)right / judged.Count(j => j.Same):0.00}";
        var report = figures + "\n" + string.Join("\n", judged.Where(j => j.Found != j.Same).Select(j => j.Line));
        output.WriteLine(report);
        ((double)right / found).ShouldBeGreaterThanOrEqualTo(precision, report);
        ((double)right / judged.Count(j => j.Same)).ShouldBeGreaterThanOrEqualTo(recall, report);
    }

    [Theory]
    [InlineData("It would be great if you could please add a feature", "en")]
    [InlineData("希望你们能考虑增加一些功能，谢谢", "zh-Hans")]
    [InlineData("", "en")]
    [InlineData("?!…", "zh-Hans")]
    public void Politeness_and_set_phrases_are_no_wish(string text, string language) => IdeaLikeness.Of(text, language).IsEmpty.ShouldBeTrue();

    [Fact]
    public void Likeness_has_no_direction_and_a_wish_is_wholly_like_itself()
    {
        var (a, b) = (IdeaLikeness.Of("Let me choose an evening delivery slot", "en"), IdeaLikeness.Of("Could you offer delivery slots in the evening?", "en"));
        a.Score(b).ShouldBe(b.Score(a), 1e-9);
        a.Score(a).ShouldBe(1, 1e-9);
    }

    private static bool IsAlike(string[] pair, string language) =>
        IdeaLikeness.Of(pair[0], language).Score(IdeaLikeness.Of(pair[1], language)) >= IdeaLikeness.Alike;
}
