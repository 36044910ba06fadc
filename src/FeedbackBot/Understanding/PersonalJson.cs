using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FeedbackBot.Understanding;

/// <summary>Masks personal numbers inside a JSON text that a client sent; one without any comes back as it is, to the letter.</summary>
public static class PersonalJson
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Mask(string json)
    {
        using var document = JsonDocument.Parse(json);
        if (!Holds(document.RootElement)) return json;
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            Write(document.RootElement, writer);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static bool Holds(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Any(p => Changes(NameOf(p)) || Holds(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().Any(Holds),
        JsonValueKind.String or JsonValueKind.Number => Changes(TextOf(element)),
        _ => false,
    };

    /// <summary>The text of a value that may hold a number; of half a character, which is no text, the JSON itself. A fraction is none.</summary>
    private static string TextOf(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Number) return element.GetRawText() is var raw && raw.Contains('.', StringComparison.Ordinal) ? "" : raw;
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return element.GetRawText();
        }
    }

    private static string NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return property.ToString();
        }
    }

    private static bool Changes(string text) => !ReferenceEquals(PersonalData.Mask(text), text);

    private static void Write(JsonElement element, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject())
                {
                    writer.WritePropertyName(PersonalData.Mask(NameOf(property)));
                    Write(property.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray()) Write(item, writer);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String or JsonValueKind.Number when Changes(TextOf(element)):
                writer.WriteStringValue(PersonalData.Mask(TextOf(element)));
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
