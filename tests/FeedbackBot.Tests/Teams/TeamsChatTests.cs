using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Teams;

/// <summary>Conversations in Teams, against a service of our own that behaves as Teams does.</summary>
public sealed class TeamsChatTests : IAsyncLifetime
{
    private const string ApiKey = "teams-test-key-0123456789";
    private TeamsCloud _cloud = null!;
    private TestServer _server = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        _cloud = await TeamsCloud.StartAsync();
        _server = await TestServer.StartAsync([.. _cloud.Settings(), $"--FeedbackBot:Api:BootstrapKey={ApiKey}", "--FeedbackBot:PublicUrl=https://care.example.com"]);
        _http = new HttpClient { BaseAddress = new Uri(_server.Address) };
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
        await _cloud.DisposeAsync();
    }

    [Fact]
    public async Task A_complaint_is_taken_confirmed_by_a_button_and_answered_by_a_person()
    {
        var confirm = await ComplainAsync();
        var yes = confirm.Card!["actions"]![0]!["title"]!.ToString();
        var card = await PressAsync(confirm.Button(yes));
        card["type"]!.ToString().ShouldBe("application/vnd.microsoft.card.adaptive");
        card["value"]!["actions"].ShouldBeNull("a question that was answered has no buttons");
        card["value"]!["body"]!.AsArray()[^1]!["inlines"]![0]!["text"]!.ToString().ShouldBe($"✓ {yes}");

        var receipt = await WaitForAsync(s => s.Facts?["ticket"] != null);
        var number = receipt.Facts!["ticket"]!.ToString();
        receipt.Text.ShouldContain(number);
        await using var db = _server.Open();
        var ticket = await db.Tickets.SingleAsync();
        ticket.Channel.ShouldBe("teams");
        (await db.Contacts.SingleAsync()).ExternalId.ShouldBe("teams:aad-tom");

        using var reply = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/tickets/{number}/replies") { Content = JsonContent.Create(new { text = "A <new> kettle & lid leave today." }) };
        reply.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ApiKey);
        using var accepted = await _http.SendAsync(reply);
        accepted.EnsureSuccessStatusCode();
        var told = await WaitForAsync(s => s.Text.Contains("kettle & lid", StringComparison.Ordinal));
        told.Facts!["speaker"]!.ToString().ShouldBe("agent");
        told.Activity["text"]!.ToString().ShouldContain("A &lt;new&gt; kettle &amp; lid", Case.Sensitive, "what people write is no markup");
    }

    [Fact]
    public async Task Every_message_comes_once_in_order_to_the_person_it_is_for_and_the_channel_gets_its_200_at_once()
    {
        using var first = await _cloud.PostAsync(_http, _cloud.Activity("message", "hello"));
        var clock = Stopwatch.StartNew();
        using var answer = await _cloud.PostAsync(_http, _cloud.Activity("message", "My parcel never came"));
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(1));
        (await answer.Content.ReadAsStringAsync()).ShouldBeEmpty();
        await SilenceAsync();
        await using var db = _server.Open();
        var said = await db.Messages.Where(m => m.Speaker == Speaker.Bot).OrderBy(m => m.Sequence).Select(m => m.Text).ToListAsync();
        _cloud.Received.Select(r => TeamsCloud.Words(r.Text)).ShouldBe(said.Select(TeamsCloud.Words));
        _cloud.Received.ShouldAllBe(r => r.Thread == "a:1tom" && r.Activity["recipient"]!["id"]!.ToString() == "29:tom");
        _cloud.TokensGiven.ShouldBe(1, "one token serves until it is near its end");
        var conversation = await db.Conversations.SingleAsync();
        conversation.PushedTo.ShouldBe(conversation.LastSequence);
    }

    [Fact]
    public async Task An_activity_that_is_brought_again_is_heard_once()
    {
        var activity = _cloud.Activity("message", "The kettle arrived cracked");
        for (var time = 0; time < 3; time++)
        {
            using var answer = await _cloud.PostAsync(_http, activity.DeepClone());
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        await SilenceAsync();
        await using var db = _server.Open();
        (await db.Messages.CountAsync(m => m.Speaker == Speaker.Customer)).ShouldBe(1);
        _cloud.Received.Count.ShouldBe(await db.Messages.CountAsync(m => m.Speaker == Speaker.Bot));
    }

    [Fact]
    public async Task A_button_pressed_twice_or_too_late_or_by_somebody_else_does_nothing_more()
    {
        var confirm = await ComplainAsync();
        var (yes, other) = (confirm.Card!["actions"]![0]!.AsObject(), confirm.Card["actions"]![1]!.AsObject());
        (await PressAsync(yes, "ann", "a:1ann"))["type"]!.ToString().ShouldBe("application/vnd.microsoft.activity.message", "it is Tom's question");
        var chosen = (await PressAsync(yes))["value"]!.ToJsonString();
        (await PressAsync(yes))["value"]!.ToJsonString().ShouldBe(chosen);
        (await PressAsync(other))["value"]!.ToJsonString().ShouldBe(chosen, "the first press counts");
        await WaitForAsync(s => s.Facts?["ticket"] != null);
        await using var db = _server.Open();
        (await db.Tickets.CountAsync()).ShouldBe(1);

        var greeting = _cloud.Received.First(r => r.Card != null);
        (await PressAsync(greeting.Card!["actions"]![0]!.AsObject()))["value"]!.ToJsonString().ShouldContain("already been answered");
        (await db.Tickets.CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task An_older_client_posts_the_button_as_a_message()
    {
        var confirm = await ComplainAsync();
        var submit = _cloud.Activity("message");
        submit["value"] = confirm.Card!["actions"]![0]!["fallback"]!["data"]!.DeepClone();
        using var answer = await _cloud.PostAsync(_http, submit);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        await WaitForAsync(s => s.Facts?["ticket"] != null);
    }

    [Theory]
    [InlineData("task/fetch", 501, null)]
    [InlineData("adaptiveCard/action", 200, 400)]
    public async Task What_we_do_not_do_is_said_in_the_channels_way(string name, int status, int? inside)
    {
        var invoke = _cloud.Activity("invoke");
        (invoke["name"], invoke["value"]) = (name, new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = "delete", ["data"] = new JsonObject() } });
        using var answer = await _cloud.PostAsync(_http, invoke);
        ((int)answer.StatusCode).ShouldBe(status);
        if (inside != null)
        {
            (await answer.Content.ReadFromJsonAsync<JsonObject>())!["statusCode"]!.GetValue<int>().ShouldBe(inside.Value);
        }
    }

    [Fact]
    public async Task A_channel_that_is_busy_gets_everything_later_once_and_in_order()
    {
        _cloud.Refusals.Enqueue(_ => new Busy(429));
        _cloud.Refusals.Enqueue(_ => Results.StatusCode(502));
        _cloud.Refusals.Enqueue(_ => Results.StatusCode(401));
        using var answer = await _cloud.PostAsync(_http, _cloud.Activity("message", "My parcel never came"));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        await SilenceAsync();
        await using var db = _server.Open();
        var said = await db.Messages.Where(m => m.Speaker == Speaker.Bot).OrderBy(m => m.Sequence).Select(m => m.Text).ToListAsync();
        _cloud.Received.Select(r => TeamsCloud.Words(r.Text)).ShouldBe(said.Select(TeamsCloud.Words));
        _cloud.TokensGiven.ShouldBe(2, "a token that was refused is got anew");
    }

    [Fact]
    public async Task A_channel_that_is_blocked_is_left_alone_until_somebody_there_speaks_again()
    {
        _cloud.Refusals.Enqueue(_ => Results.Json(new { error = new { code = "Forbidden", subCode = "MessageWritesBlocked" } }, statusCode: 403));
        using var first = await _cloud.PostAsync(_http, _cloud.Activity("message", "hello"));
        await UntilAsync(async () =>
        {
            await using var db = _server.Open();
            return await db.ConversationReferences.AnyAsync(r => r.ClosedAt != null);
        });
        await Task.Delay(1500);
        _cloud.Received.ShouldBeEmpty();
        await using (var db = _server.Open())
        {
            (await db.ConversationReferences.SingleAsync()).LastError!.ShouldContain("MessageWritesBlocked");
        }

        using var second = await _cloud.PostAsync(_http, _cloud.Activity("message", "are you there?"));
        await SilenceAsync();
        await using var after = _server.Open();
        _cloud.Received.Count.ShouldBe(await after.Messages.CountAsync(m => m.Speaker == Speaker.Bot), "what was said meanwhile comes too");
    }

    [Fact]
    public async Task Once_blocked_a_pressed_button_opens_the_way_again()
    {
        var confirm = await ComplainAsync();
        await SilenceAsync();
        using var removed = await _cloud.PostAsync(_http, With(_cloud.Activity("installationUpdate"), "action", "remove"));
        await PressAsync(confirm.Card!["actions"]![0]!.AsObject());
        await WaitForAsync(s => s.Facts?["ticket"] != null);
    }

    [Fact]
    public async Task A_message_the_channel_will_not_take_comes_as_bare_words_or_is_passed_over_and_holds_nothing_up()
    {
        for (var refusal = 0; refusal < 3; refusal++)
        {
            _cloud.Refusals.Enqueue(_ => Results.Json(new { error = new { code = "MessageSizeTooBig" } }, statusCode: 413));
        }

        using var answer = await _cloud.PostAsync(_http, _cloud.Activity("message", "My parcel never came"));
        await SilenceAsync();
        await using var db = _server.Open();
        var said = await db.Messages.CountAsync(m => m.Speaker == Speaker.Bot);
        said.ShouldBeGreaterThan(1);
        _cloud.Received.Count.ShouldBe(said - 1, "the first was refused even as bare words");
        _cloud.Received.First().Activity["textFormat"]!.ToString().ShouldBe("plain", "the second was taken as bare words");
        (await db.ConversationReferences.SingleAsync()).LastError!.ShouldContain("413");
    }

    [Fact]
    public async Task What_is_private_is_not_brought_into_a_team()
    {
        await PressAsync((await ComplainAsync()).Card!["actions"]![0]!.AsObject());
        var number = (await WaitForAsync(s => s.Facts?["ticket"] != null)).Facts!["ticket"]!.ToString();
        using var begun = await _cloud.PostAsync(_http, _cloud.Activity("message", "I want to complain"));
        await SilenceAsync();
        const string Thread = "19:team@thread.tacv2";
        using var asked = await _cloud.PostAsync(_http, _cloud.Activity("message", "hello, how is my case?", thread: Thread, conversationType: "channel"));
        await SilenceAsync();
        _cloud.Received.Where(r => r.Thread == Thread).ShouldAllBe(r => !r.Text.Contains(number, StringComparison.Ordinal));
        await using var db = _server.Open();
        (await db.Conversations.SingleAsync(c => c.Key == "a:1tom")).State!.ShouldContain("complaint", Case.Sensitive, "what was begun in private stays there");
    }

    [Fact]
    public async Task A_team_is_told_once_without_buttons()
    {
        const string Thread = "19:team@thread.tacv2";
        for (var time = 0; time < 2; time++)
        {
            var installed = _cloud.Activity("conversationUpdate", thread: Thread, conversationType: "channel");
            installed["membersAdded"] = new JsonArray(new JsonObject { ["id"] = TeamsCloud.Bot });
            using var answer = await _cloud.PostAsync(_http, installed);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        await SilenceAsync();
        var told = _cloud.Received.Single();
        told.Card.ShouldBeNull();
        told.Activity["entities"].ShouldBeNull("nobody in particular is meant");
        told.Text.ShouldContain("Mention me here");
    }

    [Fact]
    public async Task In_a_team_each_person_has_a_conversation_of_their_own_and_is_named_in_the_answer()
    {
        const string Thread = "19:team@thread.tacv2;messageid=1700000000000";
        foreach (var person in new[] { "tom", "ann" })
        {
            var activity = _cloud.Activity("message", $"<at>FeedbackBot</at>&nbsp;{person}'s parcel never came", person, Thread, "channel");
            activity["entities"]!.AsArray().Add(new JsonObject { ["type"] = "mention", ["text"] = "<at>FeedbackBot</at>", ["mentioned"] = new JsonObject { ["id"] = TeamsCloud.Bot, ["name"] = "FeedbackBot" } });
            using var answer = await _cloud.PostAsync(_http, activity);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        await SilenceAsync();
        await using var db = _server.Open();
        (await db.Conversations.CountAsync()).ShouldBe(2);
        (await db.Messages.Where(m => m.Speaker == Speaker.Customer).Select(m => m.Text).ToListAsync()).ShouldBe(["tom's parcel never came", "ann's parcel never came"], ignoreOrder: true);
        _cloud.Received.ShouldAllBe(r => r.Thread == Thread);
        foreach (var person in new[] { "Tom", "Ann" })
        {
            var mention = _cloud.Received.First(r => r.Activity["recipient"]!["name"]!.ToString() == person).Activity;
            mention["text"]!.ToString().ShouldStartWith($"<at>{person}</at>");
            mention["entities"]![0]!["mentioned"]!["id"]!.ToString().ShouldBe($"29:{person.ToLowerInvariant()}");
        }
    }

    [Fact]
    public async Task Installing_greets_once_and_removing_ends_it()
    {
        var installed = _cloud.Activity("conversationUpdate");
        installed["membersAdded"] = new JsonArray(new JsonObject { ["id"] = TeamsCloud.Bot });
        using var first = await _cloud.PostAsync(_http, installed);
        using var again = await _cloud.PostAsync(_http, With(_cloud.Activity("installationUpdate"), "action", "add"));
        (await _cloud.WaitForAsync(1))[0].Card!["actions"]!.AsArray().Count.ShouldBeGreaterThan(1, "a greeting says what can be done");
        var privacy = _cloud.Received.First().Card!["body"]!.AsArray().SelectMany(b => b!["inlines"]!.AsArray()).Single(r => r!["selectAction"] != null)!;
        privacy["selectAction"]!["url"]!.ToString().ShouldBe("https://care.example.com/privacy");
        privacy["text"]!.ToString().ShouldBe("privacy note");
        using var typing = await _cloud.PostAsync(_http, _cloud.Activity("typing"));
        using var reaction = await _cloud.PostAsync(_http, _cloud.Activity("messageReaction"));
        await SilenceAsync();
        _cloud.Received.Count.ShouldBe(1);

        using var removed = await _cloud.PostAsync(_http, With(_cloud.Activity("installationUpdate"), "action", "remove"));
        removed.StatusCode.ShouldBe(HttpStatusCode.OK);
        await using var db = _server.Open();
        (await db.ConversationReferences.SingleAsync()).ClosedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task Chinese_is_answered_in_chinese_and_files_are_asked_for_in_words()
    {
        var activity = _cloud.Activity("message", "<p>空调不制冷&nbsp;订单 AB11112222</p>");
        (activity["locale"], activity["attachments"]) = ("zh-CN", new JsonArray(
            new JsonObject { ["contentType"] = "text/html" }, new JsonObject { ["contentType"] = "application/vnd.microsoft.teams.file.download.info", ["name"] = "照片.jpg" }));
        using var answer = await _cloud.PostAsync(_http, activity);
        await SilenceAsync();
        _cloud.Received.ShouldAllBe(r => r.Activity["locale"]!.ToString() == "zh-Hans");
        _cloud.Received.Last().Text.ShouldContain("无法在 Teams 中打开文件");
        await using var db = _server.Open();
        (await db.Messages.SingleAsync(m => m.Speaker == Speaker.Customer)).Text.ShouldBe("空调不制冷 订单 AB11112222");
    }

    /// <summary>Up to the question whether to file it.</summary>
    private async Task<TeamsCloud.Sent> ComplainAsync()
    {
        using var answer = await _cloud.PostAsync(_http, _cloud.Activity("message", "The kettle I ordered (order CD 9876543) arrived cracked and nobody answers my emails. Please send a replacement."));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await WaitForAsync(s => s.Facts?["step"]?.ToString() == "confirm");
    }

    private async Task<JsonObject> PressAsync(JsonObject button, string person = "tom", string thread = "a:1tom")
    {
        var invoke = _cloud.Activity("invoke", person: person, thread: thread);
        (invoke["name"], invoke["value"]) = ("adaptiveCard/action", new JsonObject
        {
            ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = button["verb"]!.ToString(), ["data"] = button["data"]!.DeepClone() },
            ["trigger"] = "manual",
        });
        using var answer = await _cloud.PostAsync(_http, invoke);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    private async Task<TeamsCloud.Sent> WaitForAsync(Func<TeamsCloud.Sent, bool> wanted)
    {
        await UntilAsync(() => Task.FromResult(_cloud.Received.Any(wanted)));
        return _cloud.Received.First(wanted);
    }

    /// <summary>Until nothing waits to be sent.</summary>
    private Task SilenceAsync() => UntilAsync(async () =>
    {
        await using var db = _server.Open();
        return await db.Conversations.AnyAsync() && !await db.Conversations.AnyAsync(c => c.LastSequence > c.PushedTo);
    });

    private async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(30); await Task.Delay(25))
        {
            if (await holds())
            {
                return;
            }
        }

        throw new TimeoutException($"Not so in time. Received: {string.Join(" | ", _cloud.Received.Select(r => r.Text))}");
    }

    private static JsonObject With(JsonObject activity, string name, string value)
    {
        activity[name] = value;
        return activity;
    }

    private sealed class Busy(int status) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = status;
            httpContext.Response.Headers.RetryAfter = "1";
            return Task.CompletedTask;
        }
    }
}
