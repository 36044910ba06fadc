using System.CommandLine;
using System.Diagnostics;
using FeedbackBot.Host.Demo;
using FeedbackBot.Host.Settings;

namespace FeedbackBot.Host.Commands;

/// <summary>Runs the server with a sample company, in a data folder of its own.</summary>
public static class DemoCommand
{
    private const string DataFolderKey = "FeedbackBot:DataFolder";
    private static readonly Option<bool> Fresh = new("--fresh") { Description = "Throw the demo's data away and fill it again, up to now." };

    public static Command Create()
    {
        var command = new Command("demo", "Run the server with a sample company and three months of its cases.") { Fresh };
        ServeCommand.AcceptSettings(command);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var settings = ServeCommand.SettingsOf(parsed);
        var folder = FolderOf(settings);
        folder.Prepare(parsed.GetValue(Fresh));
        await using var app = App.Build(OwnSettings(settings, folder));
        await App.PrepareAsync(app);
        await FillAsync(app, folder, cancellation);
        await app.StartAsync(cancellation);
        App.SayWhatToOpen(app);
        DemoSignIns.Say(Console.Out);
        await app.WaitForShutdownAsync(cancellation);
        return 0;
    }

    private static async Task FillAsync(WebApplication app, DemoFolder folder, CancellationToken cancellation)
    {
        if (folder.IsFilled)
        {
            Console.WriteLine($"The demo in {folder.Root} goes on; --fresh fills it again.");
            return;
        }

        var watch = Stopwatch.StartNew();
        Console.WriteLine($"Filling the demo in {folder.Root} …");
        var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        await new FillDemo(app.Services, now).RunAsync(cancellation);
        await DemoSignIns.CreateAsync(app.Services);
        folder.Finish();
        Console.WriteLine($"Filled in {watch.Elapsed.TotalSeconds:0} s.");
    }

    /// <summary>A folder named on the command line as it is; otherwise one beside the real data, never the real data itself.</summary>
    private static DemoFolder FolderOf(string[] settings)
    {
        var sources = WebApplication.CreateBuilder(new WebApplicationOptions { Args = settings, ContentRootPath = AppContext.BaseDirectory }).Configuration;
        var configured = sources[DataFolderKey] ?? new FeedbackBotOptions().DataFolder;
        var named = Array.Exists(settings, s => s.StartsWith($"--{DataFolderKey}=", StringComparison.OrdinalIgnoreCase));
        return new(new DataFolder(named ? configured : configured.TrimEnd('/', '\\') + "-demo").Root);
    }

    /// <summary>Ours come last and win: the demo's own database, no mail to anybody, and a first administrator.</summary>
    private static string[] OwnSettings(string[] settings, DemoFolder folder)
    {
        var company = SampleData.Load().Company;
        return
        [
            .. settings,
            $"--{DataFolderKey}={folder.Root}",
            "--FeedbackBot:Storage:Provider=Sqlite",
            $"--FeedbackBot:Storage:ConnectionString={folder.ConnectionString}",
            "--FeedbackBot:Mail:Mode=File",
            $"--FeedbackBot:Admin:Email={company.EmailOf(company.Staff[0])}",
            $"--FeedbackBot:Admin:Password={company.Password}",
        ];
    }
}
