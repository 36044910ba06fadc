using System.Text.Json;
using System.Text.Json.Serialization;

namespace FeedbackBot.Understanding;

/// <summary>Readings as messages and cases keep them; generated code, because every turn writes one.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(Reading))]
public sealed partial class StoredReading : JsonSerializerContext
{
    public static string Write(Reading reading) => JsonSerializer.Serialize(reading, Default.Reading);

    public static Reading? Read(string? stored) => stored == null ? null : JsonSerializer.Deserialize(stored, Default.Reading);
}
