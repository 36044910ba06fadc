using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.StaffConsole;

/// <summary>A running program whose agents can take replies back, for the tests of writing; the same on either database.</summary>
public class WritingServer : IAsyncLifetime
{
    public const string UndoSend = "--FeedbackBot:Tickets:UndoSend=00:00:15";

    public TestServer Server { get; private set; } = null!;

    /// <summary>Settings of the database.</summary>
    public string[] Storage { get; private set; } = [];

    public virtual async Task InitializeAsync()
    {
        Storage = await StorageAsync();
        Server = await TestServer.StartAsync([UndoSend, "--FeedbackBot:Outbox:CardHosts:0=127.0.0.1", .. Storage]);
    }

    public virtual async Task DisposeAsync() => await Server.DisposeAsync();

    /// <summary>An agent and the browser they are signed in with.</summary>
    public async Task<(StaffMember Staff, Browser Browser)> AgentAsync(string name, string language = "en", StaffRoles roles = StaffRoles.Agent)
    {
        var email = $"{Guid.CreateVersion7():N}@example.com";
        var staff = await Server.AddStaffAsync(email, roles, name, language);
        return (staff, await Server.SignedInAsync(email));
    }

    /// <summary>The customer says something more.</summary>
    public Task CustomerSaysAsync(long number, string text) => Server.Work.RunAsync(async db =>
    {
        var ticket = await db.TicketAsync(number);
        var conversation = await db.Conversations.FirstAsync(c => c.Id == ticket.ConversationId);
        var said = db.Append(conversation, new(Speaker.Customer, text) { TicketNumber = number, Language = "en" }, Now);
        ticket.CustomerWrote(said.SentAt);
        db.AnnounceTicket(ticket);
    });

    public DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    public async Task<T> ReadAsync<T>(Func<FeedbackDb, Task<T>> read)
    {
        await using var db = Server.Open();
        return await read(db);
    }

    public Task<List<string>> AgentWordsAsync(long number) => ReadAsync(async db =>
    {
        var conversation = await db.Tickets.Where(t => t.Number == number).Select(t => t.ConversationId).FirstAsync();
        return await db.Messages.Where(m => m.ConversationId == conversation && m.Speaker == Speaker.Agent).OrderBy(m => m.Sequence).Select(m => m.Text).ToListAsync();
    });

    protected virtual Task<string[]> StorageAsync() => Task.FromResult<string[]>([]);
}

/// <summary>The same on PostgreSQL.</summary>
public sealed class PostgresWritingServer : WritingServer
{
    private readonly PostgresCluster _cluster = new();

    public override async Task InitializeAsync()
    {
        await _cluster.InitializeAsync();
        await base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    public async Task<string[]> NewStorageAsync() =>
        ["--FeedbackBot:Storage:Provider=Postgres", $"--FeedbackBot:Storage:ConnectionString={await _cluster.NewDatabaseAsync()}"];

    protected override Task<string[]> StorageAsync() => NewStorageAsync();
}
