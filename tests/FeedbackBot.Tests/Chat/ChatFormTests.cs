using System.Net;
using System.Text;
using FeedbackBot.Messages;

namespace FeedbackBot.Tests.Chat;

/// <summary>The chat without a script: a page and a form, in both languages.</summary>
public sealed class ChatFormTests
{
    private const string ChineseComplaint = "上周买的洗衣机又坏了，打了三次电话没人理，我要退款";
    private const string EnglishComplaint = "The kettle I bought last week leaks and nobody answered my three calls. I want my money back.";

    [Theory]
    [InlineData(Languages.Chinese, ChineseComplaint, "客服中心", "您的编号")]
    [InlineData(Languages.English, EnglishComplaint, "Customer care", "Your case number")]
    public async Task A_complaint_is_told_and_filed_with_forms_alone(string language, string complaint, string site, string receipt)
    {
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder);
        using var visitor = server.Visit(language);

        var page = await visitor.ComplainAsync(complaint);

        page.TicketNumber.ShouldBe("FB-000001");
        page.Html.ShouldContain(complaint);
        page.Html.ShouldContain(site);
        page.Html.ShouldContain(receipt);
        page.Code.ShouldNotBeNull();
        page.Sequences.ShouldBe(Enumerable.Range(1, page.Sequences.Length));
        (await server.MessagesAsync()).Count.ShouldBe(page.Sequences.Length);
    }

    [Fact]
    public async Task A_link_that_names_an_order_spares_the_question()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder);
        using var visitor = server.Visit(Languages.English);
        await visitor.GetAsync("/chat?order=WEB%2F17&product=Lamp");
        await visitor.SayAsync("it arrived smashed to pieces, I want a refund");
        visitor.Page.Choices.ShouldContain("here");
        await visitor.SayAsync("here");
        visitor.Page.Html.ShouldContain("WEB/17");
    }

    [Fact]
    public async Task A_button_says_its_words_and_sends_its_value()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder);
        using var visitor = server.Visit();
        await visitor.GetAsync("/chat");
        visitor.Page.Choices.ShouldContain("complaint");

        await visitor.SayAsync(null, choice: "complaint");
        await visitor.SayAsync(null, choice: "never-offered");

        var said = (await server.MessagesAsync()).Where(m => m.Speaker == Speaker.Customer).ToList();
        (said[0].Text, said[0].Extras?.Value).ShouldBe(("投诉", "complaint"));
        (said[1].Text, said[1].Extras?.Value).ShouldBe(("never-offered", null));
    }

    [Fact]
    public async Task Markup_is_words_wherever_it_is_shown()
    {
        const string Attack = "<script>alert(1)</script><img src=x onerror=alert(2)> [click](javascript:alert(3)) [x](https://evil.example)";
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder);
        using var visitor = server.Visit(Languages.English);
        await visitor.GetAsync("/chat");

        var page = await visitor.SayAsync(EnglishComplaint + " " + Attack);

        page.Html.ShouldContain(Attack);
        page.Raw.ShouldNotContain("<script>");
        page.Raw.ShouldNotContain("<img src=x");
        page.Raw.ShouldNotContain("href=\"https://evil.example");
        page.Raw.ShouldNotContain("href=\"javascript:");
        page.Header("Content-Security-Policy").ShouldContain("script-src 'self';");
        page.Header("Content-Security-Policy").ShouldNotContain("unsafe");
    }

    [Fact]
    public async Task An_empty_message_gets_a_friendly_sentence()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder);
        using var visitor = server.Visit();
        await visitor.GetAsync("/chat");

        foreach (var nothing in new[] { "", "   \n  ", "\u0001\u0002\u0007\u200B\u202E" })
        {
            var page = await visitor.SayAsync(nothing);

            page.Status.ShouldBe(HttpStatusCode.OK);
            var answer = (await server.MessagesAsync())[^1];
            answer.Speaker.ShouldBe(Speaker.Bot);
            page.Html.ShouldContain(answer.Text);
        }
    }

    [Fact]
    public async Task A_message_of_a_megabyte_is_kept_whole_and_shown_short()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder);
        using var visitor = server.Visit(Languages.English);
        await visitor.GetAsync("/chat");
        var text = string.Concat(Enumerable.Repeat(EnglishComplaint + " ", 1_000_000 / EnglishComplaint.Length)).TrimEnd();

        var page = await visitor.SayAsync(text);

        page.Status.ShouldBe(HttpStatusCode.OK);
        (await server.MessagesAsync()).First(m => m.Speaker == Speaker.Customer).Text.Length.ShouldBe(text.Length);
        page.Raw.Length.ShouldBeLessThan(60_000);
        page.Html.ShouldContain("Everything is kept; only the beginning is shown here.");
    }

    [Fact]
    public async Task The_same_form_sent_twice_is_one_message_and_other_words_under_the_same_key_are_another()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder);
        using var visitor = server.Visit();
        var first = await visitor.GetAsync("/chat");
        using var impatient = server.Visit();
        foreach (var text in new[] { "你好", "你好", "水壶漏水" })
        {
            using var form = new MultipartFormDataContent { { new StringContent(text), "text" }, { new StringContent(first.Field("messageKey")!), "messageKey" } };
            (await visitor.Http.PostAsync("/chat", form)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        }

        (await server.MessagesAsync()).Where(m => m.Speaker == Speaker.Customer).Select(m => m.Text).ShouldBe(["你好", "水壶漏水"]);
    }

    [Fact]
    public async Task A_file_goes_with_the_form_and_only_its_own_visitor_can_open_it()
    {
        byte[] png = [0x89, (byte)'P', (byte)'N', (byte)'G', 1, 2, 3];
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder);
        using var visitor = server.Visit(Languages.English);
        using var stranger = server.Visit(Languages.English);
        await visitor.GetAsync("/chat");
        await stranger.GetAsync("/chat");

        var page = await visitor.SayAsync("the box was crushed", file: ("<b>box</b>.png", png));

        var kept = (await server.MessagesAsync()).Single(m => m.Speaker == Speaker.Customer).Extras!.Attachments!.Single();
        page.Raw.ShouldContain($"src=\"/chat/files/{kept.Id}\"");
        page.Raw.ShouldNotContain("<b>box");
        (await visitor.Http.GetByteArrayAsync($"/chat/files/{kept.Id}")).ShouldBe(png);
        (await stranger.GetAsync($"/chat/files/{kept.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_file_too_large_is_refused_in_words_and_the_text_stays_in_the_box()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder, "--FeedbackBot:WebChat:LargestUpload=2000000");
        using var visitor = server.Visit();
        await visitor.GetAsync("/chat");

        var page = await visitor.SayAsync("箱子压坏了", file: ("box.bin", new byte[2_100_000]));

        page.Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        page.Html.ShouldContain("文件不能超过 2 MB");
        page.Html.ShouldContain(">箱子压坏了</textarea>");
        (await server.MessagesAsync()).ShouldNotContain(m => m.Speaker == Speaker.Customer);
    }

    [Fact]
    public async Task Too_fast_is_said_in_the_visitors_language_and_nothing_written_is_lost()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder, "--FeedbackBot:RateLimits:MessagesPerMinute=1");
        using var visitor = server.Visit();
        await visitor.GetAsync("/chat");
        await visitor.SayAsync("你好");

        var page = await visitor.SayAsync("还有一件事");

        page.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        page.Html.ShouldContain("消息发得有点快");
        page.Html.ShouldContain(">还有一件事</textarea>");
    }

    [Fact]
    public async Task A_browser_that_keeps_no_cookies_carries_its_token_in_the_form()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder);
        using var visitor = server.Visit(Languages.English, cookies: false);
        await visitor.GetAsync("/chat");

        await visitor.SayAsync("The kettle leaks");
        var page = await visitor.SayAsync("It is the blue one");

        page.Html.ShouldContain("The kettle leaks");
        page.Html.ShouldContain("It is the blue one");
        page.Field("token").ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task The_page_speaks_the_language_chosen_or_preferred()
    {
        (string Path, string Accepted, string Expected)[] cases =
        [
            ("/chat", "en-US,en;q=0.9,zh;q=0.2", "<html lang=\"en\">"),
            ("/chat", "fr-FR, zh-TW;q=0.8, en;q=0.3", "<html lang=\"zh-CN\">"),
            ("/chat", "fr-FR", "<html lang=\"en\">"),
            ("/chat?lang=zh", "en", "<html lang=\"zh-CN\">"),
            ("/chat?lang=en", "zh-CN", "<html lang=\"en\">"),
            ("/chat?lang=%22%3E%3Cscript%3E", "zh-CN", "<html lang=\"zh-CN\">"),
        ];
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder);
        foreach (var (path, accepted, expected) in cases)
        {
            using var http = new HttpClient { BaseAddress = server.Address };
            http.DefaultRequestHeaders.Add("Accept-Language", accepted);
            (await http.GetStringAsync(path)).ShouldContain(expected, customMessage: $"{path} {accepted}");
        }
    }

    [Fact]
    public async Task What_is_not_a_form_is_answered_with_the_page()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder);
        using var visitor = server.Visit(Languages.English);
        var answer = await visitor.Http.PostAsync("/chat", new StringContent("{}", Encoding.UTF8, "application/json"));
        answer.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("did not arrive completely");
    }
}
