using FeedbackBot.Accounts;
using FeedbackBot.Conversations;
using FeedbackBot.Host.DirectLine;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.Queue;

/// <summary>A server on one of the databases, with two agents, and whatever happens to cases there.</summary>
internal sealed class QueueCast(TestServer server) : IAsyncDisposable
{
    public TestServer Server => server;

    public StaffMember Ann { get; private set; } = null!;

    public StaffMember Bo { get; private set; } = null!;

    public static async Task<QueueCast> StartAsync(PostgresCluster? cluster)
    {
        string[] settings = cluster == null ? [] :
            ["--FeedbackBot:Storage:Provider=Postgres", $"--FeedbackBot:Storage:ConnectionString={await cluster.NewDatabaseAsync()}"];
        var cast = new QueueCast(await TestServer.StartAsync(settings));
        cast.Ann = await cast.Server.AddStaffAsync("ann@example.com", StaffRoles.Agent, "Ann");
        cast.Bo = await cast.Server.AddStaffAsync("bo@example.com", StaffRoles.Agent, "Bo");
        return cast;
    }

    public DateTime Now => The<TimeProvider>().GetUtcNow().UtcDateTime;

    public T The<T>() where T : notnull => server.Services.GetRequiredService<T>();

    public Task<T> DoAsync<T>(Func<FeedbackDb, Task<T>> work) => server.Work.RunAsync(work);

    public Task DoAsync(Func<FeedbackDb, Task> work) => server.Work.RunAsync(work);

    public Task AssignAsync(long number, StaffMember? to) => DoAsync(db => The<AssignTicket>().RunAsync(db, number, null, to?.Id.ToString() ?? "", Actor.Of(Ann)));

    public Task ReplyAsync(long number, string text = "on our way") => DoAsync(db => The<ReplyToTicket>().RunAsync(db, number, text, Actor.Of(Ann)));

    public Task NoteAsync(long number, string text) => DoAsync(db => The<AddNote>().RunAsync(db, number, text, Actor.Of(Ann)));

    public Task ResolveAsync(long number) => DoAsync(db => The<ResolveTicket>().RunAsync(db, number, new("worn seal", "new seal", Responsibility.Us, false), null, Actor.Of(Ann)));

    /// <summary>The customer says something in the chat of a case.</summary>
    public Task HearAsync(long number, string text) => DoAsync(async db =>
    {
        var ticket = await db.TicketAsync(number);
        var chat = await db.Set<Conversation>().FirstAsync(c => c.Id == ticket.ConversationId);
        db.Append(chat, new(Speaker.Customer, text) { TicketNumber = number }, Now);
        ticket.CustomerWrote(Now);
    });

    public async Task<Ticket> ReadAsync(long number)
    {
        await using var db = server.Open();
        return await db.Tickets.AsNoTracking().FirstAsync(t => t.Number == number);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
