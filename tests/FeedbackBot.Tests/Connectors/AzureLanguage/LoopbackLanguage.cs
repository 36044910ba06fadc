using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using FeedbackBot.Host;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace FeedbackBot.Tests.Connectors.AzureLanguage;

/// <summary>One call as it reached the service.</summary>
internal sealed record LanguageCall(string Kind, JsonNode Body, long Bytes, string? Key, string Query)
{
    public IReadOnlyList<JsonNode> Documents => [.. Body["analysisInput"]!["documents"]!.AsArray().Select(d => d!)];
}

/// <summary>Does something else than answering well; says whether it did.</summary>
internal delegate Task<bool> Mood(HttpContext http, LanguageCall call);

/// <summary>Azure AI Language on this machine: answers, refuses and keeps limits as its documentation says, and misbehaves on demand.</summary>
internal sealed class LoopbackLanguage : IAsyncDisposable
{
    public const string Key = "0123456789abcdef0123456789abcdef";
    private readonly WebApplication _app;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Mood>> _moods = new();
    private readonly ConcurrentQueue<LanguageCall> _calls = new();

    private LoopbackLanguage(WebApplication app) => _app = app;

    public string Address => App.AddressOf(_app);

    public IReadOnlyList<LanguageCall> Calls => [.. _calls];

    public static async Task<LoopbackLanguage> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(k => k.Limits.MaxRequestBodySize = null);
        builder.Logging.ClearProviders();
        var language = new LoopbackLanguage(builder.Build());
        language._app.Map("/language/:analyze-text", language.HearAsync);
        await language._app.StartAsync();
        return language;
    }

    /// <summary>How it behaves in the next calls of a kind, one after another; then it answers well.</summary>
    public void Then(string kind, params Mood[] moods)
    {
        foreach (var mood in moods) _moods.GetOrAdd(kind, _ => new()).Enqueue(mood);
    }

    /// <summary>How it behaves in the next calls of every kind.</summary>
    public void Then(params Mood[] moods)
    {
        foreach (var kind in new[] { "SentimentAnalysis", "LanguageDetection", "PiiEntityRecognition" }) Then(kind, moods);
    }

    public IReadOnlyList<LanguageCall> CallsOf(string kind) => [.. _calls.Where(c => c.Kind == kind)];

    public static Mood Refusing(int status, string code, string inner = "", string? retryAfter = null) => async (http, _) =>
    {
        if (retryAfter != null) http.Response.Headers.RetryAfter = retryAfter;
        await RefuseAsync(http, status, code, inner);
        return true;
    };

    public static Mood Saying(string body) => async (http, _) =>
    {
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(body);
        return true;
    };

    /// <summary>Its own good answer, spoilt.</summary>
    public static Mood Spoiling(Func<string, string> spoil) => async (http, call) =>
    {
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(spoil(LanguageAnswers.To(call).ToJsonString()));
        return true;
    };

    /// <summary>The connection breaks in the middle of the body.</summary>
    public static Mood BreakingOff() => async (http, call) =>
    {
        var whole = LanguageAnswers.To(call).ToJsonString();
        http.Response.ContentLength = whole.Length * 3;
        await http.Response.WriteAsync(whole[..(whole.Length / 2)]);
        await http.Response.Body.FlushAsync();
        http.Features.Get<IHttpRequestLifetimeFeature>()!.Abort();
        return true;
    };

    public Mood Hanging() => Slow(Timeout.InfiniteTimeSpan);

    public Mood Slow(TimeSpan by) => async (http, _) =>
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_end.Token, http.RequestAborted);
        await Task.Delay(by, either.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        return either.IsCancellationRequested;
    };

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _end.Dispose();
    }

    private async Task HearAsync(HttpContext http)
    {
        using var stream = new MemoryStream();
        await http.Request.Body.CopyToAsync(stream);
        var body = JsonNode.Parse(stream.ToArray())!;
        var call = new LanguageCall(
            body["kind"]!.GetValue<string>(), body, stream.Length, http.Request.Headers["Ocp-Apim-Subscription-Key"], http.Request.QueryString.Value ?? "");
        _calls.Enqueue(call);
        if (_moods.TryGetValue(call.Kind, out var moods) && moods.TryDequeue(out var mood) && await mood(http, call)) return;
        if (call.Key != Key)
        {
            await RefuseAsync(http, 401, "401", "");
        }
        else if (Fault(http, call) is { } fault)
        {
            await RefuseAsync(http, fault == "RequestEntityTooLarge" ? 413 : 400, "InvalidRequest", fault);
        }
        else
        {
            await http.Response.WriteAsync(LanguageAnswers.To(call).ToJsonString());
        }
    }

    /// <summary>What makes the service refuse a whole call.</summary>
    private static string? Fault(HttpContext http, LanguageCall call)
    {
        var most = call.Kind switch { "SentimentAnalysis" => 10, "PiiEntityRecognition" => 5, "LanguageDetection" => 1000, _ => 0 };
        var ids = call.Documents.Select(d => d["id"]!.GetValue<string>()).ToList();
        return http.Request.Method != "POST" || http.Request.Query["api-version"] != "2023-04-01" ? "InvalidParameterValue"
            : ids.Count == 0 ? "MissingInputDocuments"
            : ids.Count > most ? "InvalidDocumentBatch"
            : ids.Distinct().Count() < ids.Count || ids.Contains("") ? "InvalidDocument"
            : call.Bytes > 1_000_000 ? "RequestEntityTooLarge"
            : call.Documents.Any(d => d["countryHint"]?.GetValue<string>() is { Length: not (0 or 2) }) ? "InvalidCountryHint"
            : call.Documents.Any(d => d["language"]?.GetValue<string>() is not (null or "en" or "zh-hans" or "zh-hant")) ? "UnsupportedLanguageCode"
            : null;
    }

    private static Task RefuseAsync(HttpContext http, int status, string code, string inner)
    {
        (http.Response.StatusCode, http.Response.ContentType) = (status, "application/json");
        var error = new JsonObject { ["code"] = code, ["message"] = "The request was refused." };
        if (inner.Length > 0) error["innererror"] = new JsonObject { ["code"] = inner, ["message"] = "Because of this." };
        return http.Response.WriteAsync(new JsonObject { ["error"] = error }.ToJsonString());
    }
}
