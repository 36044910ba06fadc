using Azure.Core;
using Azure.Core.Pipeline;

namespace FeedbackBot.Connectors.AzureLanguage;

/// <summary>Tries again where that can help (408, 429, 5xx, a broken connection), as late as the service asks; gives up at once where that would be after the deadline.</summary>
internal sealed class TimelyRetry(TimeSpan deadline, TimeProvider time) : RetryPolicy(MostRetries, Pauses)
{
    private const int MostRetries = 2;

    // Includes the service's own Retry-After where it sends one.
    private static readonly DelayStrategy Pauses =
        DelayStrategy.CreateExponentialDelayStrategy(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1));

    /// <summary>Notes when the call began.</summary>
    public static void Begin(HttpMessage message, TimeProvider time) => message.SetProperty(typeof(TimelyRetry), time.GetTimestamp());

    protected override async ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception)
    {
        if (!await base.ShouldRetryAsync(message, exception)) return false;
        var pause = Pauses.GetNextDelay(message.HasResponse ? message.Response : null, message.ProcessingContext.RetryNumber + 1);
        return message.TryGetProperty(typeof(TimelyRetry), out var began) && time.GetElapsedTime((long)began!) + pause < deadline;
    }
}
