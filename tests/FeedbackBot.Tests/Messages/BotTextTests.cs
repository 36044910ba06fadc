using System.Text.RegularExpressions;
using FeedbackBot.Messages;

namespace FeedbackBot.Tests.Messages;

/// <summary>What may be a link in what the bot says, and what never is.</summary>
public sealed class BotTextTests
{
    [Fact]
    public void A_link_to_one_of_our_own_pages_is_a_link() =>
        BotText.PartsOf("详见[隐私说明](/privacy)。").ShouldBe([new("详见"), new("隐私说明", "/privacy"), new("。")]);

    [Theory]
    [InlineData("[x](https://evil.example)")]
    [InlineData("[x](//evil.example)")]
    [InlineData("[x](/privacy@evil.example)")]
    [InlineData("[x](/privacy/../../evil)")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("![x](/privacy.png)")]
    [InlineData("<a href=/privacy>x</a>")]
    public void Anything_else_stays_words(string text)
    {
        BotText.PartsOf(text).ShouldBe([new(text)]);
        BotText.AsMarkdown(text, "https://us.example").ShouldBeNull();
    }

    [Fact]
    public void Numbers_are_not_broken_in_two_lines() =>
        BotText.PartsOf("FB-000123, A1B2C-D3E4F").Where(p => p.Whole).Select(p => p.Text).ShouldBe(["FB-000123", "A1B2C-D3E4F"]);

    [Fact]
    public void In_markdown_only_our_own_link_is_live_whatever_a_customers_words_hold()
    {
        const string Quoted = "# *a* _b_ `c` ~~d~~ <img src=x> [y](https://evil.example) ![z](https://evil.example/p.png) https://evil.example www.evil.example me@evil.example\n- one\n1. two\n> three | four";
        var markdown = BotText.AsMarkdown(Quoted + "\n[privacy](/privacy)", "https://us.example")!;

        markdown.ShouldEndWith("[privacy](https://us.example/privacy)");
        var quoted = markdown[..markdown.LastIndexOf('[')];
        Regex.Matches(quoted, @"(?<!\\)[#*_`~<>\[\]|@]|(?<!\\):(?=\S)|!\[").ShouldBeEmpty();
        quoted.ShouldContain(@"www\.");
        quoted.ShouldContain("\n\\- one\n1\\. two");
        Regex.Replace(quoted, @"\\(.)", "$1").ShouldBe(Quoted + "\n");
    }

    [Fact]
    public void A_text_without_our_links_stays_plain() => BotText.AsMarkdown("* not a list *", "https://us.example").ShouldBeNull();
}
