using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FeedbackBot.Tests.DirectLine;

/// <summary>A host site vouches for its customer with a signed token.</summary>
[Collection(nameof(RunningServer))]
public sealed class IdentityTests(RunningServer running)
{
    private static readonly Dictionary<string, object> Fang = new() { ["sub"] = "customer-17", ["name"] = "王芳", ["email"] = "fang@example.com", ["account"] = "ACME-1" };

    [Fact]
    public async Task A_vouched_for_customer_becomes_a_contact_of_the_account_and_is_recognised_again()
    {
        var first = await ContactOfAsync(await ArriveAsync(Token(Fang)));
        first.Name.ShouldBe("王芳");
        first.Email.ShouldBe("fang@example.com");
        first.AccountId.ShouldNotBeNull();
        var again = await ArriveAsync(Token(Fang));
        (await ContactOfAsync(again)).Id.ShouldBe(first.Id);
        (await again.LogAsync())[0]["text"]!.GetValue<string>().ShouldContain("王芳");
        await using var db = running.Server.OpenDatabase();
        (await db.Accounts.SingleAsync(a => a.Id == first.AccountId)).ExternalId.ShouldBe("ACME-1");
    }

    [Fact]
    public async Task Who_is_not_vouched_for_is_somebody_new_every_time()
    {
        var one = await ContactOfAsync(await Visitor.ArriveAsync(running.Http));
        var other = await ContactOfAsync(await Visitor.ArriveAsync(running.Http));
        one.Id.ShouldNotBe(other.Id);
        one.ExternalId.ShouldBeNull();
    }

    [Fact]
    public async Task The_identity_survives_a_refresh_of_the_token()
    {
        var visitor = new Visitor(running.Http);
        await visitor.TakeTokenAsync(Request(Token(new(Fang) { ["sub"] = "customer-18" })));
        visitor.Token = (await visitor.CallAsync(HttpMethod.Post, "tokens/refresh")).Text("token");
        (await visitor.CallAsync(HttpMethod.Post, "conversations", new JsonObject())).Status.ShouldBe(HttpStatusCode.Created);
        (await ContactOfAsync(visitor)).ExternalId.ShouldBe("customer-18");
    }

    [Fact]
    public async Task Claims_of_another_form_do_not_break_the_start()
    {
        var visitor = await ArriveAsync(Token(new() { ["sub"] = "customer-19", ["name"] = 5, ["email"] = new[] { "a", "b" }, ["account"] = true }));
        (await ContactOfAsync(visitor)).ExternalId.ShouldBe("customer-19");
    }

    [Fact]
    public async Task A_vouched_for_order_and_what_the_page_says_are_not_asked()
    {
        var visitor = await ArriveAsync(Token(new(Fang) { ["sub"] = "customer-20", ["order"] = "SHOP/20" }));
        var page = new JsonObject { ["order"] = "other", ["url"] = "https://shop.example/o/20", ["fields"] = new JsonObject { ["desired_outcome"] = "refund" } };
        await visitor.PostAsync(new JsonObject { ["type"] = "event", ["name"] = "webchat/join", ["channelData"] = new JsonObject { ["page"] = page } });
        var asked = await visitor.RepliesAsync(await visitor.SayAsync("the lamp arrived smashed to pieces"));
        asked[^1]["channelData"]!["feedbackBot"]!["step"]!.GetValue<string>().ShouldBe("confirm");
        asked[^1]["text"]!.GetValue<string>().ShouldContain("SHOP/20");
        var filed = await visitor.RepliesAsync(await visitor.SayAsync("yes"));
        var number = FeedbackBot.Tickets.TicketNumber.Parse(filed[^1]["channelData"]!["feedbackBot"]!["ticket"]!.GetValue<string>())!.Value;
        await using var db = running.Server.OpenDatabase();
        var fields = (await db.Set<FeedbackBot.Tickets.Ticket>().SingleAsync(t => t.Number == number)).Fields;
        (fields["order_number"], fields["page_url"], fields["desired_outcome"]).ShouldBe(("SHOP/20", "https://shop.example/o/20", "refund"));
    }

