using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using FeedbackBot.Connectors.LanguageModel;
using FeedbackBot.Tests.House;
using FeedbackBot.Understanding;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tests.Connectors.LanguageModel;

/// <summary>A server on this machine that speaks as much of OpenAI's chat completions as a client needs, answers as a test wants, and keeps what it was asked.</summary>
internal sealed class LoopbackModel : IAsyncDisposable
{
    public const string Model = "loopback-7b";
    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stop = new();

    private LoopbackModel(Func<Asked, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapPost("/v1/chat/completions", async (HttpContext http) =>
        {
            var body = (await JsonNode.ParseAsync(http.Request.Body))!;
            var asked = new Asked(http, body, Requests.Count, _stop.Token);
            Requests.Enqueue(body);
            Authorizations.Enqueue(http.Request.Headers.Authorization.ToString());
            await answer(asked);
        });
    }

    public ConcurrentQueue<JsonNode> Requests { get; } = new();

    public ConcurrentQueue<string> Authorizations { get; } = new();

    public string Endpoint => _app.Urls.First() + "/v1";

    public static async Task<LoopbackModel> StartAsync(Func<Asked, Task> answer)
    {
        var server = new LoopbackModel(answer);
        await server._app.StartAsync();
        return server;
    }

    /// <summary>Answers with these contents, one a call; the last one again and again.</summary>
    public static Task<LoopbackModel> SayingAsync(params string[] contents) =>
        StartAsync(asked => asked.SayAsync(contents[Math.Min(asked.Call, contents.Length - 1)]));

    public LanguageModelOptions Options(Action<LanguageModelOptions>? change = null)
    {
        var options = new LanguageModelOptions { Endpoint = Endpoint, Model = Model, PromptsFolder = Path.Combine(Repository.Root, "prompts") };
        change?.Invoke(options);
        return options;
    }

    public OpenAiModel Client(Action<LanguageModelOptions>? change = null)
    {
        var options = Microsoft.Extensions.Options.Options.Create(Options(change));
        return new(new PromptBook(options), options, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _stop.Dispose();
    }

    /// <summary>One request and how to answer it.</summary>
    public sealed record Asked(HttpContext Http, JsonNode Body, int Call, CancellationToken Stopping)
    {
        public IReadOnlyList<(string Role, string Text)> Messages =>
            [.. Body["messages"]!.AsArray().Select(m => (m!["role"]!.GetValue<string>(), TextOf(m["content"]!)))];

        public Task SayAsync(string content, string finish = "stop", string? refusal = null) => CompleteAsync(new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["finish_reason"] = finish,
            ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = content, ["refusal"] = refusal },
        }));

        public Task CompleteAsync(JsonArray choices) => RawAsync(200, new JsonObject
        {
            ["id"] = "c1",
            ["object"] = "chat.completion",
            ["created"] = 1_780_000_000,
            ["model"] = Model,
            ["choices"] = choices,
            ["usage"] = new JsonObject { ["prompt_tokens"] = 1, ["completion_tokens"] = 1, ["total_tokens"] = 2 },
        }.ToJsonString());

        public async Task RawAsync(int status, string body)
        {
            (Http.Response.StatusCode, Http.Response.ContentType) = (status, "application/json");
            await Http.Response.WriteAsync(body);
        }

        public async Task HangAsync()
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(Stopping, Http.RequestAborted);
            await Task.Delay(Timeout.Infinite, either.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }

        private static string TextOf(JsonNode content) =>
            content is JsonArray parts ? string.Concat(parts.Select(p => p!["text"]!.GetValue<string>())) : content.GetValue<string>();
    }
}
