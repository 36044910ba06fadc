using System.Text.Json;
using System.Text.Json.Nodes;

namespace FeedbackBot.Tests.Scenarios;

/// <summary>A scripted customer: what is said, how questions are answered, and the facts that must come of it. Wording of the bot is never compared.</summary>
public sealed record Scenario
{
    public required string Id { get; init; }

    public string Locale { get; init; } = "zh-Hans";

    /// <summary>A text, or { "at_step", "text" }: said only when the bot asks that step, other steps being answered from <see cref="Answers"/> meanwhile.</summary>
    public required IReadOnlyList<JsonNode> Turns { get; init; }

    /// <summary>What the customer says when the bot's last message asks this step; * for anything else.</summary>
    public IReadOnlyDictionary<string, string> Answers { get; init; } = new Dictionary<string, string>();

    /// <summary>The name of a set of answers that the file of scenarios shares.</summary>
    public string? AnswersLike { get; init; }

    public int Tickets { get; init; } = 1;

    public int MaxTurns { get; init; } = 12;

    public Expectation Expect { get; init; } = new();

    public override string ToString() => Id;

    /// <summary>All scenarios of a folder; answers.json there holds the shared sets of answers.</summary>
    public static IReadOnlyList<Scenario> ReadFolder(string folder)
    {
        var options = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
        var sharedFile = Path.Combine(folder, "answers.json");
        var shared = File.Exists(sharedFile)
            ? JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(File.ReadAllText(sharedFile))!
            : [];
        return [.. Directory.GetFiles(folder, "*.json").Where(f => f != sharedFile).Order(StringComparer.Ordinal)
            .SelectMany(file => JsonSerializer.Deserialize<List<Scenario>>(File.ReadAllText(file), options)!)
            .Select(s => s.AnswersLike == null ? s : s with { Answers = Merge(shared[s.AnswersLike], s.Answers) })];
    }

    private static Dictionary<string, string> Merge(Dictionary<string, string> shared, IReadOnlyDictionary<string, string> own)
    {
        var all = new Dictionary<string, string>(shared);
        foreach (var (step, answer) in own)
        {
            all[step] = answer;
        }

        return all;
    }
}

/// <summary>The facts that must come of a scenario.</summary>
public sealed record Expectation
{
    public int? CustomerTurnsAtMost { get; init; }

    /// <summary>zh-Hans or en, judged from the customer's turn <see cref="LanguageFrom"/> on.</summary>
    public string? BotLanguage { get; init; }

    public int LanguageFrom { get; init; } = 1;

    public IReadOnlyList<string> NeverSteps { get; init; } = [];

    public IReadOnlyList<string> BotSays { get; init; } = [];

    public IReadOnlyList<string> BotNeverSays { get; init; } = [];

    /// <summary>For each ticket in the order of filing: JSON path → value, "~pattern", { "any": […] } or { "not": … }.</summary>
    public IReadOnlyList<JsonObject> Tickets { get; init; } = [];
}
