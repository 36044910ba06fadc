using System.Text.Json;

namespace FeedbackBot.Host.Teams;

/// <summary>A button of one of our cards: which question of which conversation, and the answer.</summary>
public sealed record CardAnswer(Guid Conversation, int Question, string Value)
{
    /// <param name="data">What a card's action sends: {"feedbackBot":{"conversation","question","value"},"value"?}; the outer value is a list's.</param>
    /// <returns>Null where it is no answer to a card of ours.</returns>
    public static CardAnswer? Read(JsonElement? data) =>
        data.Part("feedbackBot") is var ours && ours.Part("conversation") is { ValueKind: JsonValueKind.String } conversation && conversation.TryGetGuid(out var id)
        && ours.Part("question") is { ValueKind: JsonValueKind.Number } question && question.TryGetInt32(out var number)
        && (ours.Text("value") ?? data.Text("value")) is { } value
            ? new(id, number, value)
            : null;
}
