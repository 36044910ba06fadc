using FeedbackBot.Understanding;

namespace FeedbackBot.Tests.Understanding;

public class TextCleaningTests
{
    [Theory]
    [InlineData("a\0b", "ab")]
    [InlineData("a\u0007b\u001Bc\u0085", "abc")]
    [InlineData("abc\u202Edef\u202C", "abcdef")]
    [InlineData("退\u200B款\uFEFF", "退款")]
    [InlineData("one\r\ntwo\tthree", "one\ntwo\tthree")]
    [InlineData("👨\u200D👩\u200D👧", "👨\u200D👩\u200D👧")]
    [InlineData("😀", "😀")]
    public void What_cannot_be_stored_or_seen_is_removed(string dirty, string clean) => TextCleaning.Clean(dirty).ShouldBe(clean);

    [Fact]
    public void Half_characters_are_removed()
    {
        TextCleaning.Clean("a\uD800b").ShouldBe("ab");
        TextCleaning.Clean("a\uDC00").ShouldBe("a");
        TextCleaning.Clean("\uD83D").ShouldBe("");
    }

    [Fact]
    public void What_is_no_character_is_removed_so_that_text_can_be_normalised() =>
        TextCleaning.Clean("a\uFFFEb\uFFFF").Normalize(System.Text.NormalizationForm.FormKC).ShouldBe("ab");

    [Theory]
    [InlineData("")]
    [InlineData("The jug is cracked 😡")]
    [InlineData("壶裂了。\n请换一个")]
    public void Clean_text_stays_the_same_instance(string text) => TextCleaning.Clean(text).ShouldBeSameAs(text);

    [Fact]
    public void Absurd_runs_are_cut_short() => TextCleaning.Clean("wh" + new string('y', 100_000) + "!").Length.ShouldBe(2 + 64 + 1);

    [Fact]
    public void Towers_of_marks_are_cut_short() => TextCleaning.Clean("z" + new string('\u0310', 500)).Length.ShouldBe(5);

    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "abc")]
    [InlineData("ab😀", 3, "ab")]
    [InlineData("ab😀d", 4, "ab😀")]
    public void A_cut_never_leaves_half_a_character(string text, int most, string kept) => TextCleaning.Cut(text, most).ShouldBe(kept);
}
