using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using FeedbackBot.Understanding;
using Microsoft.AspNetCore.Http;
using static FeedbackBot.Tests.Connectors.LanguageModel.LoopbackModel;

namespace FeedbackBot.Tests.Connectors.LanguageModel;

/// <summary>The model's wire, against a server that answers as servers do: well, badly, late, and not at all.</summary>
public sealed class OpenAiModelTests
{
    private const string Said = "my parcel never came";

    [Fact]
    public async Task A_good_answer_comes_back_as_it_is()
    {
        await using var server = await SayingAsync(Answers.Complaint);
        (await AskAsync(server)).GetProperty("kind").GetString().ShouldBe("complaint");
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_request_names_model_schema_and_limits_and_offers_no_tools()
    {
        await using var server = await SayingAsync(Answers.Complaint);
        await AskAsync(server, o => (o.Key, o.MostTokens) = ("k-1", 300));
        var request = server.Requests.Single();
        request["model"]!.GetValue<string>().ShouldBe(Model);
        request["temperature"]!.GetValue<double>().ShouldBe(0);
        request["max_completion_tokens"]!.GetValue<int>().ShouldBe(300);
        var format = request["response_format"]!;
        format["type"]!.GetValue<string>().ShouldBe("json_schema");
        format["json_schema"]!["strict"]!.GetValue<bool>().ShouldBeTrue();
        format["json_schema"]!["schema"]!["properties"]!["kind"]!["enum"]!.AsArray().Count.ShouldBe(5);
        format.ToJsonString().ShouldNotContain("maxLength");
        request["tools"].ShouldBeNull();
        server.Authorizations.Single().ShouldBe("Bearer k-1");
    }

    [Theory]
    [InlineData(AnswerForm.Json, "json_object")]
    [InlineData(AnswerForm.Text, null)]
    public async Task A_server_that_takes_no_schema_is_told_it_in_the_rules(AnswerForm form, string? type)
    {
        await using var server = await SayingAsync(Answers.Complaint);
        await AskAsync(server, o => o.AnswerForm = form);
        var request = server.Requests.Single();
        request["response_format"]?["type"]?.GetValue<string>().ShouldBe(type);
        request["messages"]![0]!.ToJsonString().ShouldContain("additionalProperties");
    }

    [Fact]
    public async Task Without_a_key_none_is_sent()
    {
        await using var server = await SayingAsync(Answers.Complaint);
        await AskAsync(server);
        server.Authorizations.Single().ShouldBe("");
    }

    [Theory]
    [InlineData("```json\n{0}\n```")]
    [InlineData("```\n{0}```")]
    [InlineData("\n\n {0} \n")]
    [InlineData("<think>perhaps a {question}</think>\n```json\n{0}\n```")]
    public async Task A_fence_or_thoughts_around_the_answer_are_taken_off(string wrapped)
    {
        await using var server = await SayingAsync(wrapped.Replace("{0}", Answers.Complaint.Trim(), StringComparison.Ordinal));
        (await AskAsync(server)).GetProperty("kind").GetString().ShouldBe("complaint");
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_wrong_answer_is_sent_back_once_with_what_is_wrong()
    {
        await using var server = await SayingAsync(Answers.With(("kind", "refund")), Answers.Complaint);
        (await AskAsync(server)).GetProperty("kind").GetString().ShouldBe("complaint");
        var messages = server.Requests.Last()["messages"]!.AsArray();
        messages.Select(m => m!["role"]!.GetValue<string>()).ShouldBe(["system", "user", "assistant", "user"]);
        messages[3]!.ToJsonString().ShouldContain("$.kind must be one of");
    }

    [Theory]
    [InlineData("""{"kind":"complaint"}""")]
    [InlineData("I cannot do that.")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData(Answers.SaidTwice)]
    public async Task An_answer_that_is_wrong_twice_is_a_failure(string wrong)
    {
        await using var server = await SayingAsync(wrong);
        (await FailAsync(server)).Fault.ShouldBe(LanguageModelFault.Unusable);
        server.Requests.Count.ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public async Task One_that_hangs_is_given_up_at_the_deadline()
    {
        await using var server = await StartAsync(asked => asked.HangAsync());
        var watch = Stopwatch.StartNew();
        (await FailAsync(server, o => o.Timeout = TimeSpan.FromMilliseconds(300))).Fault.ShouldBe(LanguageModelFault.Late);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(6));
    }

    [Fact]
    public async Task The_callers_own_cancellation_is_his_own()
    {
        await using var server = await StartAsync(asked => asked.HangAsync());
        using var client = server.Client();
        using var gone = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await Should.ThrowAsync<OperationCanceledException>(() => client.AskAsync("read-message", Input(), gone.Token));
    }

    [Theory]
    [InlineData(429, "0")]
    [InlineData(503, null)]
    [InlineData(500, null)]
    public async Task A_busy_server_is_asked_again(int status, string? retryAfter)
    {
        await using var server = await StartAsync(asked =>
        {
            if (asked.Call > 0) return asked.SayAsync(Answers.Complaint);
            if (retryAfter != null) asked.Http.Response.Headers.RetryAfter = retryAfter;
            return asked.RawAsync(status, """{"error":{"message":"busy"}}""");
        });
        (await AskAsync(server)).GetProperty("kind").GetString().ShouldBe("complaint");
        server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_wait_longer_than_the_deadline_is_not_waited_for()
    {
        await using var server = await StartAsync(asked =>
        {
            asked.Http.Response.Headers.RetryAfter = "60";
            return asked.RawAsync(429, "{}");
        });
        var watch = Stopwatch.StartNew();
        (await FailAsync(server)).Message.ShouldContain("429");
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_server_that_stays_broken_is_asked_three_times_at_most()
    {
        await using var server = await StartAsync(asked => asked.RawAsync(500, """{"error":{"message":"my parcel never came"}}"""));
        var failure = await FailAsync(server);
        (failure.Fault, server.Requests.Count).ShouldBe((LanguageModelFault.Unreachable, 3));
        failure.ToString().ShouldNotContain("parcel");
        failure.InnerException.ShouldBeNull();
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    public async Task A_request_the_server_finds_wrong_is_not_repeated(int status)
    {
        await using var server = await StartAsync(asked => asked.RawAsync(status, "{}"));
        (await FailAsync(server)).Message.ShouldContain($"{status}");
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_refusal_and_a_content_filter_are_refusals()
    {
        await using var refusing = await StartAsync(asked => asked.SayAsync("", refusal: "I will not."));
        (await FailAsync(refusing)).Fault.ShouldBe(LanguageModelFault.Refused);
        await using var filtering = await StartAsync(asked => asked.SayAsync("", finish: "content_filter"));
        (await FailAsync(filtering)).Fault.ShouldBe(LanguageModelFault.Refused);
    }

    public static TheoryData<string> Nonsense() => ["cut", "empty choices", "no choices", "garbage", "html", "huge", "cut off at length", "tool calls"];

    [Theory]
    [MemberData(nameof(Nonsense))]
    public async Task An_answer_that_is_none_is_a_failure_and_no_exception_of_the_vendors(string kind)
    {
        await using var server = await StartAsync(asked => NonsenseAsync(kind, asked));
        (await FailAsync(server)).Fault.ShouldBeOneOf(LanguageModelFault.Unusable, LanguageModelFault.Unreachable);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_left_alone_after_some_failures()
    {
        await using var server = await StartAsync(asked => asked.RawAsync(404, "{}"));
        using var client = server.Client(o => (o.Endpoint, o.Timeout) = ("http://127.0.0.1:9/v1", TimeSpan.FromSeconds(5)));
        var faults = new List<LanguageModelFault>();
        for (var i = 0; i < 7; i++) faults.Add((await Should.ThrowAsync<LanguageModelFailure>(() => client.AskAsync("read-message", Input(), default))).Fault);
        faults[0].ShouldBe(LanguageModelFault.Unreachable);
        faults[^1].ShouldBe(LanguageModelFault.Resting);
    }

    [Fact]
    public async Task Refusals_do_not_make_it_be_left_alone()
    {
        await using var server = await StartAsync(asked => asked.SayAsync("", refusal: "I will not."));
        using var client = server.Client();
        for (var i = 0; i < 8; i++)
            (await Should.ThrowAsync<LanguageModelFailure>(() => client.AskAsync("read-message", Input(), default))).Fault.ShouldBe(LanguageModelFault.Refused);
    }

    private static async Task NonsenseAsync(string kind, Asked asked)
    {
        switch (kind)
        {
            case "cut":
                asked.Http.Response.ContentLength = 4000;
                await asked.Http.Response.WriteAsync("{\"id\":\"c1\",\"choices\":[{\"mess");
                await asked.Http.Response.Body.FlushAsync();
                asked.Http.Abort();
                break;
            case "empty choices": await asked.CompleteAsync([]); break;
            case "no choices": await asked.RawAsync(200, "{}"); break;
            case "garbage": await asked.RawAsync(200, "\u0001\u0002 not json"); break;
            case "html": await asked.RawAsync(200, "<html><body>Sign in to the Wi-Fi</body></html>"); break;
            case "huge": await asked.SayAsync(Answers.Complaint + new string(' ', 2_000_000)); break;
            case "cut off at length": await asked.SayAsync("{\"kind\":\"compl", finish: "length"); break;
            default:
                await asked.CompleteAsync(new JsonArray(JsonNode.Parse("""
                    {"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","content":null,
                     "tool_calls":[{"id":"t","type":"function","function":{"name":"close_ticket","arguments":"{}"}}]}}
                    """)));
                break;
        }
    }

    private static JsonObject Input() => new() { ["message"] = Said };

    private static async Task<JsonElement> AskAsync(LoopbackModel server, Action<LanguageModelOptions>? change = null)
    {
        using var client = server.Client(change);
        return await client.AskAsync("read-message", Input(), default);
    }

    private static async Task<LanguageModelFailure> FailAsync(LoopbackModel server, Action<LanguageModelOptions>? change = null)
    {
        using var client = server.Client(change);
        return await Should.ThrowAsync<LanguageModelFailure>(() => client.AskAsync("read-message", Input(), default));
    }
}
