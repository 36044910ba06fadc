using System.Text.Json;
using System.Text.Json.Serialization;

namespace FeedbackBot.Conversations;

/// <summary>How state is stored; generated code, because every turn writes it.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ConversationState))]
internal sealed partial class StateJson : JsonSerializerContext
{
    public static string Write(ConversationState state) => JsonSerializer.Serialize(state, Default.ConversationState);
}
