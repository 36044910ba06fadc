namespace FeedbackBot.Webhooks;

/// <summary>What other systems can be told of, by the names they know it under.</summary>
public static class WebhookEventTypes
{
    public const string TicketCreated = "ticket.created";
    public const string TicketUpdated = "ticket.updated";
    public const string TicketResolved = "ticket.resolved";
    public const string TicketReopened = "ticket.reopened";
    public const string SurveyAnswered = "survey.answered";
    public const string ScorePublished = "score.published";
    public const string DigestSent = "digest.sent";

    /// <summary>Sent when somebody asks for it, to whatever a subscription listens.</summary>
    public const string Test = "webhook.test";

    public static readonly IReadOnlyList<string> All = [TicketCreated, TicketUpdated, TicketResolved, TicketReopened, SurveyAnswered, ScorePublished, DigestSent];
}
