using FeedbackBot.Connectors.AzureLanguage;
using FeedbackBot.Connectors.FileDrop;
using FeedbackBot.Connectors.LanguageModel;
using FeedbackBot.Connectors.Mail;
using FeedbackBot.Connectors.Teams;
using FeedbackBot.Connectors.TeamsCards;
using FeedbackBot.Connectors.Webhooks;
using FeedbackBot.Conversations;
using FeedbackBot.Host.Api;
using FeedbackBot.Host.Assets;
using FeedbackBot.Host.Chat;
using FeedbackBot.Host.DirectLine;
using FeedbackBot.Host.Schedules;
using FeedbackBot.Host.Settings;
using FeedbackBot.Host.SignIn;
using FeedbackBot.Host.StaffConsole;
using FeedbackBot.Host.Teams;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Understanding;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host;

/// <summary>Puts the process together: settings, the product's use cases, channels, pages and schedules.</summary>
public static class App
{
    public static WebApplication Build(string[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = settings, ContentRootPath = AppContext.BaseDirectory });
        if (string.IsNullOrEmpty(builder.Configuration["urls"]))
        {
            builder.WebHost.UseUrls("http://localhost:5080");
        }

        builder.WebHost.ConfigureKestrel(server => server.AddServerHeader = false);
        builder.AddSettings();
        builder.Services.AddSingleton(TimeProvider.System);

        // A proxy on this machine tells the public address; from anywhere else these headers are not believed.
        builder.Services.Configure<ForwardedHeadersOptions>(options => options.ForwardedHeaders = ForwardedHeaders.All);
        builder.Services.AddFeedbackBot();
        builder.Services.AddMail();
        builder.Services.AddTeamsCards();
        builder.Services.AddWebhooks();
        builder.Services.AddFileDrop();
        builder.Services.AddAzureLanguage(builder.SettingsOf<AzureLanguageOptions>());
        builder.Services.AddLanguageModel(builder.SettingsOf<LanguageModelOptions>());
        builder.Services.AddDirectLine();
        builder.Services.AddTeamsChannel(builder.SettingsOf<TeamsOptions>());
        builder.AddStaffSignIn();
        builder.AddConsole();
        builder.Services.AddApi();
        builder.Services.AddChat();
        builder.Services.AddHealth();
        builder.Services.AddSchedules(builder.Environment);
        var app = builder.Build();
        app.UseForwardedHeaders();
        app.UseGuardHeaders();
        if (app.Environment.IsDevelopment())
        {
            // Instead of ASP.NET's page with the program's innards: visitors see the same as in production.
            app.UseExceptionHandler(failed => failed.Run(_ => Task.CompletedTask));
        }

        app.UseErrorPages();
        app.UseWebSockets();
        app.UseDirectLineOrigins();
        app.MapDirectLine();
        app.MapTeams();
        app.MapApi();
        app.MapChat();
        app.MapHealth();
        app.MapAssets(app.Services.GetRequiredService<AssetManifest>());
        app.MapConsole();
        return app;
    }

    /// <summary>What must be true before the first request: schema, starting book, valid dialogs and, where a model is configured, prompts, keys.</summary>
    public static async Task PrepareAsync(WebApplication app)
    {
        var services = app.Services;
        _ = services.GetRequiredService<DataFolder>().Root;
        await using (var db = await services.GetRequiredService<IDbContextFactory<FeedbackDb>>().CreateDbContextAsync())
        {
            await db.Database.MigrateAsync();
        }

        var now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        await services.GetRequiredService<UnitOfWork>().RunAsync(db => StartingBook.WriteAsync(db, now));
        await app.PrepareStaffSignInAsync();
        _ = services.GetRequiredService<FlowLibrary>().Book;
        _ = services.GetService<ILanguageModel>();
        _ = services.GetRequiredService<VisitorTokens>();
    }

    public static string AddressOf(WebApplication app) =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost:5080";

    public static void SayWhatToOpen(WebApplication app)
    {
        var address = AddressOf(app);
        Console.WriteLine($"FeedbackBot listens on {address}");
        Console.WriteLine($"  chat     {address}/chat");
        Console.WriteLine($"  console  {address}/console");
        if (app.Services.GetRequiredService<SetupLink>().Code is { } code)
        {
            Console.WriteLine($"  Nobody can sign in yet. Set up the first administrator, once, at {address}{SignInPages.SetupPath}?code={code}");
        }
    }
}
