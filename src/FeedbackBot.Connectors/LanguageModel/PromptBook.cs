using FeedbackBot.Understanding;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Connectors.LanguageModel;

/// <summary>The prompt files, each read, compiled and tried.</summary>
public sealed class PromptBook
{
    /// <summary>The prompts that the product asks; each must be there.</summary>
    public static readonly IReadOnlyList<string> Needed = ["read-message", "summarise-ticket", "suggest-reply", "name-themes"];

    private readonly Dictionary<string, Prompt> _prompts;

    /// <exception cref="PromptErrors">A file is not as it must be.</exception>
    public PromptBook(IOptions<LanguageModelOptions> options)
        : this(Load(options.Value.PromptsFolder))
    {
    }

    private PromptBook(IEnumerable<Prompt> prompts) => _prompts = prompts.ToDictionary(p => p.Name);

    public IReadOnlyCollection<Prompt> All => _prompts.Values;

    public Prompt this[string name] => _prompts[name];

    /// <summary>The prompts of a folder; null where a file has faults, which are all named.</summary>
    public static PromptBook? TryLoad(string folder, out IReadOnlyList<PromptError> errors)
    {
        var found = new List<PromptError>();
        errors = found;
        var prompts = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal).Select(path => new PromptFile(path, found).Read()).OfType<Prompt>().ToList()
            : [];
        foreach (var name in Needed.Where(n => !File.Exists(Path.Combine(folder, n + ".yaml"))))
            found.Add(new(name + ".yaml", 1, 1, $"the file is missing; expected it in {folder}"));
        return found.Count > 0 ? null : new(prompts);
    }

    private static IEnumerable<Prompt> Load(string folder) => TryLoad(folder, out var errors)?.All ?? throw new PromptErrors(errors);
}
