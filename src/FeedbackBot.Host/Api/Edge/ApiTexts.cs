using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;

namespace FeedbackBot.Host.Api.Edge;

/// <summary>The API's sentences for people, by key, complete in both languages.</summary>
public static class ApiTexts
{
    private static readonly FrozenDictionary<string, string> Chinese = Load(Languages.Chinese);
    private static readonly FrozenDictionary<string, string> English = Load(Languages.English);

    /// <summary>The first of the languages a caller accepts that we speak; English where there is none.</summary>
    public static string LanguageOf(HttpContext http)
    {
        var header = http.Request.Headers.AcceptLanguage;
        if (header.Count == 0)
        {
            return Languages.English;
        }

        var wanted = http.Request.GetTypedHeaders().AcceptLanguage
            .Where(l => l.Quality is null or > 0).OrderByDescending(l => l.Quality ?? 1)
            .Select(l => l.Value.Value)
            .FirstOrDefault(l => Languages.IsChinese(l) || l?.StartsWith("en", StringComparison.OrdinalIgnoreCase) == true);
        return Languages.Interface(wanted);
    }

    public static string Get(string language, string key, params ReadOnlySpan<(string Name, string Value)> facts)
    {
        var text = All(language)[key];
        foreach (var (name, value) in facts)
        {
            text = text.Replace("{" + name + "}", value, StringComparison.Ordinal);
        }

        return text;
    }

    public static string? TryGet(string language, string key) => All(language).GetValueOrDefault(key);

    internal static FrozenDictionary<string, string> All(string language) => Languages.IsChinese(language) ? Chinese : English;

    private static FrozenDictionary<string, string> Load(string language)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"FeedbackBot.Host.Api.Texts.api.{language}.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!.ToFrozenDictionary();
    }
}
