using System.ComponentModel.DataAnnotations;

namespace FeedbackBot.Understanding;

/// <summary>Settings under FeedbackBot:Understanding.</summary>
public sealed class UnderstandingOptions : IValidatableObject
{
    /// <summary>Second readers (azure, model) in the order in which they are asked. Default: none named, which asks every one that is configured, azure first.</summary>
    public string[] Readers { get; set; } = [];

    /// <summary>How long a customer's turn waits for a second reader before it goes on with the embedded reading. Default 1.5 s.</summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(1.5);

    /// <summary>How long a second reader may take in all; what it finds after the deadline is kept on the message and may raise the case's priority. Default 20 s.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>A model file that the trainer made of a site's own corrections; a relative path counts from the working folder. Default: none, which reads with the model that the product comes with.</summary>
    public string? ModelFile { get; set; }

    /// <summary>A model that cannot be read with stops the start: reading with another than the one asked for would go unnoticed.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrWhiteSpace(ModelFile)) return [];
        try
        {
            ReadingModel.Open(ModelFile);
            return [];
        }
        catch (InvalidDataException fault)
        {
            return [new($"{nameof(ModelFile)} {fault.Message}", [nameof(ModelFile)])];
        }
    }
}
