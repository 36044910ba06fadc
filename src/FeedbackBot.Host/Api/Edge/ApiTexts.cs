using System.Collections.Frozen;

namespace FeedbackBot.Host.Api.Edge;

/// <summary>The API's sentences for people, by key, complete in both languages.</summary>
public static class ApiTexts
{
    private static readonly TextFile File = new(typeof(ApiTexts).Assembly, "FeedbackBot.Host.Api.Texts.api.");

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

    public static string Get(string language, string key, params ReadOnlySpan<(string Name, string Value)> facts) => File.Get(language, key, facts);

    public static string? TryGet(string language, string key) => All(language).GetValueOrDefault(key);

    internal static FrozenDictionary<string, string> All(string language) => File.In(language);
}
