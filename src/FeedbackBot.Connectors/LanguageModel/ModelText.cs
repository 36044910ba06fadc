using System.Text.Json;

namespace FeedbackBot.Connectors.LanguageModel;

/// <summary>Finds the answer in what a model wrote.</summary>
internal static class ModelText
{
    private const string ThoughtEnd = "</think>";
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>The answer where it keeps to the schema, else what is wrong with it.</summary>
    public static (JsonElement? Answer, IReadOnlyList<string> Faults) Read(string text, AnswerSchema schema)
    {
        try
        {
            using var document = JsonDocument.Parse(Bare(text), Strict);
            var faults = schema.Faults(document.RootElement);
            return faults.Count == 0 ? (document.RootElement.Clone(), []) : (null, faults);
        }
        catch (JsonException)
        {
            return (null, ["$ must be one JSON object and nothing else"]);
        }
    }

    /// <summary>Without the fence that chat models like to put around JSON, and without thoughts told before it.</summary>
    private static string Bare(string text)
    {
        var bare = text.AsSpan().Trim();
        if (bare.StartsWith("<think>") && bare.IndexOf(ThoughtEnd) is > 0 and var end) bare = bare[(end + ThoughtEnd.Length)..].Trim();
        if (!bare.StartsWith("```") || !bare.EndsWith("```") || bare.IndexOf('\n') is not (> 0 and var line)) return bare.ToString();
        return bare[line..^3].Trim().ToString();
    }
}
