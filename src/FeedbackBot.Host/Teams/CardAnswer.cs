using System.Text.Json;

namespace FeedbackBot.Host.Teams;

/// <summary>A button of one of our cards: which question of which conversation, and the answer.</summary>
public sealed record CardAnswer(Guid Conversation, int Question, string Value)
{
    /// <param name="data">What a card's action sends: {"feedbackBot":{"conversation","question","value"},"value"?}; the outer value is a list's.</param>
    /// <returns>Null where it is no answer to a card of ours.</returns>
    public static CardAnswer? Read(JsonElement? data) =>
        data is { ValueKind: JsonValueKind.Object } sent && sent.TryGetProperty("feedbackBot", out var ours) && ours.ValueKind == JsonValueKind.Object
        && ours.TryGetProperty("conversation", out var conversation) && conversation.ValueKind == JsonValueKind.String && conversation.TryGetGuid(out var id)
        && ours.TryGetProperty("question", out var question) && question.ValueKind == JsonValueKind.Number && question.TryGetInt32(out var number)
        && (Text(ours, "value") ?? Text(sent, "value")) is { } value
            ? new(id, number, value)
            : null;

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
