using Microsoft.Net.Http.Headers;

namespace FeedbackBot.Host.Chat;

/// <summary>The language a page is shown in: what the visitor chose, else what their browser prefers.</summary>
public static class PageLanguage
{
    public static string Of(HttpRequest request, string? chosen = null)
    {
        var wanted = chosen ?? request.Query["lang"].ToString();
        return Spoken(wanted) ?? Preferred(request) ?? Languages.English;
    }

    /// <summary>The code for the html element: browsers choose Chinese fonts and quotation marks by zh-CN.</summary>
    public static string Html(string language) => Languages.IsChinese(language) ? "zh-CN" : "en";

    public static string Other(string language) => Languages.IsChinese(language) ? Languages.English : Languages.Chinese;

    private static string? Preferred(HttpRequest request) =>
        StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var accepted)
            ? accepted.Where(a => a.Quality is not 0).OrderByDescending(a => a.Quality ?? 1)
                .Select(a => Spoken(a.Value.ToString())).FirstOrDefault(code => code != null)
            : null;

    private static string? Spoken(string code) =>
        Languages.IsChinese(code) ? Languages.Chinese
        : code.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? Languages.English
        : null;
}
