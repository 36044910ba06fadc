using System.Net;
using System.Text.RegularExpressions;

namespace FeedbackBot.Tests.Chat;

/// <summary>The live log: fed by the stored one, resumed by number, for its own visitor only.</summary>
public sealed partial class ChatStreamTests
{
    [Fact]
    public async Task After_a_restart_on_the_same_folder_the_visitor_finds_everything_and_goes_on()
    {
        using var folder = new TemporaryFolder();
        using var visitor = new Carried();
        int said;
        await using (var server = await ChatServer.StartAsync(folder))
        {
            var page = await visitor.At(server).ComplainAsync("上周买的洗衣机又坏了，我要退款");
            said = page.Sequences.Length;
        }

        await using var again = await ChatServer.StartAsync(folder);
        var after = await visitor.At(again).GetAsync("/chat");
        after.Sequences.Length.ShouldBe(said);
        after.TicketNumber.ShouldBe("FB-000001");
        var more = await visitor.Now.SayAsync("对了，箱子也是破的");
        more.Sequences.Length.ShouldBeGreaterThan(said + 1);
    }

    [Fact]
    public async Task A_stream_resumed_by_number_brings_exactly_what_was_missed_once()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder);
        using var visitor = server.Visit();
        await visitor.GetAsync("/chat");
        await visitor.SayAsync("你好");
        await visitor.SayAsync("我想投诉");
        var last = visitor.Page.Sequences[^1];

        var stream = await visitor.StreamAsync("/chat/stream?after=1", enough: 50, lastEventId: "3", patience: TimeSpan.FromSeconds(1.5));

        Ids(stream).ShouldBe(Enumerable.Range(4, last - 3));
        Sequences(stream).ShouldBe(Ids(stream));
    }

    [Fact]
    public async Task An_agents_answer_arrives_live_in_every_tab_with_the_agents_name()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder);
        using var visitor = server.Visit();
        var page = await visitor.ComplainAsync("上周买的洗衣机又坏了，我要退款");
        var tabs = new[] { 1, 2 }.Select(_ => visitor.StreamAsync($"/chat/stream?after={page.Sequences[^1]}", enough: 1)).ToArray();
        await Task.Delay(300);

        await server.ReplyAsync(1, "您好，退款 <今天> 到账");

        foreach (var stream in await Task.WhenAll(tabs))
        {
            Sequences(stream).ShouldBe([page.Sequences[^1] + 1]);
            stream.ShouldContain("您好，退款 <今天> 到账");
            stream.ShouldContain("<hx-partial hx-target=\"#who\" hx-swap=\"innerHTML\">Lin Xiao 正在为您服务</hx-partial>");
        }
    }

    [Fact]
    public async Task A_quiet_stream_is_open_at_once_and_holds_nothing_old()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder);
        using var visitor = server.Visit();
        await visitor.GetAsync("/chat");
        (await visitor.StreamAsync("/chat/stream?after=1", enough: 1, patience: TimeSpan.FromSeconds(1))).ShouldBe(": live\n\n");
    }

    [Fact]
    public async Task Any_number_to_resume_from_is_answered()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder);
        using var visitor = server.Visit();
        await visitor.GetAsync("/chat");
        foreach (var mark in new[] { "0", "-5", "99999999999999", "abc" })
        {
            (await visitor.StreamAsync("/chat/stream", enough: 1, lastEventId: mark, patience: TimeSpan.FromMilliseconds(300))).ShouldStartWith(": live", customMessage: mark);
        }
    }

    [Fact]
    public async Task Without_a_genuine_token_nothing_is_told_or_taken()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder);
        foreach (var token in new[] { null, "not-a-token", "eyJhbGciOiJub25lIn0.eyJjb252IjoieCIsInVzZXIiOiJkbF94In0." })
        {
            using var visitor = server.Visit();
            visitor.Http.DefaultRequestHeaders.Add("X-Visitor-Token", token is null ? [] : [token]);
            (await visitor.GetAsync("/chat/stream?after=0")).Status.ShouldBe(HttpStatusCode.Unauthorized);
            using var form = new MultipartFormDataContent { { new StringContent("hello"), "text" } };
            (await visitor.Http.PostAsync("/chat/messages", form)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        (await server.MessagesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_token_opens_its_own_conversation_and_no_other()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder);
        using var one = server.Visit();
        using var other = server.Visit();
        await one.GetAsync("/chat");
        await one.SayAsync("这是我一个人的事");
        await other.GetAsync("/chat");
        other.Http.DefaultRequestHeaders.Add("X-Visitor-Token", other.Cookies.GetAllCookies()["feedbackbot.visitor"]!.Value);

        // The header wins over the cookie, so a stranger's token beside somebody's cookie still opens the stranger's own log.
        other.Cookies.Add(one.Cookies.GetAllCookies());
        (await other.StreamAsync("/chat/stream?after=0", enough: 1, patience: TimeSpan.FromSeconds(1))).ShouldNotContain("这是我一个人的事");
    }

    [Fact]
    public async Task A_script_gets_its_own_message_and_the_answers_and_the_same_again_for_the_same_key()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder);
        using var visitor = server.Visit();
        await visitor.GetAsync("/chat");

        var answers = new List<string>();
        for (var time = 0; time < 2; time++)
        {
            using var form = new MultipartFormDataContent { { new StringContent("我要投诉，水壶漏水"), "text" }, { new StringContent("key-1"), "messageKey" } };
            answers.Add(await (await visitor.Http.PostAsync("/chat/messages", form)).Content.ReadAsStringAsync());
        }

        Sequences(answers[0]).Count().ShouldBeGreaterThan(1);
        Sequences(answers[1]).ShouldBe(Sequences(answers[0]));
        answers[0].ShouldContain("data-key=\"key-1\"");
    }

    private static IEnumerable<int> Ids(string stream) => IdLine().Matches(stream).Select(m => int.Parse(m.Groups[1].Value));

    private static IEnumerable<int> Sequences(string html) => DataSeq().Matches(html).Select(m => int.Parse(m.Groups[1].Value));

    [GeneratedRegex("^id: (\\d+)$", RegexOptions.Multiline)]
    private static partial Regex IdLine();

    [GeneratedRegex("data-seq=\"(\\d+)\"")]
    private static partial Regex DataSeq();

    /// <summary>One browser's cookie, carried to the server's new port.</summary>
    private sealed class Carried : IDisposable
    {
        private Visitor? _visitor;

        public Visitor Now => _visitor!;

        public Visitor At(ChatServer server)
        {
            var fresh = server.Visit();
            foreach (Cookie cookie in _visitor?.Cookies.GetAllCookies() ?? [])
            {
                fresh.Cookies.Add(server.Address, new Cookie(cookie.Name, cookie.Value));
            }

            return _visitor = fresh;
        }

        public void Dispose() => _visitor?.Dispose();
    }
}
