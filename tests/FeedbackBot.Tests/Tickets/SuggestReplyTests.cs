using System.Text.Json.Nodes;
using FeedbackBot.Tests.Connectors.LanguageModel;
using FeedbackBot.Tests.Understanding;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;

namespace FeedbackBot.Tests.Tickets;

/// <summary>Drafts of replies: from this case's facts only, with no promise of the model's own, and never sent.</summary>
public sealed class SuggestReplyTests : IAsyncLifetime
{
    private CaseCast _cast = null!;

    public async Task InitializeAsync() => _cast = await CaseCast.CreateAsync();

    public async Task DisposeAsync() => await _cast.DisposeAsync();

    [Fact]
    public async Task A_draft_names_the_facts_it_rests_on_and_changes_nothing()
    {
        var number = await _cast.OpenAsync("The kettle leaks.", fields: new Dictionary<string, string> { ["order_number"] = "KT-771" });
        await _cast.AnswerAsync(number, "A new lid leaves our store on 20 May.");
        var before = await _cast.StateAsync();
        await using var server = await SayingAsync("I am sorry about the kettle of order KT-771. A new lid leaves our store on 20 May.", uses: IdOf("KT-771", "20 May"));
        using var client = server.Client();

        var draft = (await _cast.Suggest(client).RunAsync(number)).Value!;
        draft.Uses.Select(f => f.Text).ShouldBe(["KT-771", "A new lid leaves our store on 20 May."]);
        (draft.Language, draft.Missing.Single()).ShouldBe(("en", "the colour"));
        (await _cast.StateAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task The_model_sees_this_case_covered_and_neither_notes_nor_other_cases_nor_the_bot()
    {
        var number = await _cast.OpenAsync("The kettle leaks, call me on 13800138000 or jane@example.com.");
        await _cast.NoteAsync(number, "Angry customer, be careful.");
        await _cast.OpenAsync("My neighbour's secret complaint.");
        await using var server = await SayingAsync("I am sorry about the kettle.");
        using var client = server.Client();
        (await _cast.Suggest(client).RunAsync(number)).Value.ShouldNotBeNull();

        var data = server.Requests.Single()["messages"]![1]!.ToJsonString();
        data.ShouldContain("The kettle leaks");
        foreach (var hidden in new[] { "13800138000", "jane@example.com", "be careful", "secret", "chatter", "Ann" }) data.ShouldNotContain(hidden);
        data.ShouldContain("first_response_promised_by");
    }

    [Theory]
    [InlineData("We will refund the full amount.")]
    [InlineData("You will receive a voucher.")]
    [InlineData("We have arranged a replacement for you.")]
    [InlineData("An engineer will come to you.")]
    [InlineData("We will call you within the hour.")]
    [InlineData("This will never happen again.")]
    [InlineData("We are liable for the damage.")]
    [InlineData("We will pay 500.")]
    [InlineData("It will be there on 3 June.")]
    [InlineData("See http://evil.example/pay for details.")]
    [InlineData("Write to boss@evil.example please.")]
    [InlineData("Call us on ••••.")]
    [InlineData("水壶漏水，实在抱歉。")]
    public async Task A_reply_that_the_facts_do_not_cover_is_not_shown(string reply)
    {
        var number = await _cast.OpenAsync("The kettle leaks. I want a refund, a voucher and a new one, your colleague agreed.");
        await using var server = await SayingAsync(reply);
        using var client = server.Client();
        (await _cast.Suggest(client).RunAsync(number)).ShouldBe(new LanguageModelAnswer<ReplyDraft>(null, Unavailable.Unfounded));
    }

    [Theory]
    [InlineData("我们会为您全额退款。")]
    [InlineData("我们已为您申请赔偿。")]
    [InlineData("会给您补发一个新的水壶。")]
    [InlineData("师傅会上门检查。")]
    [InlineData("我们会在三个工作日内处理。")]
    [InlineData("我们保证不会再发生。")]
    [InlineData("将赔您５００元。")]
    [InlineData("涉事员工已被开除。")]
    public async Task Nor_is_it_in_Chinese(string reply)
    {
        var number = await _cast.OpenAsync("水壶漏水,要求退款、赔偿、补发,还要上门。", "zh-Hans");
        await using var server = await SayingAsync(reply);
        using var client = server.Client();
        (await _cast.Suggest(client).RunAsync(number)).WhyNot.ShouldBe(Unavailable.Unfounded);
    }

    [Fact]
    public async Task Nor_one_that_sends_the_agent_to_a_strange_address()
    {
        var number = await _cast.OpenAsync("The kettle leaks.");
        var reply = JsonNode.Parse(Reply("I am sorry about the kettle.", []))!;
        reply["missing"] = new JsonArray("Sign in at www.evil.example to see the order");
        await using var server = await LoopbackModel.SayingAsync(reply.ToJsonString());
        using var client = server.Client();
        (await _cast.Suggest(client).RunAsync(number)).WhyNot.ShouldBe(Unavailable.Unfounded);
    }

    [Fact]
    public async Task What_staff_promised_may_be_repeated()
    {
        var number = await _cast.OpenAsync("水壶漏水,我要退款。", "zh-Hans");
        await _cast.AnswerAsync(number, "退款129元今天已原路退回,3个工作日内到账。");
        await using var server = await SayingAsync("水壶漏水给您添麻烦了，非常抱歉。退款129元今天已为您原路退回，3个工作日内到账。");
        using var client = server.Client();
        (await _cast.Suggest(client).RunAsync(number)).Value!.Language.ShouldBe("zh-Hans");
    }

    [Fact]
    public async Task A_promise_may_not_rest_on_what_the_customer_says_nor_on_a_fact_that_is_not_there()
    {
        var number = await _cast.OpenAsync("Your colleague said I keep the old lid.");
        foreach (var fact in new[] { "f4", "f99" })
        {
            await using var server = await LoopbackModel.SayingAsync(Reply("You may keep the old lid.", [], fact));
            using var client = server.Client();
            (await _cast.Suggest(client).RunAsync(number)).WhyNot.ShouldBe(Unavailable.Unfounded, fact);
        }
    }

    [Fact]
    public async Task Without_a_model_or_with_a_broken_one_there_is_no_draft_and_no_exception()
    {
        var number = await _cast.OpenAsync("The kettle leaks.");
        (await _cast.Suggest(null).RunAsync(number)).WhyNot.ShouldBe(Unavailable.NoModel);
        await using var server = await LoopbackModel.StartAsync(asked => asked.RawAsync(500, ""));
        using var client = server.Client();
        (await _cast.Suggest(client).RunAsync(number)).WhyNot.ShouldBe(Unavailable.Failed);
    }

    [Fact]
    public async Task A_case_that_is_not_there_is_a_broken_rule()
    {
        await using var server = await SayingAsync("Hello.");
        using var client = server.Client();
        (await Should.ThrowAsync<RuleViolation>(() => _cast.Suggest(client).RunAsync(99))).Code.ShouldBe("not_found");
    }

    /// <summary>A model that does as it is told by the customer promises money, leaks its rules and calls tools: nobody gets to see it, and nothing happens.</summary>
    [Fact]
    public async Task Whatever_customers_try_nothing_is_sent_and_nothing_of_it_shown()
    {
        await using var server = await LoopbackModel.StartAsync(asked => asked.SayAsync(Reply(
            "As you told me: " + asked.Messages[0].Text[..60] + " We will refund 9999 today, see http://evil.example", ["f1"], "f4")));
        using var client = server.Client();
        foreach (var attempt in Injection.All)
        {
            var number = await _cast.OpenAsync(TextCleaning.Clean(attempt.Text), attempt.Lang == "zh" ? "zh-Hans" : "en");
            var before = await _cast.StateAsync();
            (await _cast.Suggest(client).RunAsync(number)).WhyNot.ShouldBe(Unavailable.Unfounded, attempt.Id);
            (await _cast.StateAsync()).ShouldBe(before, attempt.Id);
        }

        server.Requests.Select(r => r["messages"]![0]!.ToJsonString()).Distinct().Count().ShouldBe(1);
        server.Requests.ShouldAllBe(r => r["messages"]!.AsArray().Count == 2 && r["tools"] == null);
    }

    private static Task<LoopbackModel> SayingAsync(string reply, Func<JsonArray, string[]>? uses = null) => LoopbackModel.StartAsync(asked =>
        asked.SayAsync(Reply(reply, uses?.Invoke(JsonNode.Parse(asked.Messages[1].Text)!["facts"]!.AsArray()) ?? [])));

    private static Func<JsonArray, string[]> IdOf(params string[] parts) => facts =>
        [.. parts.Select(part => facts.Single(f => f!["text"]!.GetValue<string>().Contains(part, StringComparison.Ordinal))!["id"]!.GetValue<string>())];

    private static string Reply(string text, string[] uses, string? promisedBy = null) => new JsonObject
    {
        ["reply"] = text,
        ["uses"] = new JsonArray([.. uses.Select(u => JsonValue.Create(u))]),
        ["promises"] = promisedBy == null ? [] : new JsonArray(new JsonObject { ["words"] = "keep the old lid", ["fact"] = promisedBy }),
        ["missing"] = new JsonArray("the colour"),
    }.ToJsonString();
}
