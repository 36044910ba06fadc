using System.Diagnostics;
using FeedbackBot.Understanding;

namespace FeedbackBot.Tests.Understanding;

/// <summary>Long stories told back in a few of their own lines.</summary>
public sealed class GistTests
{
    public static TheoryData<string, string[], string[]> Stories => new()
    {
        {
            "Hello, I hope you are well. I have been a customer of yours for more than ten years and my mother before me, so you can imagine how surprised I was. "
            + "We had just moved house and the weather was lovely. The dishwasher I bought on 3 October started leaking after two weeks and ruined the kitchen floor. "
            + "My sister says these things happen, and she knows a lot about kitchens. I called your hotline four times and every time somebody hung up on me. "
            + "Anyway, the dog was frightened too. I want the machine collected and my 489 pounds refunded.",
            ["leaking", "refunded"],
            ["weather", "My sister", "I hope you are well"]
        },
        {
            "so basically i ordered a birthday cake for my daughter for saturday and we had invited everybody and the hall was decorated and then the driver rang and said he could not find us "
            + "and i explained twice where we are and he shouted at me and hung up and the cake never arrived and the children were crying and now you have charged me 65 dollars for it "
            + "and i think that is not on and i would like my money back please",
            ["65 dollars", "money back"],
            []
        },
        {
            "你好，我是你们的老顾客了，一直很喜欢你们家的东西，我妈也在你们这儿买。这次真的让我挺意外的。上个月 18 号我买的那台滚筒洗衣机，用了不到三次就开始漏水，把地板都泡坏了。"
            + "那天我们家正好来客人，孩子还在过生日。我打了五次客服电话，每次都说会有人联系我，结果到现在也没人来。我也不是爱计较的人。我要求退货，并且赔偿地板的 1200 元。",
            ["漏水", "1200"],
            ["老顾客", "过生日", "不是爱计较"]
        },
        {
            "我跟你说我上周在你们网上买了一个电饭煲然后等了四天才送到打开一看盖子是裂的我就给客服发消息然后客服让我拍照我也拍了后来就没有下文了昨天我又打电话一个男的态度特别差说过了时间不给换"
            + "我觉得你们太不负责任了我要求马上给我换一个新的或者把三百九十九块钱退给我",
            ["裂", "换一个新的"],
            []
        },
        {
            "这个事情怎么说呢，其实我也不想写这么长的。\n我的账号 3 月 2 日被重复扣款两次，一共 158 元。\n那天我在地铁上，信号也不好，跟朋友聊天来着。\n我在 APP 里提交过申诉，系统显示失败。\n朋友说让我找你们，我就来了，希望你们不要嫌烦，天气也挺热的。\n请尽快把多扣的钱退给我。",
            ["重复扣款", "退给我"],
            ["地铁"]
        },
    };

    [Theory]
    [MemberData(nameof(Stories))]
    public void What_went_wrong_and_what_is_wanted_is_told_back_and_the_rest_is_left_out(string story, string[] told, string[] left)
    {
        Gist.Needs(story).ShouldBeTrue();
        var lines = Gist.Of(story, Reader.Embedded.Read(story, null).Sentences);
        Holds(story, lines);
        var all = string.Join('\n', lines);
        told.ShouldAllBe(t => all.Contains(t), all);
        left.ShouldAllBe(l => !all.Contains(l), all);
    }

    [Theory]
    [MemberData(nameof(Stories))]
    public void Without_a_reading_the_same_holds(string story, string[] told, string[] _)
    {
        var lines = Gist.Of(story);
        Holds(story, lines);
        told.ShouldAllBe(t => string.Join('\n', lines).Contains(t), string.Join('\n', lines));
    }

    [Theory]
    [InlineData("The lamp is broken and I want another one.")]
    [InlineData("上周买的洗衣机又坏了，打了三次电话没人理，我要退款")]
    public void A_short_story_needs_no_gist(string story) => Gist.Needs(story).ShouldBeFalse();

    [Fact]
    public void Lines_are_cut_out_of_the_story_whatever_it_is()
    {
        var dice = new Random(20261130);
        const string Signs = "坏退款abc,，。. \n\t!😀👩‍👩‍👧1234—……'买了没人 and but I want broken 然后我要";
        for (var i = 0; i < 2000; i++)
        {
            var story = string.Concat(Enumerable.Range(0, dice.Next(1, 400)).Select(_ => dice.Next(5) == 0 ? "broken 坏了 " : Signs[dice.Next(Signs.Length)].ToString()));
            Holds(story, Gist.Of(story));
        }
    }

    [Theory]
    [InlineData("我买的东西坏了然后客服不理我所以我要退款")]
    [InlineData("it broke and nobody answered so i want a refund ")]
    [InlineData("x")]
    [InlineData("坏")]
    [InlineData("\ud83d\ude00")]
    public void A_hundred_kilobytes_take_little_time(string piece)
    {
        var story = string.Concat(Enumerable.Repeat(piece, 100_000 / piece.Length));
        var watch = Stopwatch.StartNew();
        Holds(story, Gist.Of(story));
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }

    private static void Holds(string story, IReadOnlyList<string> lines)
    {
        lines.Count.ShouldBeLessThanOrEqualTo(Gist.MostLines);
        var from = 0;
        foreach (var line in lines)
        {
            StoryClauses.Width(line).ShouldBeLessThanOrEqualTo(Gist.LineWidth, line);
            line.ShouldNotContain('\n');
            var at = story.IndexOf(line, from, StringComparison.Ordinal);
            at.ShouldBeGreaterThanOrEqualTo(0, line);
            from = at + line.Length;
        }
    }
}
