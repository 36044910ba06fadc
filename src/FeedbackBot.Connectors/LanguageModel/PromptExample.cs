using System.Text.Json;
using System.Text.Json.Nodes;

namespace FeedbackBot.Connectors.LanguageModel;

/// <summary>What a good answer to one input is: checked against the prompt's schema without a model, and scored with one.</summary>
/// <param name="Must">Words of which each must stand in an answer's texts; alternatives are parted by |.</param>
/// <param name="MustNot">Words that must not.</param>
public sealed record PromptExample(string Id, string Lang, JsonObject Input, JsonElement Answer, IReadOnlyList<string> Must, IReadOnlyList<string> MustNot)
{
    /// <summary>Whether an answer says what it must, and nothing that it must not.</summary>
    public bool Keeps(JsonElement answer)
    {
        var text = string.Join('\n', Texts(answer));
        bool Says(string words) => words.Split('|').Any(w => text.Contains(w, StringComparison.OrdinalIgnoreCase));
        return Must.All(Says) && !MustNot.Any(Says);
    }

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(p => Texts(p.Value)),
        _ => [],
    };
}

/// <summary>The examples of a prompt: prompts/examples/NAME.jsonl, one a line.</summary>
public static class PromptExamples
{
    private static readonly string[] Known = ["id", "lang", "input", "answer", "must", "must_not"];

    /// <summary>The examples of every prompt that has any.</summary>
    public static ILookup<string, PromptExample> Read(string folder, PromptBook prompts, out IReadOnlyList<PromptError> errors)
    {
        var found = new List<PromptError>();
        errors = found;
        return prompts.All
            .Select(p => (Prompt: p, Path: Path.Combine(folder, "examples", p.Name + ".jsonl")))
            .Where(p => File.Exists(p.Path))
            .SelectMany(p => Read(p.Path, p.Prompt, found).Select(example => (p.Prompt.Name, Example: example)))
            .ToLookup(e => e.Name, e => e.Example);
    }

    private static List<PromptExample> Read(string path, Prompt prompt, List<PromptError> errors)
    {
        var examples = new List<PromptExample>();
        foreach (var (number, line) in File.ReadLines(path).Index().Where(l => l.Item.Length > 0))
        {
            void Fault(string message) => errors.Add(new(Path.GetFileName(path), number + 1, 1, message));
            if (One(line, prompt, Fault) is not { } example) continue;
            if (examples.Exists(e => e.Id == example.Id)) Fault($"a second example '{example.Id}'");
            examples.Add(example);
        }

        return examples;
    }

    private static PromptExample? One(string line, Prompt prompt, Action<string> fault)
    {
        try
        {
            var root = JsonNode.Parse(line)!.AsObject();
            foreach (var key in root.Where(p => !Known.Contains(p.Key))) fault($"unknown key '{key.Key}'; expected one of: {string.Join(", ", Known)}");
            var example = new PromptExample(
                root["id"]!.GetValue<string>(), root["lang"]!.GetValue<string>(), root["input"]!.AsObject(),
                JsonSerializer.SerializeToElement(root["answer"]), Words(root["must"]), Words(root["must_not"]));
            Check(example, prompt, fault);
            return example;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or NullReferenceException or FormatException)
        {
            fault("expected a JSON object with id, lang, input and answer");
            return null;
        }
    }

    private static void Check(PromptExample example, Prompt prompt, Action<string> fault)
    {
        if (example.Lang is not ("en" or "zh")) fault("'lang' is en or zh");
        var names = prompt.Variables.Select(v => v.Name).ToArray();
        if (!example.Input.Select(p => p.Key).Order().SequenceEqual(names.Order())) fault($"'input' must give exactly: {string.Join(", ", names)}");
        foreach (var wrong in prompt.Schema.Faults(example.Answer)) fault("the answer does not keep to the schema: " + wrong);
        if (!example.Keeps(example.Answer)) fault("the answer does not keep to its own must and must_not");
    }

    private static string[] Words(JsonNode? list) => list == null ? [] : [.. list.AsArray().Select(w => w!.GetValue<string>())];
}
