using System.Net;
using System.Text.RegularExpressions;
using FeedbackBot.Messages;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Chat;

/// <summary>A case by its number and receipt code, for whoever holds both.</summary>
public sealed class CasePageTests
{
    [Theory]
    [InlineData(Languages.Chinese, "上周买的洗衣机又坏了，我要退款", "首次答复您", "前给出处理结果")]
    [InlineData(Languages.English, "The kettle I bought leaks. I want my money back.", "first answered", "a result by")]
    public async Task The_holder_sees_status_promises_and_what_was_said(string language, string complaint, string kept, string promised)
    {
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder);
        using var visitor = server.Visit(language);
        var receipt = await visitor.ComplainAsync(complaint);
        await server.ReplyAsync(1, "Answer of a colleague");

        using var holder = server.Visit(language);
        (await holder.GetAsync($"/case?number={receipt.TicketNumber}")).Raw.ShouldContain($"value=\"{receipt.TicketNumber}\"");
        var page = await holder.PostAsync("/case", ("number", "fb 1"), ("code", receipt.Code!.ToLowerInvariant().Replace("-", " ")));

        page.Html.ShouldContain(complaint);
        page.Html.ShouldContain("Answer of a colleague");
        page.Html.ShouldContain("Lin Xiao");
        page.Html.ShouldContain(Texts.Get(language, "status.waiting_on_customer"));
        page.Html.ShouldContain(kept);
        page.Html.ShouldContain(promised);
    }

    [Fact]
    public async Task A_wrong_number_and_a_wrong_code_get_the_same_page()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder);
        using var visitor = server.Visit();
        var receipt = await visitor.ComplainAsync("上周买的洗衣机又坏了，我要退款");

        var wrongCode = await visitor.PostAsync("/case", ("number", receipt.TicketNumber!), ("code", "00000-00000"));
        var wrongNumber = await visitor.PostAsync("/case", ("number", "FB-000002"), ("code", receipt.Code!));
        var neither = await visitor.PostAsync("/case", ("number", "'; drop table"), ("code", new string('x', 5000)));

        wrongCode.Html.ShouldContain("编号和查询码对不上");
        Blank(wrongNumber).ShouldBe(Blank(wrongCode));
        Blank(neither).ShouldBe(Blank(wrongCode));
        wrongNumber.Status.ShouldBe(wrongCode.Status);
    }

    [Fact]
    public async Task What_the_holder_adds_is_in_the_log_and_on_the_case_once()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder);
        using var visitor = server.Visit();
        var receipt = await visitor.ComplainAsync("上周买的洗衣机又坏了，我要退款");
        await server.ReplyAsync(1, "请问箱子完好吗？");
        (string, string)[] proof = [("number", receipt.TicketNumber!), ("code", receipt.Code!)];
        var page = await visitor.PostAsync("/case", proof);
        (string, string)[] more = [.. proof, ("add", "1"), ("text", "箱子也是破的 <b>"), ("messageKey", page.Field("messageKey")!)];

        var added = await visitor.PostAsync("/case", more);
        await visitor.PostAsync("/case", more);

        added.Html.ShouldContain("已补充到 FB-000001");
        added.Html.ShouldContain("箱子也是破的 <b>");
        added.Raw.ShouldNotContain("破的 <b>");
        var said = (await server.MessagesAsync()).Where(m => m.Text.StartsWith("箱子也是", StringComparison.Ordinal)).ToList();
        said.Count.ShouldBe(1);
        (said[0].Speaker, said[0].TicketNumber).ShouldBe((Speaker.Customer, 1));
        (await server.ReadAsync(db => db.Tickets.SingleAsync())).Status.ShouldBe(TicketStatus.Open);
        (await visitor.GetAsync("/chat")).Html.ShouldContain("箱子也是破的");
    }

    [Fact]
    public async Task Nothing_is_added_with_a_wrong_code_or_without_words()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder);
        using var visitor = server.Visit();
        var receipt = await visitor.ComplainAsync("上周买的洗衣机又坏了，我要退款");
        var before = (await server.MessagesAsync()).Count;

        (await visitor.PostAsync("/case", ("number", receipt.TicketNumber!), ("code", "00000-00000"), ("add", "1"), ("text", "hello"))).Html.ShouldContain("对不上");
        (await visitor.PostAsync("/case", ("number", receipt.TicketNumber!), ("code", receipt.Code!), ("add", "1"), ("text", " "))).Html.ShouldContain("还没有写内容");
        var tooLong = await visitor.PostAsync("/case", ("number", receipt.TicketNumber!), ("code", receipt.Code!), ("add", "1"), ("text", string.Concat(Enumerable.Repeat("很长", 2001))));
        tooLong.Html.ShouldContain("4000 字以内");
        tooLong.Html.ShouldContain("很长很长</textarea>");

        (await server.MessagesAsync()).Count.ShouldBe(before);
    }

    [Fact]
    public async Task Another_case_of_the_same_conversation_stays_out()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder);
        using var visitor = server.Visit();
        var first = await visitor.ComplainAsync("上周买的洗衣机又坏了，我要退款");
        var (number, code) = (first.TicketNumber!, first.Code!);
        await server.ReplyAsync(1, "洗衣机的答复");
        await visitor.ComplainAsync("另外，你们的快递员态度非常恶劣，我要投诉他");

        var page = await visitor.PostAsync("/case", ("number", number), ("code", code));

        page.Html.ShouldContain("洗衣机的答复");
        (await server.ReadAsync(db => db.Tickets.CountAsync())).ShouldBeGreaterThanOrEqualTo(1);
        foreach (var other in (await server.MessagesAsync()).Where(m => m.TicketNumber is > 1))
        {
            page.Html.ShouldNotContain(other.Text);
        }
    }

    [Fact]
    public async Task Guessing_is_slowed_down_in_the_visitors_language()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder, "--FeedbackBot:RateLimits:LookupsPerMinute=2");
        using var visitor = server.Visit();
        PageSeen page = null!;
        for (var guess = 0; guess < 3; guess++)
        {
            page = await visitor.PostAsync("/case", ("number", "FB-000001"), ("code", $"{guess}"));
        }

        page.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        page.Html.ShouldContain("请稍等一分钟再试");
    }

    [Fact]
    public async Task Before_the_limit_and_at_it_a_case_that_exists_looks_like_one_that_does_not()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder, "--FeedbackBot:RateLimits:LookupsPerMinute=3");
        using var visitor = server.Visit();
        var receipt = await visitor.ComplainAsync("上周买的洗衣机又坏了，我要退款");
        var (number, code) = (receipt.TicketNumber!, receipt.Code!);

        (await visitor.PostAsync("/case", ("number", number), ("code", code))).Html.ShouldContain("我要退款");
        var seen = new List<PageSeen>();
        foreach (var (asked, shown) in new[] { (number, "00000-00000"), ("FB-000999", code), (number, code), ("FB-000999", code) })
        {
            seen.Add(await visitor.PostAsync("/case", ("number", asked), ("code", shown)));
        }

        seen.Select(p => p.Status).ShouldBe([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests]);
        (Blank(seen[1]), HeadersOf(seen[1])).ShouldBe((Blank(seen[0]), HeadersOf(seen[0])));
        (Blank(seen[3]), HeadersOf(seen[3])).ShouldBe((Blank(seen[2]), HeadersOf(seen[2])));
        seen.ShouldAllBe(p => !p.Html.Contains("我要退款"));
    }

    /// <summary>Names and values, without the time and the lengths of what was typed.</summary>
    private static string HeadersOf(PageSeen page) => string.Join('\n', page.Response.Headers.Concat(page.Response.Content.Headers)
        .Where(h => h.Key is not ("Date" or "Content-Length")).Select(h => $"{h.Key}: {string.Join(',', h.Value)}").Order());

    /// <summary>The page without what the visitor typed and without its own random keys.</summary>
    private static string Blank(PageSeen page) => Regex.Replace(page.Raw, " value=\"[^\"]*\"| value(?=[ >])", "");
}
