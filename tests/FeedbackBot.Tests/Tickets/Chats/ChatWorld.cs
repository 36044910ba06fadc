using FeedbackBot.Accounts;
using FeedbackBot.Conversations;
using FeedbackBot.Messages;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Tests.Conversations;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.Tickets.Chats;

/// <summary>The product on one of its databases, at ten o'clock on a working day in Shanghai, with customers and agents and a clock that is moved.</summary>
internal sealed class ChatWorld : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private ChatWorld(ServiceProvider services, TestClock clock) => (_services, Clock, Cast) = (services, clock, new(services));

    public TestClock Clock { get; }

    public ChatCast Cast { get; }

    /// <summary>Runs whenever the product asks what time it is; for what happens in the middle of a turn.</summary>
    public Action? WhenAsked { get; set; }

    public static async Task<ChatWorld> StartAsync(StorageProvider provider, string connection)
    {
        ChatWorld? world = null;
        var clock = new TestClock(new DateTime(2026, 11, 18, 2, 0, 0, DateTimeKind.Utc));
        var services = new ServiceCollection().AddLogging().AddOptions().AddFeedbackBot()
            .Configure<StorageOptions>(o => (o.Provider, o.ConnectionString) = (provider, connection))
            .Configure<ConversationOptions>(o => o.DialogsFolder = Path.Combine(Visit.RepositoryRoot(), "dialogs"))
            .AddSingleton<TimeProvider>(new AskedClock(clock, () => world?.WhenAsked?.Invoke())).AddSingleton(Understanding.Reader.Embedded)
            .BuildServiceProvider();
        world = new(services, clock);
        await using (var db = world.Open())
        {
            await db.Database.MigrateAsync();
        }

        await world.Work.RunAsync(db => StartingBook.WriteAsync(db, clock.GetUtcNow().UtcDateTime));
        return world;
    }

    public UnitOfWork Work => _services.GetRequiredService<UnitOfWork>();

    public T Use<T>() where T : notnull => _services.GetRequiredService<T>();

    public FeedbackDb Open() => Cast.Open();

    /// <summary>A member of staff; with the console open unless told otherwise.</summary>
    public async Task<StaffMember> HireAsync(string name, bool online = true)
    {
        var staff = new StaffMember(name.ToLowerInvariant() + "@example.com", name, StaffRoles.Agent, Clock.GetUtcNow().UtcDateTime);
        await Work.RunAsync(db =>
        {
            db.Add(staff);
            return Task.CompletedTask;
        });
        if (online)
        {
            await OpenConsoleAsync(staff);
        }

        return staff;
    }

    public Task OpenConsoleAsync(StaffMember staff) => DoAsync<ShowPresence>((show, db) => show.RunAsync(db, staff.Id, null));

    /// <summary>Asks for a person about something; the chat's key and the case.</summary>
    public async Task<(string Key, long Number, Message Receipt)> AskForPersonAsync(string language = "en", string? text = null)
    {
        var key = await Cast.ArriveAsync(language);
        var turn = await Cast.SayAsync(key, text ?? (language == "en" ? "I want to talk to a person, my parcel never arrived" : "转人工，我的包裹一直没收到"));
        var receipt = turn.Replies.Single(r => r.Ticket != null);
        return (key, TicketNumber.Parse(receipt.Ticket)!.Value, receipt);
    }

    public Task DoAsync<T>(Func<T, FeedbackDb, Task> work) where T : notnull => Work.RunAsync(db => work(_services.GetRequiredService<T>(), db));

    public Task TakeAsync(long number, StaffMember staff) => DoAsync<TakeChat>((take, db) => take.RunAsync(db, number, Actor.Of(staff)));

    public Task ReplyAsync(long number, StaffMember staff, string text) => DoAsync<ReplyToTicket>((reply, db) => reply.RunAsync(db, number, text, Actor.Of(staff)));

    public Task HandBackAsync(long number, StaffMember staff, bool ends = false) => DoAsync<HandBackChat>((back, db) => back.RunAsync(db, number, ends, Actor.Of(staff)));

    public Task<int> WatchAsync() => _services.GetRequiredService<WatchChats>().RunAsync();

    public async Task<AgentChat> ChatAsync(long number)
    {
        await using var db = Open();
        return await db.AgentChats.AsNoTracking().Where(c => c.TicketNumber == number).OrderByDescending(c => c.RequestedAt).FirstAsync();
    }

    public async Task<TurnOwner> TurnAsync(string key)
    {
        await using var db = Open();
        return await db.Conversations.Where(c => c.Key == key).Select(c => c.TurnOwner).SingleAsync();
    }

    public async Task<string> LastSaidAsync(string key) => (await Cast.LogAsync(key))[^1].Text;

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    /// <summary>The test's clock, which tells when it is asked.</summary>
    private sealed class AskedClock(TestClock clock, Action asked) : TimeProvider
    {
        public override long TimestampFrequency => clock.TimestampFrequency;

        public override DateTimeOffset GetUtcNow()
        {
            asked();
            return clock.GetUtcNow();
        }

        public override long GetTimestamp() => clock.GetTimestamp();
    }
}
