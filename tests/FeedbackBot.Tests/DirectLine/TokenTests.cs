using System.Net;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FeedbackBot.Tests.DirectLine;

[Collection(nameof(RunningServer))]
public sealed class TokenTests(RunningServer running)
{
    [Fact]
    public async Task A_token_is_for_one_conversation_and_names_its_user()
    {
        var visitor = new Visitor(running.Http);
        var given = await visitor.CallAsync(HttpMethod.Post, "tokens/generate", new JsonObject { ["user"] = new JsonObject { ["id"] = "dl_page-chosen" } });
        given.Status.ShouldBe(HttpStatusCode.OK);
        given.Json["expires_in"]!.GetValue<int>().ShouldBeGreaterThan(3600);
        given.Json["streamUrl"].ShouldBeNull();
        given.Text("conversationId").ShouldMatch("^[A-Za-z0-9_-]{20,}$");
        visitor.Token = given.Text("token");
        visitor.User.ShouldBe("dl_page-chosen");
        await visitor.TakeTokenAsync();
        visitor.User.ShouldMatch("^dl_[A-Za-z0-9_-]{20,}$");
    }

    [Theory]
    [InlineData("""{"user":{"id":"somebody"}}""")]
    [InlineData("""{"user":{"id":5}}""")]
    [InlineData("""{"user":"dl_me"}""")]
    [InlineData("""[]""")]
    [InlineData("""null""")]
    [InlineData("""{"user":""")]
    public async Task A_token_request_that_is_not_one_is_refused(string body)
    {
        var answer = await new Visitor(running.Http).CallRawAsync(HttpMethod.Post, "tokens/generate", new StringContent(body));
        answer.ShouldRefuse(HttpStatusCode.BadRequest, "BadArgument");
    }

    [Fact]
    public async Task A_token_may_be_asked_for_without_any_body()
    {
        var answer = await new Visitor(running.Http).CallAsync(HttpMethod.Post, "tokens/generate");
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
    }

    [Fact]
    public async Task A_conversation_is_created_once_and_found_again_after_that()
    {
        var visitor = new Visitor(running.Http);
        await visitor.TakeTokenAsync();
        foreach (var status in new[] { HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.OK })
        {
            var begun = await visitor.CallAsync(HttpMethod.Post, "conversations", new JsonObject { ["user"] = new JsonObject() });
            begun.Status.ShouldBe(status);
            begun.Text("conversationId").ShouldBe(visitor.Conversation);
            begun.Text("streamUrl").ShouldStartWith($"ws://{running.Address.Authority}/v3/directline/conversations/{visitor.Conversation}/stream?");
            visitor.Token = begun.Text("token");
        }

        (await visitor.LogAsync()).Count(a => GenuineClients.Is(a["from"], "role", "bot")).ShouldBe(1);
    }

    [Fact]
    public async Task The_greeting_comes_in_the_language_of_the_page()
    {
        var chinese = await Visitor.ArriveAsync(running.Http, "zh-CN");
        (await chinese.LogAsync())[0]["text"]!.GetValue<string>().ShouldMatch("[一-龥]");
        var english = await Visitor.ArriveAsync(running.Http, "en-GB");
        (await english.LogAsync())[0]["text"]!.GetValue<string>().ShouldNotMatch("[一-龥]{3}");
    }

