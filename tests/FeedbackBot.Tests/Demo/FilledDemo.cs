using FeedbackBot.Host;
using FeedbackBot.Host.Demo;
using FeedbackBot.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.Demo;

/// <summary>A small demo, filled once for the tests that look at it.</summary>
public sealed class FilledDemo : IAsyncLifetime, IDisposable
{
    /// <summary>About seventy cases instead of six hundred.</summary>
    internal const double Size = 0.1;

    /// <summary>A Wednesday afternoon.</summary>
    public static readonly DateTime FilledAt = new(2026, 11, 18, 14, 30, 0, DateTimeKind.Utc);

    private readonly TemporaryFolder _folder = new();

    internal WebApplication App { get; private set; } = null!;

    public async Task InitializeAsync() => App = await FillAsync(_folder);

    public FeedbackDb Open() => Open(App);

    internal static FeedbackDb Open(WebApplication app) => app.Services.GetRequiredService<IDbContextFactory<FeedbackDb>>().CreateDbContext();

    internal static async Task<WebApplication> FillAsync(TemporaryFolder folder)
    {
        var app = Host.App.Build([$"--FeedbackBot:DataFolder={folder.Path}", "--Logging:LogLevel:Default=Error"]);
        await Host.App.PrepareAsync(app);
        await new FillDemo(app.Services, FilledAt, Size).RunAsync();
        return app;
    }

    public async Task DisposeAsync() => await App.DisposeAsync();

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
