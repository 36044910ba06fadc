using System.Text.Json.Serialization;
using FeedbackBot.Understanding;

namespace FeedbackBot.Conversations;

/// <summary>How state and readings are stored; generated code, because every turn writes both.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ConversationState))]
[JsonSerializable(typeof(Reading))]
internal sealed partial class StateJson : JsonSerializerContext;
