using FeedbackBot.Conversations;
using FeedbackBot.Messages;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.Conversations;

/// <summary>The same on PostgreSQL, whose SQL differs.</summary>
public sealed class LateReadingsOnPostgresTests(PostgresCluster cluster) : IClassFixture<PostgresCluster>
{
    [Fact]
    public async Task A_late_reading_is_kept_and_raises_its_case_once_however_many_keep_it_at_a_time()
    {
        await using var server = await TestServer.StartAsync(
            "--FeedbackBot:Storage:Provider=Postgres", $"--FeedbackBot:Storage:ConnectionString={await cluster.NewDatabaseAsync()}");
        var number = await StaffConsole.Cases.FileAsync(server, "The kettle sparks");
        var first = Understanding.Reader.Read("The kettle sparks");
        var said = await server.Work.RunAsync(async db => db.Append(
            await db.Conversations.SingleAsync(), new(Speaker.Customer, "it burns") { Reading = StoredReading.Write(first), TicketNumber = number }, DateTime.UnixEpoch));
        var later = await server.Work.RunAsync(async db => db.Append(
            await db.Conversations.SingleAsync(), new(Speaker.Customer, "still") { Reading = StoredReading.Write(first) }, DateTime.UnixEpoch));

        var keep = server.Services.GetRequiredService<KeepLateReading>();
        var late = first with { Reader = "model/1", Urgency = Urgency.Critical };
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => keep.RunAsync(said.ConversationId, said.Sequence, late)));
        await keep.RunAsync(later.ConversationId, later.Sequence, late);

        await using var db = server.Open();
        var ticket = await db.Tickets.Include(t => t.Events).SingleAsync(t => t.Number == number);
        (ticket.Priority, ticket.Events.Count(e => e.Code == "priority_raised")).ShouldBe((TicketPriority.Urgent, 1));
        (await db.Messages.Where(m => m.Speaker == Speaker.Customer && m.Sequence >= said.Sequence).Select(m => m.Reading!).ToListAsync())
            .ShouldAllBe(stored => stored.Contains("model/1"));
    }
}
