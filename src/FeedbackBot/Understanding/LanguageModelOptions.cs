using System.ComponentModel.DataAnnotations;

namespace FeedbackBot.Understanding;

/// <summary>How a server is told the form of an answer; it is checked here in any case.</summary>
public enum AnswerForm
{
    /// <summary>By JSON schema (response_format json_schema).</summary>
    Schema,

    /// <summary>As some JSON object (json_object), with the schema at the end of the rules: for servers that refuse schemas.</summary>
    Json,

    /// <summary>Only by the schema at the end of the rules: for servers that know no response_format.</summary>
    Text,
}

/// <summary>Settings under FeedbackBot:LanguageModel. Without <see cref="Endpoint"/> and <see cref="Model"/> no model is asked, and nothing is missing.</summary>
public sealed class LanguageModelOptions : IValidatableObject
{
    /// <summary>The address of an OpenAI-compatible service up to its version, such as https://api.openai.com/v1 or http://localhost:11434/v1.</summary>
    public string? Endpoint { get; set; }

    /// <summary>The service's key; local servers mostly need none.</summary>
    public string? Key { get; set; }

    /// <summary>The model's name as the endpoint knows it.</summary>
    public string? Model { get; set; }

    /// <summary>The folder with the prompt files, relative to the program's folder.</summary>
    [Required]
    public string PromptsFolder { get; set; } = "prompts";

    /// <summary>How long one call may take, with its repeats. Default 8 s. An answer that has to be mended takes a second call.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>The longest answer in tokens, whatever a prompt file allows. Default 1000.</summary>
    [Range(50, 100_000)]
    public int MostTokens { get; set; } = 1000;

    /// <summary>Overrides the temperature of the prompt files (0, so that the same message is read the same way); some models accept only 1.</summary>
    [Range(0.0, 2.0)]
    public double? Temperature { get; set; }

    /// <summary>How the server is told the form of an answer: Schema (default), Json or Text, whichever it takes.</summary>
    public AnswerForm AnswerForm { get; set; }

    /// <summary>The most of one message that is sent, in UTF-16 units. Default 4000.</summary>
    [Range(100, 50_000)]
    public int MostRead { get; set; } = 4000;

    /// <summary>Messages asked about at the same time. Default 4.</summary>
    [Range(1, 64)]
    public int MostAtOnce { get; set; } = 4;

    /// <summary>The share of kinds the model gets right. What a model says of its own certainty is not calibrated, so each head has this one measured figure; measure yours with evaluate. Default 0.8.</summary>
    [Range(0.0, 1.0)]
    public double KindReliability { get; set; } = 0.8;

    /// <summary>The share of sentiments it gets right. Default 0.8.</summary>
    [Range(0.0, 1.0)]
    public double SentimentReliability { get; set; } = 0.8;

    /// <summary>The share of first topics it gets right. Default 0.75.</summary>
    [Range(0.0, 1.0)]
    public double TopicReliability { get; set; } = 0.75;

    /// <summary>The share of languages it gets right; where the embedded reader is surer than this, its language stays. Default 0.95.</summary>
    [Range(0.0, 1.0)]
    public double LanguageReliability { get; set; } = 0.95;

    /// <summary>The share it gets right where it says that it is unsure. Default 0.5; an unsure kind is not acted on.</summary>
    [Range(0.0, 1.0)]
    public double UnsureReliability { get; set; } = 0.5;

    public bool IsConfigured => !string.IsNullOrWhiteSpace(Endpoint) && !string.IsNullOrWhiteSpace(Model);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrWhiteSpace(Endpoint) != string.IsNullOrWhiteSpace(Model))
        {
            yield return new($"{nameof(Endpoint)} and {nameof(Model)} go together: set both, or neither.", [nameof(Endpoint)]);
        }

        if (!string.IsNullOrWhiteSpace(Endpoint) && !(Uri.TryCreate(Endpoint, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
        {
            yield return new($"{nameof(Endpoint)} is an http or https address such as http://localhost:11434/v1, not '{Endpoint}'.", [nameof(Endpoint)]);
        }

        if (Timeout <= TimeSpan.Zero)
        {
            yield return new($"{nameof(Timeout)} is longer than nothing.", [nameof(Timeout)]);
        }
    }
}
