using FeedbackBot.Understanding.Embedded;

namespace FeedbackBot.Tests.Understanding;

public class LexiconTests
{
    [Fact]
    public void Every_file_explains_its_format_at_the_top()
    {
        LexiconSource.Names.ShouldNotBeEmpty();
        foreach (var name in LexiconSource.Names)
        {
            using var file = LexiconSource.Open(name);
            file.ReadLine()!.ShouldStartWith("#", customMessage: name);
        }
    }

    [Fact]
    public void No_phrase_stands_twice_in_one_section()
    {
        foreach (var name in LexiconSource.Names.Where(n => n.Contains('-')))
        {
            using var file = LexiconSource.Open(name);
            var seen = new HashSet<string>();
            while (file.ReadLine() is { } line)
            {
                if (line.StartsWith('[')) seen.Clear();
                else if (!line.StartsWith('#'))
                {
                    foreach (var pattern in line.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                        seen.Add(pattern).ShouldBeTrue($"{name}: {pattern}");
                }
            }
        }
    }

    [Fact]
    public void The_lexicon_is_rich_in_both_languages()
    {
        var entries = LexiconSource.ReadAll().Values;
        entries.Count(e => e.English).ShouldBeGreaterThan(3_000);
        entries.Count(e => !e.English).ShouldBeGreaterThan(3_000);
    }

    [Theory]
    [InlineData("(un|)kind", new[] { "unkind", "kind" })]
    [InlineData("a(b|c)d(e|f)", new[] { "abde", "abdf", "acde", "acdf" })]
    [InlineData("plain", new[] { "plain" })]
    public void Groups_stand_for_all_their_choices(string pattern, string[] phrases) => LexiconFile.Expand(pattern).ShouldBe(phrases);

    [Theory]
    [InlineData("快遞", "快递")]
    [InlineData("ＡＢ１２", "ab12")]
    [InlineData("Isn't", "isnt")]
    [InlineData("I'll", "i'll")]
    [InlineData("e-mail", "e mail")]
    [InlineData("好。。。", "好.")]
    public void Text_is_folded_to_one_form(string text, string folded) => FoldedText.Phrase(text).ShouldBe(folded);
}
