using Microsoft.AspNetCore.Diagnostics;

namespace FeedbackBot.Host.Chat;

/// <summary>A plain page in the visitor's language where a page is missing or failed; programs keep their own answers.</summary>
public static class ErrorPages
{
    /// <summary>Paths that answer programs, or have pages of their own for this.</summary>
    private static readonly string[] Others = ["/api", "/v3", "/health", "/openapi", "/assets", "/console"];

    public static void UseErrorPages(this IApplicationBuilder app)
    {
        app.UseWhen(IsPage, pages =>
        {
            pages.UseExceptionHandler(failed => failed.Run(http => ShowAsync(http, "broken", StatusCodes.Status500InternalServerError)));
            pages.UseStatusCodePages(context => context.HttpContext.Response.StatusCode == StatusCodes.Status404NotFound
                ? ShowAsync(context.HttpContext, "missing", StatusCodes.Status404NotFound)
                : Task.CompletedTask);
        });
    }

    private static bool IsPage(HttpContext http) =>
        !Others.Any(path => http.Request.Path.StartsWithSegments(path))
        && http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private static Task ShowAsync(HttpContext http, string name, int status) =>
        NoticePage.Show(http, PageLanguage.Of(http.Request), name, status).ExecuteAsync(http);
}
