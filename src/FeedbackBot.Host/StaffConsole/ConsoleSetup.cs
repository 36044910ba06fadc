using System.Text.Unicode;
using FeedbackBot.Host.Assets;
using FeedbackBot.Host.Settings;
using FeedbackBot.Host.SignIn;
using FeedbackBot.Host.StaffConsole.Accounts;
using FeedbackBot.Host.StaffConsole.Chats;
using FeedbackBot.Host.StaffConsole.Contacts;
using FeedbackBot.Host.StaffConsole.Digests;
using FeedbackBot.Host.StaffConsole.Ideas;
using FeedbackBot.Host.StaffConsole.Life;
using FeedbackBot.Host.StaffConsole.Notifications;
using FeedbackBot.Host.StaffConsole.People;
using FeedbackBot.Host.StaffConsole.Prepared;
using FeedbackBot.Host.StaffConsole.Queue;
using FeedbackBot.Host.StaffConsole.Readers;
using FeedbackBot.Host.StaffConsole.Reports;
using FeedbackBot.Host.StaffConsole.Surveys;
using FeedbackBot.Host.StaffConsole.Tickets;
using FeedbackBot.Host.StaffConsole.Trail;
using FeedbackBot.Host.StaffConsole.Webhooks;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

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

        // Chinese as it is written, not as eight characters of entity each.
        services.AddWebEncoders(options => options.TextEncoderSettings = new(UnicodeRanges.All));
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
        services.AddSingleton<ReadIdeas>();
        services.AddSingleton<ReadAccounts>();
        services.AddSingleton<BuildReport>();
        services.AddSingleton<WriteReport>();
        services.AddSingleton<ReadAnswers>();
        services.AddSingleton<SendReports>();
        services.AddSingleton<ListAccounts>();
        services.AddSingleton<ReadAccountMap>();
        services.AddSingleton<ReadDigests>();
        services.AddSingleton<ReadContact>();
        services.AddSingleton<ReadSurveys>();
        services.AddSingleton<CampaignVerbs>();
        services.AddSingleton<SurveyVerbs>();
        services.AddSingleton<WebhookVerbs>();
        services.AddSingleton<ReadChats>();
        services.AddSingleton<LiveStream>();
        services.AddSingleton<Doer>();
        services.AddSingleton<TeamChange>();
        services.AddSingleton<ReadTriage>();
        services.AddSingleton<ReadComposing>();
        services.AddSingleton<AgentFiles>();
        services.AddSingleton<Writing>();
        services.AddSingleton<ReadMarks>();
        services.AddSingleton<FieldNames>();
        services.AddSingleton<ReadPrepared>();
        services.AddSingleton<Drafting>();
        services.AddSingleton<ReadNotifications>();
        services.AddSingleton<NotificationWishes>();
        services.AddSingleton<SendNotifications>();
        services.AddSingleton<Promises.Changer>();
        return builder;
    }

    public static WebApplication MapConsole(this WebApplication app)
    {
        app.UseWhen(IsOfStaff, pages => pages.Use(GuardHeaders).UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = SayItFailed, AllowStatusCode404Response = true }));
        app.UseAuthentication();
        app.UseAuthorization();
        SignInPages.Map(app);
        var console = app.MapGroup("/console")
            .RequireAuthorization(policy => policy.AddAuthenticationSchemes(IdentityConstants.ApplicationScheme).RequireAuthenticatedUser())
            .AddEndpointFilter<FormCheck>().AddEndpointFilter<StaffOnly>().ExcludeFromDescription();
        QueuePages.Map(console);
        TicketPages.Map(console, app.Services.GetRequiredService<IOptions<WebChatOptions>>().Value);
        PreparedPages.Map(console);
        NotificationPages.Map(console);
        ChatListPages.Map(console);
        ChatActions.Map(console.MapGroup("/tickets/{id}"));
        AccountPages.Map(console);
        ReportPages.Map(console);
        DigestPages.Map(console);
        ContactPages.Map(console);
        OwnPages.Map(console);
        ReaderPages.Map(console);
        RulesPages.Map(console);
        TeamsPages.Map(console);
        DeskPages.Map(console);
        PresencePages.Map(console);
        TrailPages.Map(console);
        WebhookPages.Map(console);
        SurveyPages.Map(console);
        CampaignPages.Map(console);
        MadePages.Map(console);
        TriagePages.Map(console);
        Promises.PromisePages.Map(console);
        LifePages.Map(console);
        CommitmentPages.Map(console);
        IdeaPages.Map(console);
        console.MapFallback((HttpContext http) => Pages.Problem(http.Viewer().Frame, StatusCodes.Status404NotFound, "problem.missing"));
        return app;
    }

    private static bool IsOfStaff(HttpContext http) =>
        http.Request.Path.StartsWithSegments("/console") || http.Request.Path.StartsWithSegments(SignInPages.SetupPath);

    private static Task GuardHeaders(HttpContext http, RequestDelegate next)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurity;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers.CacheControl = "no-cache, no-store";
        return next(http);
    }

    /// <summary>The failure itself is in the log; the page says only that there was one.</summary>
    private static Task SayItFailed(HttpContext http)
    {
        http.Response.Headers.ContentSecurityPolicy = ContentSecurity;
        var frame = http.RequestServices.GetRequiredService<PageFrames>().For(http);
        return Pages.Problem(frame, StatusCodes.Status500InternalServerError, "problem.error").ExecuteAsync(http);
    }
}
