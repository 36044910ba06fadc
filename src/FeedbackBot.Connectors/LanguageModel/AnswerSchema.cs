using System.Text.Json;
using System.Text.Json.Nodes;

namespace FeedbackBot.Connectors.LanguageModel;

/// <summary>A JSON schema that answers are held against here, since many servers take a schema and then do not keep to it. Knows the part of JSON Schema that prompts use, and no more.</summary>
public sealed class AnswerSchema
{
    private const int MostFaults = 8;
    private readonly JsonElement _root;

    internal AnswerSchema(JsonElement root) => _root = root;

    /// <summary>What goes to the server: without the limits that strict servers refuse to hear of; they are checked here all the same.</summary>
    public BinaryData ForServer => BinaryData.FromString(Stripped(JsonNode.Parse(_root.GetRawText())!).ToJsonString());

    /// <summary>The fields whose values, or whose items, come from a closed list.</summary>
    public IReadOnlyList<string> ClosedFields => [.. _root.GetProperty("properties").EnumerateObject()
        .Where(p => p.Value.TryGetProperty("enum", out _) || (p.Value.TryGetProperty("items", out var items) && items.TryGetProperty("enum", out _)))
        .Select(p => p.Name)];

    /// <summary>What is wrong with an answer; nothing where it is as it must be.</summary>
    public IReadOnlyList<string> Faults(JsonElement answer)
    {
        var faults = new List<string>();
        Check(_root, answer, "$", faults);
        return faults.Count > MostFaults ? faults[..MostFaults] : faults;
    }

    private static void Check(JsonElement schema, JsonElement value, string place, List<string> faults)
    {
        if (schema.TryGetProperty("type", out var type) && !IsOf(type.GetString()!, value))
        {
            faults.Add($"{place} must be of type {type.GetString()}");
            return;
        }

        if (schema.TryGetProperty("enum", out var allowed) && !allowed.EnumerateArray().Any(a => JsonElement.DeepEquals(a, value)))
        {
            faults.Add($"{place} must be one of {allowed.GetRawText()}");
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Object: CheckObject(schema, value, place, faults); break;
            case JsonValueKind.Array: CheckArray(schema, value, place, faults); break;
            case JsonValueKind.String: Bounds(schema, "Length", value.GetString()!.Length, $"{place} has a length that", faults); break;
            case JsonValueKind.Number: Bounds(schema, "imum", value.GetDouble(), place, faults); break;
            default: break;
        }
    }

    private static void CheckObject(JsonElement schema, JsonElement value, string place, List<string> faults)
    {
        var known = schema.GetProperty("properties");
        foreach (var field in value.EnumerateObject())
        {
            if (known.TryGetProperty(field.Name, out var own)) Check(own, field.Value, $"{place}.{field.Name}", faults);
            else faults.Add($"{place} has a key that is not allowed; allowed are {string.Join(", ", known.EnumerateObject().Select(p => p.Name))}");
        }

        foreach (var needed in schema.GetProperty("required").EnumerateArray().Where(n => !value.TryGetProperty(n.GetString()!, out _)))
            faults.Add($"{place}.{needed.GetString()} is missing");
    }

    private static void CheckArray(JsonElement schema, JsonElement value, string place, List<string> faults)
    {
        Bounds(schema, "Items", value.GetArrayLength(), $"{place} has a number of items that", faults);
        var (items, i) = (schema.GetProperty("items"), 0);
        foreach (var item in value.EnumerateArray())
        {
            if (faults.Count > MostFaults) return;
            Check(items, item, $"{place}[{i++}]", faults);
        }
    }

    private static void Bounds(JsonElement schema, string what, double found, string place, List<string> faults)
    {
        if (schema.TryGetProperty("min" + what, out var least) && found < least.GetDouble()) faults.Add($"{place} must be at least {least}");
        if (schema.TryGetProperty("max" + what, out var most) && found > most.GetDouble()) faults.Add($"{place} must be at most {most}");
    }

    private static bool IsOf(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "number" => value.ValueKind == JsonValueKind.Number,
        _ => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
    };

    private static JsonNode Stripped(JsonNode schema)
    {
        if (schema is not JsonObject node) return schema;
        foreach (var limit in new[] { "minLength", "maxLength", "minItems", "maxItems" }) node.Remove(limit);
        if (node["items"] is { } items) Stripped(items);
        foreach (var property in (node["properties"] as JsonObject ?? []).Select(p => p.Value!)) Stripped(property);
        return node;
    }
}
