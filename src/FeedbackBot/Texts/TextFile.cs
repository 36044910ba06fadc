using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;

namespace FeedbackBot;

/// <summary>Sentences by key from a pair of embedded JSON files, one for each language of the interface.</summary>
/// <param name="prefix">The resource's name up to the language code, such as FeedbackBot.Texts.</param>
public sealed class TextFile(Assembly assembly, string prefix)
{
    private readonly FrozenDictionary<string, string> _chinese = Read(assembly, prefix, Languages.Chinese);
    private readonly FrozenDictionary<string, string> _english = Read(assembly, prefix, Languages.English);

    /// <summary>Everything in a language; every Chinese code gets the Chinese file.</summary>
    public FrozenDictionary<string, string> In(string? language) => Languages.IsChinese(language) ? _chinese : _english;

    /// <summary>A sentence with its {names} filled in.</summary>
    public string Get(string? language, string key, params ReadOnlySpan<(string Name, string Value)> facts)
    {
        var text = In(language)[key];
        foreach (var (name, value) in facts)
        {
            text = text.Replace("{" + name + "}", value, StringComparison.Ordinal);
        }

        return text;
    }

    private static FrozenDictionary<string, string> Read(Assembly assembly, string prefix, string language)
    {
        using var stream = assembly.GetManifestResourceStream($"{prefix}{language}.json")
            ?? throw new InvalidOperationException($"The texts {prefix}{language}.json are not in the program.");
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!.ToFrozenDictionary();
    }
}
