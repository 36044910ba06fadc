using FeedbackBot.Host.Assets;
using FeedbackBot.Host.StaffConsole.Accounts;
using FeedbackBot.Host.StaffConsole.Queue;
using FeedbackBot.Host.StaffConsole.Tickets;
using FeedbackBot.Host.SignIn;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FeedbackBot.Host.StaffConsole;

/// <summary>The pages of staff: rendered on the server, refreshed in parts by htmx, woken by server-sent events.</summary>
public static class ConsoleSetup
{
    /// <summary>No script, style or frame from elsewhere, and none written into a page. Tabler's own styles carry a few data: images.</summary>
    private const string ContentSecurity =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static WebApplicationBuilder AddConsole(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddRazorComponents();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "feedbackbot.form";
            options.FormFieldName = "form-token";
            options.HeaderName = "X-Form-Token";

            // Who may frame a page is said in its content security policy.
            options.SuppressXFrameOptionsHeader = true;
        });
        services.TryAddSingleton(provider => AssetManifest.Read(provider.GetRequiredService<IWebHostEnvironment>().ContentRootPath));
        services.AddSingleton<PageFrames>();
        services.AddSingleton<ReadQueue>();
        services.AddSingleton<ReadTicket>();
        services.AddSingleton<ReadAccounts>();
        services.AddSingleton<LiveStream>();
        services.AddSingleton<Doer>();
        return builder;
    }

    public static WebApplication MapConsole(this WebApplication app)
    {
        app.Use(GuardHeaders);
        app.UseAuthentication();
        app.UseAuthorization();
        SignInPages.Map(app);
        var console = app.MapGroup("/console")
            .RequireAuthorization(policy => policy.AddAuthenticationSchemes(IdentityConstants.ApplicationScheme).RequireAuthenticatedUser())
            .AddEndpointFilter<FormCheck>().AddEndpointFilter<StaffOnly>().ExcludeFromDescription();
        QueuePages.Map(console);
        TicketPages.Map(console);
        AccountPages.Map(console);
        OwnPages.Map(console);
        console.MapFallback((HttpContext http) => Pages.Problem(http.Viewer().Frame, StatusCodes.Status404NotFound, "problem.missing"));
        return app;
    }

    private static Task GuardHeaders(HttpContext http, RequestDelegate next)
    {
        var path = http.Request.Path;
        if (path.StartsWithSegments("/console") || path.StartsWithSegments(SignInPages.SetupPath))
        {
            var headers = http.Response.Headers;
            headers.ContentSecurityPolicy = ContentSecurity;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "same-origin";
            headers.CacheControl = "no-cache, no-store";
        }

        return next(http);
    }
}