    [Fact]
    public async Task What_a_vouched_for_customer_began_in_one_browser_is_finished_in_the_next()
    {
        var token = Token(new(Fang) { ["sub"] = "customer-21" });
        var old = await ArriveAsync(token);
        await old.SayAsync("上周买的台灯一直闪，客服不回复");
        var browser = await ArriveAsync(token);
        var said = (await browser.LogAsync())[^1];
        Step(said).ShouldBe("resume");
        for (var turn = 0; turn < 8 && Feedback(said)["ticket"] == null; turn++)
        {
            said = (await browser.RepliesAsync(await browser.SayAsync(Step(said) is "order_number" or "desired_outcome" or "reply_to" ? "跳过" : "是的")))[^1];
        }

        var number = FeedbackBot.Tickets.TicketNumber.Parse(Feedback(said)["ticket"]?.GetValue<string>());
        await using var db = running.Server.OpenDatabase();
        (await db.Set<FeedbackBot.Tickets.Ticket>().SingleAsync(t => t.Number == number)).Description.ShouldContain("台灯");
        Step((await (await ArriveAsync(token)).LogAsync())[^1]).ShouldBeNull();
        Step((await old.RepliesAsync(await old.SayAsync("你好")))[^1]).ShouldBeNull();
    }

    [Fact]
    public async Task A_page_given_at_the_start_of_a_conversation_is_known_later()
    {
        var visitor = new Visitor(running.Http);
        await visitor.TakeTokenAsync();
        var data = new JsonObject { ["page"] = new JsonObject { ["order"] = "AB20262026" } };
        (await visitor.CallAsync(HttpMethod.Post, "conversations", new JsonObject { ["channelData"] = data })).Status.ShouldBe(HttpStatusCode.Created);
        var asked = await visitor.RepliesAsync(await visitor.SayAsync("the lamp arrived smashed to pieces, I want a refund"));
        asked[^1]["channelData"]!["feedbackBot"]!["step"]!.GetValue<string>().ShouldBe("reply_to");
    }

    [Fact]
    public async Task A_token_that_proves_nothing_is_refused()
    {
        var parts = Token(Fang).Split('.');
        var richer = Base64UrlEncoder.Encode("""{"sub":"customer-1","exp":4102444800}""");
        var refused = new Dictionary<string, string>
        {
            ["another secret"] = Token(Fang, secret: "another-secret-of-the-same-length-00"),
            ["expired"] = Token(Fang, expires: new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc)),
            ["no expiry"] = Token(Fang, expires: DateTime.MinValue),
            ["another algorithm"] = Token(Fang, algorithm: SecurityAlgorithms.HmacSha512),
            ["no subject"] = Token(new() { ["name"] = "nobody" }),
            ["empty subject"] = Token(new() { ["sub"] = " " }),
            ["alg none"] = $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""")}.{richer}.",
            ["alg none with a signature"] = $"{Base64UrlEncoder.Encode("""{"alg":"none"}""")}.{richer}.{parts[2]}",
            ["changed claims"] = $"{parts[0]}.{richer}.{parts[2]}",
            ["a visitor's token"] = (await Visitor.ArriveAsync(running.Http)).Token,
            ["empty"] = "",
            ["garbage"] = "x.y.z",
            ["endless"] = new string('A', 50_000),
        };
        foreach (var (what, token) in refused)
        {
            var answer = await new Visitor(running.Http).CallAsync(HttpMethod.Post, "tokens/generate", Request(token));
            answer.Status.ShouldBe(HttpStatusCode.Forbidden, what);
            answer.ShouldRefuse(HttpStatusCode.Forbidden, "InvalidIdentity");
        }
    }

    private async Task<Visitor> ArriveAsync(string token)
    {
        var visitor = new Visitor(running.Http);
        await visitor.TakeTokenAsync(Request(token));
        (await visitor.CallAsync(HttpMethod.Post, "conversations", new JsonObject { ["locale"] = "zh-Hans" })).Status.ShouldBe(HttpStatusCode.Created);
        return visitor;
    }

    private async Task<Contact> ContactOfAsync(Visitor visitor)
    {
        await using var db = running.Server.OpenDatabase();
        var conversation = await db.Conversations.SingleAsync(c => c.Key == visitor.Conversation);
        return await db.Contacts.SingleAsync(c => c.Id == conversation.ContactId);
    }

    private static JsonNode Feedback(JsonNode activity) => activity["channelData"]!["feedbackBot"]!;

    private static string? Step(JsonNode activity) => Feedback(activity)["step"]?.GetValue<string>();

    private static JsonObject Request(string token) => new() { ["user"] = new JsonObject { ["token"] = token } };

    private static string Token(Dictionary<string, object> claims, string? secret = null, DateTime? expires = null, string algorithm = SecurityAlgorithms.HmacSha256) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Claims = claims,
            Expires = expires == DateTime.MinValue ? null : expires ?? TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(5),
            SigningCredentials = new(new SymmetricSecurityKey(Encoding.UTF8.GetBytes((secret ?? RunningServer.IdentitySecret).PadRight(64, algorithm == SecurityAlgorithms.HmacSha512 ? '0' : ' ').TrimEnd(' '))), algorithm),
        });
}
