using System.Text.Json;
using System.Text.Json.Nodes;

namespace FeedbackBot.Understanding;

/// <summary>Why there is nothing from a language model.</summary>
public enum Unavailable
{
    /// <summary>None is configured.</summary>
    NoModel,

    /// <summary>It gave no usable answer.</summary>
    Failed,

    /// <summary>What it wrote is not covered by what is known, so nobody gets to see it.</summary>
    Unfounded,
}

/// <summary>What a language model made, or why there is nothing. Expected either way: the product is whole without a model.</summary>
public readonly record struct LanguageModelAnswer<T>(T? Value, Unavailable? WhyNot) where T : class
{
    public static implicit operator LanguageModelAnswer<T>(T value) => new(value, null);

    public static implicit operator LanguageModelAnswer<T>(Unavailable whyNot) => new(null, whyNot);
}

/// <summary>Asking a model that may not be there.</summary>
public static class LanguageModelAsking
{
    /// <summary>The answer, or why there is none; only the caller's own cancellation is thrown.</summary>
    public static async Task<(JsonElement? Answer, Unavailable WhyNot, LanguageModelFailure? Failure)> TryAskAsync(
        this ILanguageModel? model, string prompt, JsonObject input, CancellationToken cancellation)
    {
        if (model == null) return (null, Unavailable.NoModel, null);
        try
        {
            return (await model.AskAsync(prompt, input, cancellation), default, null);
        }
        catch (LanguageModelFailure failure)
        {
            return (null, Unavailable.Failed, failure);
        }
    }
}
