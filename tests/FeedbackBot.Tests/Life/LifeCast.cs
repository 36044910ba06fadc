using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Tests.Conversations;
using FeedbackBot.Tests.StaffConsole;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.Life;

/// <summary>Cases on the running program, moved back in time where a test needs it.</summary>
internal sealed class LifeCast(TestServer server)
{
    public static readonly Resolution Mended = new("worn seal", "seal replaced", Responsibility.Us, TellsCustomer: false);

    public ChatCast Chat { get; } = new(server.Services);

    public StaffMember Ann { get; private set; } = null!;

    public StaffMember Bob { get; private set; } = null!;

    public DateTime Now => Use<TimeProvider>().GetUtcNow().UtcDateTime;

    public Actor By => Actor.Of(Ann);

    public static async Task<LifeCast> CreateAsync(TestServer server)
    {
        var cast = new LifeCast(server);
        cast.Ann = await server.AddStaffAsync("ann-life@example.com", StaffRoles.Agent, "Ann");
        cast.Bob = await server.AddStaffAsync("bob-life@example.com", StaffRoles.Agent, "Bob");
        return cast;
    }

    public T Use<T>() where T : notnull => server.Services.GetRequiredService<T>();

    public Task<long> FileAsync(string subject, TicketKind kind = TicketKind.Complaint, string language = "en") =>
        Cases.FileAsync(server, subject, kind, language: language);

    public Task DoAsync<T>(Func<T, FeedbackDb, Task> work) where T : notnull => server.Work.RunAsync(db => work(Use<T>(), db));

    public Task ReplyAsync(long number, string text) => DoAsync<ReplyToTicket>((reply, db) => reply.RunAsync(db, number, text, By));

    public Task ResolveAsync(long number) => DoAsync<ResolveTicket>((resolve, db) => resolve.RunAsync(db, number, Mended, null, By));

    public Task MergeAsync(long number, long into) => DoAsync<MergeTickets>((merge, db) => merge.RunAsync(db, number, into, By));

    public Task UnmergeAsync(long number) => DoAsync<UnmergeTicket>((unmerge, db) => unmerge.RunAsync(db, number, By));

    public Task LinkAsync(long number, long to, string type) => DoAsync<LinkTickets>((link, db) => link.RunAsync(db, number, to, type, By));

    public async Task<Ticket> ReadAsync(long number)
    {
        await using var db = server.Open();
        return await db.Tickets.AsNoTracking().Include(t => t.Clocks).Include(t => t.Events.OrderBy(e => e.Sequence)).SingleAsync(t => t.Number == number);
    }

    public async Task<List<string>> CodesAsync(long number) => [.. (await ReadAsync(number)).Events.Select(e => e.Code)];

    /// <summary>The case was resolved so long ago.</summary>
    public async Task AgeAsync(long number, TimeSpan by)
    {
        var at = Now - by;
        await server.Work.RunAsync(db => db.Tickets.Where(t => t.Number == number).ExecuteUpdateAsync(set => set.SetProperty(t => t.ResolvedAt, at)));
    }

    /// <summary>What was said in the chat of a case.</summary>
    public async Task<List<Message>> SaidAsync(long number)
    {
        await using var db = server.Open();
        var chat = (await db.Tickets.SingleAsync(t => t.Number == number)).ConversationId;
        return await db.Messages.AsNoTracking().Where(m => m.ConversationId == chat).OrderBy(m => m.Sequence).ToListAsync();
    }

    /// <summary>The customer writes where their case was told, while an agent has the turn or not.</summary>
    public async Task<long> HearAsync(long number, string text) => await server.Work.RunAsync(async db =>
    {
        var ticket = await db.TicketAsync(number);
        var conversation = await db.Conversations.FirstAsync(c => c.Id == ticket.ConversationId);
        var heard = db.Append(conversation, new(Speaker.Customer, text) { Language = "en" }, Now);
        return (await Use<HearCustomer>().RunAsync(db, ticket, conversation, heard)).Ticket.Number;
    });

    public FeedbackDb Open() => server.Open();

    public Task StoreAsync(params object[] rows) => server.Work.RunAsync(db =>
    {
        db.AddRange(rows);
        return Task.CompletedTask;
    });
}

/// <summary>Tests that run on a program of their own, on either database.</summary>
public abstract class LifeTests : IAsyncLifetime
{
    private protected LifeCast Cast { get; private set; } = null!;

    protected TestServer Server { get; private set; } = null!;

    protected abstract Task<TestServer> StartAsync();

    public async Task InitializeAsync()
    {
        Server = await StartAsync();
        Cast = await LifeCast.CreateAsync(Server);
    }

    public async Task DisposeAsync() => await Server.DisposeAsync();

    /// <summary>Nobody is asked how it went while a test looks.</summary>
    private const string Later = "--FeedbackBot:Tickets:SurveyDelay=90.00:00:00";

    protected static Task<TestServer> OnSqliteAsync() => TestServer.StartAsync(Later);

    protected static async Task<TestServer> OnPostgresAsync(PostgresCluster cluster) => await TestServer.StartAsync(
        Later, "--FeedbackBot:Storage:Provider=Postgres", $"--FeedbackBot:Storage:ConnectionString={await cluster.NewDatabaseAsync()}");
}
