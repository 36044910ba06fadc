using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace FeedbackBot.Tests.Scenarios;

/// <summary>Compares a value of a ticket with what a scenario wants.</summary>
public static class Expected
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The value at a path such as "topics.0.label"; null where there is none.</summary>
    public static JsonNode? At(JsonNode? node, string path)
    {
        foreach (var part in path.Split('.'))
        {
            node = node switch
            {
                JsonArray list => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Count ? list[index] : null,
                JsonObject found => found[part],
                _ => null,
            };
        }

        return node;
    }

    public static bool Matches(JsonNode? want, JsonNode? got)
    {
        if (want is JsonValue text && text.TryGetValue(out string? pattern) && pattern.StartsWith('~'))
        {
            return Regex.IsMatch(got is JsonValue own && own.TryGetValue(out string? value) ? value : Say(got), pattern[1..], RegexOptions.IgnoreCase);
        }

        if (want is JsonObject rule && rule["any"] is JsonArray any)
        {
            var labels = (got is JsonArray list ? [.. list] : new[] { got }).Select(v => v is JsonObject o ? o["label"] : v).ToList();
            return any.Any(w => labels.Exists(l => JsonNode.DeepEquals(w, l)));
        }

        if (want is JsonObject negated && negated.ContainsKey("not"))
        {
            return !Matches(negated["not"], got);
        }

        return JsonNode.DeepEquals(want, got);
    }

    public static string Say(JsonNode? node) => node?.ToJsonString(Readable) ?? "null";
}
