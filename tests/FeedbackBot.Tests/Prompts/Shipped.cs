using FeedbackBot.Connectors.LanguageModel;
using FeedbackBot.Tests.House;

namespace FeedbackBot.Tests.Prompts;

/// <summary>The prompts and examples that ship.</summary>
internal static class Shipped
{
    public static readonly string Folder = Path.Combine(Repository.Root, "prompts");

    public static readonly PromptBook Prompts = PromptBook.TryLoad(Folder, out var errors) ?? throw new PromptErrors(errors);

    public static readonly ILookup<string, PromptExample> Examples = PromptExamples.Read(Folder, Prompts, out _);
}
