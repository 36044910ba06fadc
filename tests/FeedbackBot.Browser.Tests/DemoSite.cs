using FeedbackBot.Tests;

namespace FeedbackBot.Browser.Tests;

/// <summary>The running demo: a sample company in which every page has something to show.</summary>
public sealed class DemoSite : IAsyncLifetime
{
    public const string Administrator = "gu@tidemere.example";
    public const string Password = "tidemere-demo-2026";
    private readonly string _folder = Directory.CreateTempSubdirectory("feedbackbot-demo-").FullName;
    private ServerProcess? _server;

    public Uri Address => _server!.Address;

    public async Task InitializeAsync() => _server = await ServerProcess.StartAsync(["demo", $"--FeedbackBot:DataFolder={_folder}"]);

    public async Task DisposeAsync()
    {
        await _server!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
