using System.Text.Json;

namespace FeedbackBot.Tests.Api;

/// <summary>Checks a value against the part of JSON Schema that the document uses: type, properties, required, items, enum, $ref, oneOf.</summary>
public static class Schemas
{
    public static void Check(JsonElement document, JsonElement schema, JsonElement value, string place)
    {
        schema = Resolve(document, schema);
        if (schema.TryGetProperty("oneOf", out var choices) || schema.TryGetProperty("anyOf", out choices))
        {
            var fits = choices.EnumerateArray().Any(choice => Record.Exception(() => Check(document, choice, value, place)) == null);
            fits.ShouldBeTrue($"{place}: {value} fits none of {choices}");
            return;
        }

        if (schema.TryGetProperty("type", out var type))
        {
            Names(type).ShouldContain(t => Is(t, value), $"{place}: {value.GetRawText()} is not {type}");
        }

        if (value.ValueKind != JsonValueKind.Null && schema.TryGetProperty("enum", out var words))
        {
            words.EnumerateArray().Select(w => w.ToString()).ShouldContain(value.ToString(), place);
        }

        if (value.ValueKind == JsonValueKind.Object)
        {
            CheckObject(document, schema, value, place);
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            schema.TryGetProperty("items", out var items).ShouldBeTrue($"{place} has no items");
            foreach (var (index, item) in value.EnumerateArray().Index())
            {
                Check(document, items, item, $"{place}[{index}]");
            }
        }
    }

    public static JsonElement Resolve(JsonElement document, JsonElement schema)
    {
        while (schema.TryGetProperty("$ref", out var reference))
        {
            schema = reference.GetString()!.Split('/')[1..].Aggregate(document, (at, step) => at.GetProperty(step));
        }

        return schema;
    }

    private static void CheckObject(JsonElement document, JsonElement schema, JsonElement value, string place)
    {
        var properties = schema.TryGetProperty("properties", out var known) ? known : default;
        foreach (var member in value.EnumerateObject())
        {
            if (properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(member.Name, out var its))
            {
                Check(document, its, member.Value, $"{place}.{member.Name}");
            }
            else
            {
                schema.TryGetProperty("additionalProperties", out var others).ShouldBeTrue($"{place}.{member.Name} is not in the document");
                others.ValueKind.ShouldNotBe(JsonValueKind.False, $"{place}.{member.Name} is not in the document");
                Check(document, others, member.Value, $"{place}.{member.Name}");
            }
        }

        if (schema.TryGetProperty("required", out var required))
        {
            required.EnumerateArray().Select(r => r.GetString()!).Except(value.EnumerateObject().Select(m => m.Name)).ShouldBeEmpty(place);
        }
    }

    private static IEnumerable<string> Names(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.GetString()!) : [type.GetString()!];

    private static bool Is(string type, JsonElement value) => (type, value.ValueKind) switch
    {
        ("null", JsonValueKind.Null) => true,
        ("string", JsonValueKind.String) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("number", JsonValueKind.Number) => true,
        ("integer", JsonValueKind.Number) => value.TryGetInt64(out _),
        ("array", JsonValueKind.Array) => true,
        ("object", JsonValueKind.Object) => true,
        _ => false,
    };
}
