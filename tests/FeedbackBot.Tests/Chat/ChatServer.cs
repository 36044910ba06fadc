using FeedbackBot.Conversations;
using FeedbackBot.Host;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FeedbackBot.Tests.Chat;

/// <summary>The real server on a free port over a data folder; started again on the same folder it is the same server after a restart.</summary>
public sealed class ChatServer : IAsyncDisposable
{
    public const string Secret = "a-secret-of-the-shop-and-of-us-32+";
    private readonly WebApplication _app;

    private ChatServer(WebApplication app) => _app = app;

    public Uri Address => new(App.AddressOf(_app));

    public static async Task<ChatServer> StartAsync(TemporaryFolder folder, params string[] settings) => await StartAsync(folder, _ => { }, settings);

    public static async Task<ChatServer> StartAsync(TemporaryFolder folder, Action<WebApplication> add, params string[] settings)
    {
        var app = App.Build(
        [
            "--urls=http://127.0.0.1:0", $"--FeedbackBot:DataFolder={folder.Path}", "--Logging:LogLevel:Default=Error",
            "--FeedbackBot:WebChat:AllowedOrigins:0=https://shop.example", $"--FeedbackBot:WebChat:IdentitySecret={Secret}", .. settings,
        ]);
        add(app);
        await App.PrepareAsync(app);
        await app.StartAsync();
        return new(app);
    }

    /// <summary>A browser of its own: keeps cookies, follows nothing by itself.</summary>
    public Visitor Visit(string language = Languages.Chinese, bool cookies = true) => new(Address, language, cookies);

    public async Task<T> ReadAsync<T>(Func<FeedbackDb, Task<T>> read)
    {
        await using var db = await _app.Services.GetRequiredService<IDbContextFactory<FeedbackDb>>().CreateDbContextAsync();
        return await read(db);
    }

    public Task<List<Message>> MessagesAsync() => ReadAsync(db => db.Messages.AsNoTracking().OrderBy(m => m.Sequence).ToListAsync());

    public Task ReplyAsync(long number, string text) => _app.Services.GetRequiredService<UnitOfWork>().RunAsync(db =>
        _app.Services.GetRequiredService<ReplyToTicket>().RunAsync(db, number, text, new Actor("staff", Guid.CreateVersion7(), "Lin Xiao")));

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
