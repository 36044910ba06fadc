using System.Text;
using System.Text.Json.Nodes;
using System.Xml;

namespace FeedbackBot.Connectors.LanguageModel;

/// <summary>Text that XML can hold. Encoding leaves U+0000, U+0008, U+000B, U+FFFE and lone surrogates as they are, and one of them would make the whole rendered prompt unreadable.</summary>
internal static class XmlText
{
    public static string Clean(string text)
    {
        var kept = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (XmlConvert.IsXmlChar(text[i]))
            {
                kept.Append(text[i]);
            }
            else if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
            {
                kept.Append(text[i]).Append(text[++i]);
            }
        }

        return kept.Length == text.Length ? text : kept.ToString();
    }

    /// <summary>The same for every string and key inside a value.</summary>
    public static JsonNode? Clean(JsonNode? value) => value switch
    {
        JsonObject fields => new JsonObject(fields.Select(f => KeyValuePair.Create(Clean(f.Key), Clean(f.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Clean)]),
        JsonValue one when one.TryGetValue<string>(out var text) => Clean(text),
        _ => value?.DeepClone(),
    };
}
