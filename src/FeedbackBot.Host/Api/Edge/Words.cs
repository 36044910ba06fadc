using System.Text.Json;
using System.Text.Json.Serialization;

namespace FeedbackBot.Host.Api.Edge;

/// <summary>An enumeration as its words: waiting_on_customer, never a number.</summary>
public sealed class Words<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) where T : struct, Enum;

/// <summary>The words of an enumeration.</summary>
public static class Words
{
    public static IEnumerable<string> Of(Type enumeration) => Enum.GetNames(enumeration).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName);
}

/// <summary>Times in UTC with a Z, to the microsecond; a time without a zone, or a date alone, is UTC.</summary>
public sealed class UtcTime : JsonConverter<DateTime>
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetDateTime(out var time) ? InUtc(time) : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options)
    {
        Span<char> text = stackalloc char[Form.Length];
        value.TryFormat(text, out var length, Form, System.Globalization.CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }

    public static DateTime InUtc(DateTime time) =>
        time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : DateTime.SpecifyKind(time, DateTimeKind.Utc);
}

/// <summary>A text that some programs write as a number, such as an id.</summary>
public sealed class TextOrNumber : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Number => System.Text.Encoding.UTF8.GetString(reader.HasValueSequence ? System.Buffers.BuffersExtensions.ToArray(reader.ValueSequence) : reader.ValueSpan),
        _ => throw new JsonException(),
    };

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
