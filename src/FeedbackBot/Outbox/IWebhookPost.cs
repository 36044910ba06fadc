namespace FeedbackBot.Outbox;

/// <summary>Something for a webhook. Whoever receives it tells a repeat by its id.</summary>
/// <param name="Secrets">Those that are valid now; never kept with what is to be sent.</param>
public sealed record WebhookMessage(string Id, string Url, string Body, string ContentType, IReadOnlyList<string> Secrets);

/// <summary>What a webhook answered.</summary>
/// <param name="RetryAfter">How long it asks to wait, where it does.</param>
public sealed record WebhookAnswer(int Status, TimeSpan? RetryAfter)
{
    public bool IsTaken => Status is >= 200 and < 300;
}

/// <summary>Signs and posts to webhooks; throws where nobody answered, or where nothing may be posted to. Follows no redirect.</summary>
public interface IWebhookPost
{
    Task<WebhookAnswer> RunAsync(WebhookMessage message, CancellationToken cancellation);

    /// <summary>Refuses an address as it would be refused at sending. A host that nobody knows yet is taken.</summary>
    Task CheckAsync(string url, CancellationToken cancellation);
}
