using System.Text.Json;
using System.Text.Json.Nodes;

namespace FeedbackBot.Understanding;

/// <summary>A language model, where one is configured: fills in a prompt of the prompts folder and answers as that prompt's schema says. Without one there is none to inject.</summary>
public interface ILanguageModel
{
    /// <summary>The model's name, as its endpoint knows it.</summary>
    string Id { get; }

    /// <param name="prompt">The prompt's file name without its ending, such as read-message.</param>
    /// <param name="input">A value for each of its variables. Whatever it holds enters as data, never as instruction.</param>
    /// <returns>An answer that keeps to the prompt's schema, with nothing in it that the schema does not name.</returns>
    /// <exception cref="LanguageModelFailure">No such answer was to be had in time.</exception>
    Task<JsonElement> AskAsync(string prompt, JsonObject input, CancellationToken cancellation);
}

/// <summary>Why a language model gave no answer.</summary>
public enum LanguageModelFault
{
    /// <summary>It could not be reached, or answered with an error.</summary>
    Unreachable,

    /// <summary>It took longer than it may.</summary>
    Late,

    /// <summary>It failed so often of late that it is left alone for a while.</summary>
    Resting,

    /// <summary>It would not answer: a refusal, or its content filter.</summary>
    Refused,

    /// <summary>What it answered is not what was asked for, and was not after a second try.</summary>
    Unusable,
}

/// <summary>A language model gave no usable answer. Says what went wrong and never what was said: it is logged.</summary>
public sealed class LanguageModelFailure(LanguageModelFault fault, string message) : Exception(message)
{
    public LanguageModelFault Fault { get; } = fault;
}
