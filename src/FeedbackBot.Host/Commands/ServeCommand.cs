using System.CommandLine;

namespace FeedbackBot.Host.Commands;

/// <summary>Runs the server; the default command.</summary>
public static class ServeCommand
{
    private static readonly Option<string?> Urls = new("--urls") { Description = "Addresses to listen on, separated by ';' (default http://localhost:5080)." };

    public static Command Create()
    {
        var command = new Command("serve", "Run the server (the default).");
        AcceptSettings(command);
        command.SetAction(RunAsync);
        return command;
    }

    /// <summary>Lets a command take --urls and any setting as --FeedbackBot:Section:Key=value.</summary>
    public static void AcceptSettings(Command command)
    {
        command.Options.Add(Urls);
        command.TreatUnmatchedTokensAsErrors = false;
    }

    /// <summary>What is neither an option nor a setting; there must be none.</summary>
    internal static string? NotUnderstood(ParseResult parsed) => parsed.UnmatchedTokens
        .FirstOrDefault(t => !(t.StartsWith("--", StringComparison.Ordinal) && t.Contains(':') && t.Contains('=')));

    public static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        await using var app = App.Build(SettingsOf(parsed));
        await App.PrepareAsync(app);
        await app.StartAsync(cancellation);
        App.SayWhatToOpen(app);
        await app.WaitForShutdownAsync(cancellation);
        return 0;
    }

    internal static string[] SettingsOf(ParseResult parsed)
    {
        var settings = parsed.UnmatchedTokens.Where(t => t.StartsWith("--", StringComparison.Ordinal)).ToList();
        if (parsed.GetValue(Urls) is { } urls)
        {
            settings.Add("--urls=" + urls);
        }

        return [.. settings];
    }
}
