using FeedbackBot.Messages;
using FeedbackBot.Tests.DirectLine;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace FeedbackBot.Tests.Crash;

/// <summary>kill -9 in the middle of bursts of turns, again and again: what was acknowledged is there, and nothing is there twice.</summary>
public sealed class KillDuringBurstTests(ITestOutputHelper output)
{
    private const int Kills = 4;
    private const int Visitors = 12;
    private const int Seed = 20261116;

    [Fact]
    public async Task Every_acknowledged_message_is_there_once_and_no_ticket_is_there_twice()
    {
        await using var server = await ServerProcess.StartAsync();
        using var http = server.Client();
        using var closing = new CancellationTokenSource();
        var random = new Random(Seed);
        var visitors = Enumerable.Range(0, Visitors).Select(n => new JournalledVisitor(http, random.Next(), n)).ToList();
        var talking = visitors.ConvertAll(v => v.TalkAsync(closing.Token));
        for (var kill = 0; kill < Kills; kill++)
        {
            await BurstAsync(visitors, random.Next(40, 120));
            await Task.Delay(random.Next(0, 40));
            await server.KillAsync();
            await server.StartAgainAsync();
        }

        await BurstAsync(visitors, 40);
        await closing.CancelAsync();
        await Task.WhenAll(talking);
        var unanswered = visitors.Sum(v => v.Unacknowledged);
        await Task.WhenAll(visitors.Select(v => v.SendAgainAsync()));

        var turns = 0;
        foreach (var visitor in visitors)
        {
            turns += await visitor.ShouldFindItsJournalAsync();
        }

        var tickets = await ShouldHoldEachTicketOnceAsync(server, visitors);
        output.WriteLine($"{Kills} kills, {Visitors} visitors: {turns} messages acknowledged and found once and answered, "
            + $"{visitors.Sum(v => v.Interrupted)} posts interrupted, {unanswered} sent again at the end, {tickets} tickets, none twice");
        visitors.Sum(v => v.Interrupted).ShouldBeGreaterThan(0, "no kill hit a turn");
        tickets.ShouldBeGreaterThan(0);
    }

    /// <summary>Waits until so many more messages were acknowledged.</summary>
    private static async Task BurstAsync(List<JournalledVisitor> visitors, int messages)
    {
        var until = visitors.Sum(v => v.Acknowledged) + messages;
        for (var waited = 0; waited < 800 && visitors.Sum(v => v.Acknowledged) < until; waited++)
        {
            await Task.Delay(10);
        }
    }

    private static async Task<int> ShouldHoldEachTicketOnceAsync(ServerProcess server, List<JournalledVisitor> visitors)
    {
        await using var db = server.OpenDatabase();
        (await db.Database.SqlQueryRaw<string>("PRAGMA integrity_check").ToListAsync()).ShouldBe(["ok"]);
        var stored = await db.Tickets.Join(db.Conversations, t => t.ConversationId, c => c.Id, (t, c) => new { t.Number, c.Key, c.TicketCount }).ToListAsync();
        foreach (var visitor in visitors)
        {
            var own = stored.Where(t => t.Key == visitor.Conversation).ToList();
            own.Select(t => TicketNumber.Format(t.Number)).Order().ShouldBe(visitor.Receipts.Order());
            own.ShouldAllBe(t => t.TicketCount == own.Count);
        }

        stored.Count.ShouldBe(visitors.Sum(v => v.Receipts.Count));
        return stored.Count;
    }
}
