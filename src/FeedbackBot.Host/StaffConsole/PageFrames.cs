using FeedbackBot.Host.Assets;
using Microsoft.AspNetCore.Antiforgery;

namespace FeedbackBot.Host.StaffConsole;

/// <summary>Makes the frame of a page: language from the cookie, else from the member of staff, else from the browser.</summary>
public sealed class PageFrames(IAntiforgery antiforgery, AssetManifest assets)
{
    public const string LanguageCookie = "feedbackbot.language";

    private const string TimeZoneCookie = "feedbackbot.zone";

    public PageFrame For(HttpContext http, string? staffLanguage = null)
    {
        var language = http.Request.Cookies[LanguageCookie] ?? staffLanguage ?? FirstAccepted(http);
        var token = antiforgery.GetAndStoreTokens(http).RequestToken!;
        return new(ConsoleTexts.In(language), token, assets, http.Request.Path + http.Request.QueryString)
        {
            TimeZone = http.Request.Cookies[TimeZoneCookie] is { } zone && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _) ? zone : null,
        };
    }

    public static void Remember(HttpContext http, string language) =>
        http.Response.Cookies.Append(LanguageCookie, language, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            MaxAge = TimeSpan.FromDays(365),
            Path = "/",
            IsEssential = true,
        });

    private static string? FirstAccepted(HttpContext http) =>
        http.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1).FirstOrDefault()?.Value.Value;
}
