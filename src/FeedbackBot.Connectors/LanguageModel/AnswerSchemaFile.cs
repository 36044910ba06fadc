using System.Text.Json;

namespace FeedbackBot.Connectors.LanguageModel;

/// <summary>Reads the schema of a prompt file, and holds it to what strict servers and our own check understand.</summary>
internal static class AnswerSchemaFile
{
    private static readonly string[] Known =
        ["type", "enum", "properties", "required", "additionalProperties", "items", "description", "minItems", "maxItems", "minLength", "maxLength", "minimum", "maximum"];

    private static readonly string[] Types = ["object", "array", "string", "boolean", "number", "integer"];

    public static AnswerSchema? Read(string text, Action<string> fault)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new() { AllowDuplicateProperties = false });
            var root = document.RootElement.Clone();
            var faults = new List<string>();
            Look(root, "$", faults.Add);
            if (TypeOf(root) != "object") faults.Add("$ must be of type object");
            faults.ForEach(told => fault("schema: " + told));
            return faults.Count == 0 ? new(root) : null;
        }
        catch (JsonException broken)
        {
            fault($"the schema is not valid JSON at its line {broken.LineNumber + 1}");
            return null;
        }
    }

    private static string? TypeOf(JsonElement schema) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString() : null;

    private static void Look(JsonElement schema, string place, Action<string> fault)
    {
        if (TypeOf(schema) is not { } type || !Types.Contains(type))
        {
            fault($"{place}.type must be one of {string.Join(", ", Types)}");
            return;
        }

        foreach (var key in schema.EnumerateObject().Where(k => !Known.Contains(k.Name)))
            fault($"{place} has '{key.Name}', which is not checked here; known are {string.Join(", ", Known)}");
        if (type == "object") LookAtObject(schema, place, fault);
        if (type != "array") return;
        if (schema.TryGetProperty("items", out var items)) Look(items, place + "[]", fault);
        else fault($"{place}.items is missing");
    }

    private static void LookAtObject(JsonElement schema, string place, Action<string> fault)
    {
        if (!schema.TryGetProperty("additionalProperties", out var more) || more.ValueKind != JsonValueKind.False)
            fault($"{place}.additionalProperties must be false: nothing comes back that was not asked for");
        if (!schema.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object)
        {
            fault($"{place}.properties is missing");
            return;
        }

        var names = properties.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal);
        var required = schema.TryGetProperty("required", out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Select(r => r.ToString()).Order(StringComparer.Ordinal)
            : Enumerable.Empty<string>();
        if (!names.SequenceEqual(required)) fault($"{place}.required must name every property: strict servers want it so");
        foreach (var property in properties.EnumerateObject()) Look(property.Value, $"{place}.{property.Name}", fault);
    }
}