    [Fact]
    public async Task Reconnecting_gives_a_new_token_and_stream_from_the_watermark()
    {
        var visitor = await Visitor.ArriveAsync(running.Http);
        var again = await visitor.CallAsync(HttpMethod.Get, $"conversations/{visitor.Conversation}?watermark=1");
        again.Status.ShouldBe(HttpStatusCode.OK);
        again.Text("conversationId").ShouldBe(visitor.Conversation);
        again.Text("streamUrl").ShouldContain("watermark=1&");
        visitor.Token = again.Text("token");
        (await visitor.ReadPageAsync()).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_refreshed_token_stays_with_its_conversation_and_user()
    {
        var visitor = await Visitor.ArriveAsync(running.Http);
        var user = visitor.User;
        var refreshed = await visitor.CallAsync(HttpMethod.Post, "tokens/refresh");
        refreshed.Status.ShouldBe(HttpStatusCode.OK);
        refreshed.Text("conversationId").ShouldBe(visitor.Conversation);
        refreshed.Json["expires_in"]!.GetValue<int>().ShouldBeGreaterThan(0);
        visitor.Token = refreshed.Text("token");
        visitor.User.ShouldBe(user);
        await visitor.SayAsync("hello");
    }

    public static TheoryData<string, string> Calls => new()
    {
        { "POST", "tokens/refresh" },
        { "POST", "conversations" },
        { "GET", "conversations/{0}" },
        { "GET", "conversations/{0}/activities" },
        { "POST", "conversations/{0}/activities" },
        { "POST", "conversations/{0}/upload" },
        { "GET", "conversations/{0}/stream" },
        { "GET", "attachments/01890000-0000-7000-8000-000000000000" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Without_a_valid_token_every_call_answers_401(string method, string path)
    {
        var visitor = await Visitor.ArriveAsync(running.Http);
        var own = visitor.Token;
        var unsigned = Convert.ToBase64String("""{"alg":"none"}"""u8).TrimEnd('=') + "." + own.Split('.')[1] + ".";
        foreach (var token in new[] { "", "garbage", "a.b.c", own[..^4] + "AAAA", unsigned, Signed("not the server's key, but just as long"u8.ToArray(), visitor.Conversation, DateTime.MaxValue) })
        {
            visitor.Token = token;
            var answer = await visitor.CallRawAsync(new(method), string.Format(null, path, visitor.Conversation), method == "POST" ? new StringContent("{}") : null);
            answer.ShouldRefuse(HttpStatusCode.Unauthorized, "Unauthorized");
        }
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task With_an_expired_token_every_call_answers_403(string method, string path)
    {
        var visitor = await Visitor.ArriveAsync(running.Http);
        var key = await File.ReadAllBytesAsync(Path.Combine(running.Server.DataFolder, "keys", "visitor-tokens.key"));
        visitor.Token = Signed(key, visitor.Conversation, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var address = string.Format(null, path, visitor.Conversation) + (path.EndsWith("stream", StringComparison.Ordinal) ? "?t=" + visitor.Token : "");
        var answer = await visitor.CallRawAsync(new(method), address, method == "POST" ? new StringContent("{}") : null);
        answer.ShouldRefuse(HttpStatusCode.Forbidden, "TokenExpired");
    }

    [Theory]
    [InlineData("GET", "conversations/{0}")]
    [InlineData("GET", "conversations/{0}/activities")]
    [InlineData("POST", "conversations/{0}/activities")]
    [InlineData("POST", "conversations/{0}/upload")]
    [InlineData("GET", "conversations/{0}/stream?t={1}")]
    public async Task With_the_token_of_another_conversation_every_call_answers_403(string method, string path)
    {
        var visitor = await Visitor.ArriveAsync(running.Http);
        var stranger = await Visitor.ArriveAsync(running.Http);
        var address = string.Format(null, path, visitor.Conversation, stranger.Token);
        var answer = await stranger.CallRawAsync(new(method), address, method == "POST" ? new StringContent("""{"type":"message","text":"boo"}""") : null);
        answer.ShouldRefuse(HttpStatusCode.Forbidden);
        (await visitor.LogAsync()).ShouldNotContain(a => GenuineClients.Is(a, "text", "boo"));
    }

    [Theory]
    [InlineData("GET", "conversations/{0}")]
    [InlineData("GET", "conversations/{0}/activities")]
    [InlineData("POST", "conversations/{0}/activities")]
    [InlineData("POST", "conversations/{0}/upload")]
    [InlineData("GET", "attachments/01890000-0000-7000-8000-000000000000")]
    public async Task A_conversation_that_was_never_begun_is_not_found(string method, string path)
    {
        var visitor = new Visitor(running.Http);
        await visitor.TakeTokenAsync();
        var answer = await visitor.CallRawAsync(
            new(method), string.Format(null, path, visitor.Conversation), method == "POST" ? new StringContent("""{"type":"message","text":"hello"}""") : null);
        answer.ShouldRefuse(HttpStatusCode.NotFound, "NotFound");
    }

    private static string Signed(byte[] key, string conversation, DateTime expires) => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
        new SecurityTokenDescriptor
        {
            Issuer = "feedbackbot",
            Audience = "directline",
            Claims = new Dictionary<string, object> { ["conv"] = conversation, ["user"] = "dl_forged" },
            Expires = expires,
            SigningCredentials = new(new SymmetricSecurityKey(key), SecurityAlgorithms.HmacSha256),
        });
}
