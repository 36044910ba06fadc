using System.Text.Json;
using System.Text.Json.Serialization;

namespace FeedbackBot.Understanding.Labels;

/// <summary>A text with what people say it is; a label that is absent is unknown.</summary>
public sealed record LabelledText
{
    public string Id { get; init; } = "";

    /// <summary>en or zh.</summary>
    public string? Lang { get; init; }

    public string Text { get; init; } = "";

    /// <summary>positive, neutral, negative or mixed.</summary>
    public string? Sentiment { get; init; }

    public string? Kind { get; init; }

    /// <summary>The main topic.</summary>
    public string? Topic { get; init; }

    /// <summary>All topics, only where there are several.</summary>
    public string[]? Topics { get; init; }

    /// <summary>low, normal or high.</summary>
    public string? Urgency { get; init; }

    /// <summary>Where the text is from: a data set, a site's own corrections.</summary>
    public string? Source { get; init; }

    /// <summary>The customer's and company's line of business, in our own labelled messages.</summary>
    public string? Trade { get; init; }
}

/// <summary>Reads and writes labelled texts, one JSON object a line.</summary>
public static class LabelFile
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <exception cref="InvalidDataException">A line is no such object; the message names file and line.</exception>
    public static List<LabelledText> Read(string path)
    {
        var texts = new List<LabelledText>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.AsSpan().IsWhiteSpace()) continue;
            try
            {
                texts.Add(JsonSerializer.Deserialize<LabelledText>(line, Form) ?? throw new JsonException("null"));
            }
            catch (JsonException fault)
            {
                throw new InvalidDataException($"{path}({number}): not a labelled text: {fault.Message}");
            }
        }

        return texts;
    }

    public static string Line(LabelledText text) => JsonSerializer.Serialize(text, Form);
}
