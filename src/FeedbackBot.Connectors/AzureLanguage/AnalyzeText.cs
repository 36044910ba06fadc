using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;

namespace FeedbackBot.Connectors.AzureLanguage;

/// <summary>What the service made of a document, and the model that did.</summary>
public readonly record struct Found<T>(T Finding, string Model);

/// <summary>
/// One call to the service's language/:analyze-text: within the deadline, tried again where that helps, and not made at all
/// while calls of its kind keep failing. No failure that comes out of here carries anything a customer wrote.
/// </summary>
public sealed class AnalyzeText
{
    private const int MostAtOnce = 16;
    private const int LongestModelName = 40;
    private readonly HttpPipeline _pipeline;
    private readonly Uri _address;
    private readonly TimeSpan _deadline;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _lines = new(MostAtOnce);
    private readonly Dictionary<string, Breaker> _breakers;

    public AnalyzeText(IOptions<AzureLanguageOptions> options, TimeProvider time)
    {
        var settings = options.Value;
        (_deadline, _time) = (settings.Timeout, time);
        _address = new($"{settings.Endpoint!.TrimEnd('/')}/language/:analyze-text?api-version={Uri.EscapeDataString(settings.ApiVersion)}");
        _pipeline = HttpPipelineBuilder.Build(new Wiring(settings, time), Credentials.PolicyOf(settings));
        string[] kinds = [Analyses.Sentiment.Call.Kind, Analyses.Language.Call.Kind, Analyses.PersonalData.Call.Kind];
        _breakers = kinds.ToDictionary(k => k, _ => new Breaker(settings.Rest, time));
    }

    /// <summary>The kinds of calls that are not made at present, because too many failed.</summary>
    public IReadOnlyList<string> Resting => [.. _breakers.Where(b => b.Value.IsOpen).Select(b => b.Key)];

    /// <returns>What was found in each document that could be read, by its index.</returns>
    public async Task<IReadOnlyDictionary<int, Found<TFinding>>> AskAsync<TAnswer, TFinding>(
        Analysis<TAnswer, TFinding> analysis, Batch batch, CancellationToken cancellation) where TAnswer : DocumentAnswer
    {
        await _lines.WaitAsync(cancellation);
        try
        {
            return await _breakers[analysis.Call.Kind].Pipeline.ExecuteAsync(
                async token => AnswerOf(analysis, batch, await SendAsync(batch.Body, token)), cancellation);
        }
        finally
        {
            _lines.Release();
        }
    }

    private async Task<BinaryData> SendAsync(ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(_deadline, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        using var message = _pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Post;
        message.Request.Uri.Reset(_address);
        message.Request.Headers.SetValue("Content-Type", "application/json");
        message.Request.Headers.SetValue("Accept", "application/json");
        message.Request.Content = RequestContent.Create(body);
        TimelyRetry.Begin(message, _time);
        try
        {
            await _pipeline.SendAsync(message, either.Token);
        }
        catch (Exception) when (deadline.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"Azure AI Language did not answer within {_deadline.TotalSeconds:0.#} s.");
        }

        return message.Response.Status == 200 ? message.Response.Content : throw RefusalOf(message.Response);
    }

    private static IReadOnlyDictionary<int, Found<TFinding>> AnswerOf<TAnswer, TFinding>(
        Analysis<TAnswer, TFinding> analysis, Batch batch, BinaryData body) where TAnswer : DocumentAnswer
    {
        try
        {
            var answer = JsonSerializer.Deserialize(body, analysis.Form) ?? throw new InvalidDataException("nothing");
            if (answer.Kind != analysis.AnswerKind) throw new InvalidDataException("an answer to another question");
            var model = ModelOf(answer.Results.ModelVersion);
            var asked = batch.Documents.ToDictionary(d => d.Id);
            var found = new Dictionary<int, Found<TFinding>>();
            foreach (var (place, read) in answer.Results.Documents.Index())
            {
                if (read == null || !asked.Remove(read.Id, out var document)) throw new InvalidDataException("a document that was not sent");
                found.Add(document.Index, new(analysis.Understand(read, new(document.Text, place)), model));
            }

            return found;
        }
        catch (Exception nonsense) when (nonsense is JsonException or InvalidDataException)
        {
            // The parser's own message may quote the text.
            var what = nonsense is InvalidDataException ? nonsense.Message : "not the JSON that is documented";
            throw new InvalidDataException($"Azure AI Language answered {analysis.Call.Kind} with nonsense: {what}.");
        }
    }

    private static string ModelOf(string version) =>
        version.Length is > 0 and <= LongestModelName && version.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.')
            ? version
            : throw new InvalidDataException("a strange model version");

    private static HttpRequestException RefusalOf(Response response)
    {
        var code = "";
        try
        {
            var error = JsonSerializer.Deserialize(response.Content, Wire.Default.Refused)?.Error;
            code = error?.Innererror?.Code ?? error?.Code ?? "";
        }
        catch (JsonException)
        {
            // The status says enough; a gateway's page is not for the log.
        }

        var said = code.Length <= LongestModelName && code.All(char.IsAsciiLetterOrDigit) ? code : "";
        return new($"Azure AI Language answered {response.Status} {said}".TrimEnd() + ".", null, (System.Net.HttpStatusCode)response.Status);
    }

    private sealed class Wiring : ClientOptions
    {
        public Wiring(AzureLanguageOptions settings, TimeProvider time)
        {
            RetryPolicy = new TimelyRetry(settings.Timeout, time);
            Retry.NetworkTimeout = settings.Timeout;
            (Diagnostics.IsLoggingContentEnabled, Diagnostics.IsTelemetryEnabled) = (false, false);
        }
    }

    /// <summary>Opens when at least half of four or more calls within five minutes failed; lets one through after a rest, and closes when that one succeeds.</summary>
    private sealed class Breaker
    {
        private readonly CircuitBreakerStateProvider _state = new();

        public Breaker(TimeSpan rest, TimeProvider time) => Pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddCircuitBreaker(new()
            {
                FailureRatio = 0.5,
                MinimumThroughput = 4,
                SamplingDuration = TimeSpan.FromMinutes(5),
                BreakDuration = rest,
                StateProvider = _state,
                // A caller who goes away says nothing about the service.
                ShouldHandle = call => ValueTask.FromResult(call.Outcome.Exception is not (null or OperationCanceledException)),
            }).Build();

        public ResiliencePipeline Pipeline { get; }

        public bool IsOpen => _state.CircuitState is CircuitState.Open;
    }
}
