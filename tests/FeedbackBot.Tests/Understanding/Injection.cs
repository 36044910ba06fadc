using System.Text.Json;
using FeedbackBot.Tests.House;

namespace FeedbackBot.Tests.Understanding;

/// <summary>A customer's try to give orders to the model, mostly with a real matter behind it.</summary>
/// <param name="Lang">en, zh or mixed.</param>
/// <param name="Way">How it is tried.</param>
public sealed record Injection(string Id, string Lang, string Way, string Text)
{
    public static readonly IReadOnlyList<Injection> All =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "tests", "FeedbackBot.Tests", "Understanding", "injections.jsonl"))
            .Select(line => JsonSerializer.Deserialize<Injection>(line, JsonSerializerOptions.Web)!),
    ];
}
