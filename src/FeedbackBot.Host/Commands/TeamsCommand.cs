using System.CommandLine;
using FeedbackBot.Connectors.Teams;
using FeedbackBot.Conversations;
using FeedbackBot.Host.Chat;
using FeedbackBot.Host.Settings;
using FeedbackBot.Host.Teams;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Host.Commands;

/// <summary>What is needed in Teams itself: the app that is uploaded there.</summary>
public static class TeamsCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "The zip file to write." };
        var name = new Option<string?>("--name") { Description = "The app's short name, at most 30 characters (default: the site's)." };
        var developer = new Option<string?>("--developer") { Description = "Who runs it, at most 32 characters (default: the app's name)." };
        var version = new Option<string>("--version-number") { Description = "Three numbers; an update needs a higher one.", DefaultValueFactory = _ => "1.0.0" };
        var package = new Command("package", "Write the app package for the registration that is set under Teams.") { file, name, developer, version };
        package.SetAction(async (parsed, cancellation) =>
        {
            await using var app = App.Build(["--Logging:LogLevel:Default=Warning"]);
            var (teams, site) = (app.Services.GetRequiredService<IOptions<TeamsOptions>>().Value, app.Services.GetRequiredService<IOptions<FeedbackBotOptions>>().Value);
            var named = parsed.GetValue(name) ?? ChatTexts.Get(Languages.English, "site.name");
            var made = new AppPackage
            {
                AppId = teams.AppId ?? "",
                Site = site.PublicUrl?.TrimEnd('/') ?? "",
                Name = named,
                Developer = parsed.GetValue(developer) ?? named,
                Version = parsed.GetValue(version)!,
            }.Build(app.Services.GetRequiredService<FlowLibrary>().Book);
            await File.WriteAllBytesAsync(parsed.GetValue(file)!, made, cancellation);
            Console.WriteLine($"{parsed.GetValue(file)} is ready to be uploaded in Teams (Apps, Manage your apps, Upload an app).");
            return 0;
        });
        return new Command("teams", "Microsoft Teams.") { package };
    }
}
