using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FeedbackBot.Conversations.Files;

/// <summary>Writes a shape as JSON schema, for editors.</summary>
internal sealed class SchemaFile
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly SortedDictionary<string, JsonObject?> _definitions = new(StringComparer.Ordinal);

    public static string Write(Map root)
    {
        var file = new SchemaFile();
        var schema = file.Keys(root);
        schema.Insert(0, "$schema", "http://json-schema.org/draft-07/schema#");
        schema.Insert(1, "title", root.Name);
        schema["definitions"] = new JsonObject(file._definitions.Select(d => KeyValuePair.Create(d.Key, (JsonNode?)d.Value)));
        return schema.ToJsonString(Readable) + "\n";
    }

    private JsonObject Schema(Shape shape) => shape switch
    {
        Leaf { Types: [var only] } => new() { ["type"] = only },
        Leaf leaf => new() { ["type"] = Strings(leaf.Types) },
        Named named => new() { ["enum"] = Strings(named.Names) },
        ListOf list => new() { ["type"] = "array", ["items"] = Schema(list.Item) },
        Either either => new() { ["anyOf"] = new JsonArray([.. either.Shapes.Select(s => (JsonNode)Schema(s))]) },
        Keyed keyed => new() { ["type"] = "object", ["additionalProperties"] = Schema(keyed.Item) },
        Map map => Reference(map),
        _ => throw new ArgumentOutOfRangeException(nameof(shape)),
    };

    private JsonObject Reference(Map map)
    {
        if (_definitions.TryAdd(map.Name, null))
            _definitions[map.Name] = Keys(map);
        return new() { ["$ref"] = "#/definitions/" + map.Name };
    }

    private JsonObject Keys(Map map)
    {
        var properties = new JsonObject();
        foreach (var entry in map.Entries)
        {
            var value = Schema(entry.Shape);
            properties[entry.Key] = value.ContainsKey("$ref") ? new JsonObject { ["description"] = entry.About, ["allOf"] = new JsonArray(value) } : value;
            properties[entry.Key]!["description"] = entry.About;
        }
        var schema = new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
        if (map.Entries.Any(e => e.Required))
            schema["required"] = Strings(map.Entries.Where(e => e.Required).Select(e => e.Key));
        return schema;
    }

    private static JsonArray Strings(IEnumerable<string> values) => new([.. values.Select(v => (JsonNode)v!)]);
}
