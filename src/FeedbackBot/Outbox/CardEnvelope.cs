using System.Text.Json.Nodes;
using FeedbackBot.Storage;

namespace FeedbackBot.Outbox;

/// <summary>An Adaptive Card in the envelope that incoming webhooks of Teams take. Pure.</summary>
public static class CardEnvelope
{
    /// <summary>What an Adaptive Card is called among attachments.</summary>
    public const string CardType = "application/vnd.microsoft.card.adaptive";

    public const string CardSchema = "http://adaptivecards.io/schemas/adaptive-card.json";

    /// <param name="body">The card's elements.</param>
    /// <param name="open">What its one button says.</param>
    /// <param name="url">Where the button leads.</param>
    public static string Write(JsonArray body, string open, string url) => new JsonObject
    {
        ["type"] = "message",
        ["attachments"] = new JsonArray(new JsonObject
        {
            ["contentType"] = CardType,
            ["contentUrl"] = null,
            ["content"] = new JsonObject
            {
                ["$schema"] = CardSchema,
                ["type"] = "AdaptiveCard",
                ["version"] = "1.4",
                ["body"] = body,
                ["actions"] = new JsonArray(new JsonObject { ["type"] = "Action.OpenUrl", ["title"] = open, ["url"] = url }),
            },
        }),
    }.ToJsonString(StoredJson.Options);
}
