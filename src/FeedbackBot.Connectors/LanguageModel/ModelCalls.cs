using System.ClientModel;
using System.Globalization;
using FeedbackBot.Understanding;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace FeedbackBot.Connectors.LanguageModel;

/// <summary>How a call is made: within a deadline, repeated where the server is busy, and not at all for a while after many failures.</summary>
internal static class ModelCalls
{
    private static readonly int[] Busy = [408, 429, 500, 502, 503, 504];

    public static ResiliencePipeline Pipeline(TimeSpan timeout, TimeProvider time) => new ResiliencePipelineBuilder { TimeProvider = time }
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is { } failure and not (OperationCanceledException or LanguageModelFailure) && !IsOurFault(failure)),
            FailureRatio = 0.6,
            MinimumThroughput = 5,
            SamplingDuration = TimeSpan.FromSeconds(30),
            BreakDuration = TimeSpan.FromSeconds(30),
        })
        .AddTimeout(timeout)
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = args => ValueTask.FromResult(MayPass(args.Outcome.Exception) && !(RetryAfter(args.Outcome.Exception, time) > timeout)),
            MaxRetryAttempts = 2,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromMilliseconds(300),
            DelayGenerator = args => ValueTask.FromResult(RetryAfter(args.Outcome.Exception, time)),
        })
        .Build();

    /// <summary>What a failure is called, without a word of what was sent or answered: servers repeat the prompt in their errors.</summary>
    public static LanguageModelFailure Named(Exception failure) => failure switch
    {
        LanguageModelFailure known => known,
        BrokenCircuitException => new(LanguageModelFault.Resting, "the language model failed often and is left alone for a while"),
        TimeoutRejectedException => new(LanguageModelFault.Late, "the language model did not answer in time"),
        ClientResultException { Status: > 0 } refused => new(LanguageModelFault.Unreachable, $"the language model's server answered {refused.Status}"),
        HttpRequestException or IOException or ClientResultException => new(LanguageModelFault.Unreachable, $"the language model's server could not be reached ({failure.GetType().Name})"),
        _ => new(LanguageModelFault.Unusable, $"the language model's server answered what is no chat completion ({failure.GetType().Name})"),
    };

    private static bool MayPass(Exception? failure) =>
        failure is HttpRequestException or IOException || (failure is ClientResultException { Status: var status } && (status == 0 || Busy.Contains(status)));

    /// <summary>A request the server finds wrong says nothing about whether it is well.</summary>
    private static bool IsOurFault(Exception failure) => failure is ClientResultException { Status: >= 400 and < 500 and not (408 or 429) };

    /// <summary>As the server asks, in seconds or as a date; null leaves it to the back-off.</summary>
    private static TimeSpan? RetryAfter(Exception? failure, TimeProvider time)
    {
        if ((failure as ClientResultException)?.GetRawResponse()?.Headers.TryGetValue("Retry-After", out var told) != true) return null;
        if (double.TryParse(told, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)) return TimeSpan.FromSeconds(Math.Min(seconds, 3600));
        var until = DateTimeOffset.TryParse(told, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date - time.GetUtcNow() : (TimeSpan?)null;
        return until > TimeSpan.Zero ? until : null;
    }
}
