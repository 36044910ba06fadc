using FeedbackBot.Messages;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Life;

/// <summary>A part of what a customer said becomes a case of its own.</summary>
public abstract class SplittingTests : LifeTests
{
    [Fact]
    public async Task What_is_split_off_is_read_routed_promised_from_when_it_was_said_and_linked()
    {
        var number = await Cast.FileAsync("the kettle leaks");
        var said = await SayAsync(number, "And your courier was very rude to my mother.", Cast.Now.AddHours(1));
        await SayAsync(number, "He threw the parcel over the fence.", Cast.Now.AddHours(2));
        var part = await SplitAsync(number, said.Sequence, said.Sequence + 1);
        var made = await Cast.ReadAsync(part);
        var first = await Cast.ReadAsync(number);
        made.Description.ShouldBe("And your courier was very rude to my mother.\nHe threw the parcel over the fence.");
        (made.ContactId, made.ConversationId, made.TeamId == null, made.Reading == null).ShouldBe((first.ContactId, first.ConversationId, false, false));
        made.Clocks.Select(c => c.StartedAt).Distinct().ShouldHaveSingleItem().ShouldBe(said.SentAt, TimeSpan.FromMilliseconds(1));
        made.BeganAt.ShouldBe(said.SentAt, TimeSpan.FromMilliseconds(1));
        made.Events.Select(e => e.Code).ShouldBe(["opened", "routed", "split_from", "linked"]);
        first.Events.TakeLast(2).Select(e => e.Code).ShouldBe(["split_off", "linked_from"]);
        (await Cast.SaidAsync(number)).Last(m => m.Speaker == Speaker.Bot).Text.ShouldContain(made.Id);
        await using var db = Cast.Open();
        (await db.TicketLinks.SingleAsync()).Type.ShouldBe("related_to");

        // The same button pressed again makes no third case.
        (await SplitAsync(number, said.Sequence, said.Sequence + 1)).ShouldBe(part);
        (await db.Tickets.CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Nothing_and_everything_cannot_be_split_off()
    {
        var number = await Cast.FileAsync("the kettle leaks");
        (await Should.ThrowAsync<RuleViolation>(() => SplitAsync(number, 1, 99))).Code.ShouldBe("nothing_left");
        (await Should.ThrowAsync<RuleViolation>(() => SplitAsync(number, 50, 60))).Code.ShouldBe("nothing_to_split");
    }

    private Task<Message> SayAsync(long number, string text, DateTime at) => Server.Work.RunAsync(async db =>
    {
        var ticket = await db.TicketAsync(number);
        return db.Append(await db.Conversations.FirstAsync(c => c.Id == ticket.ConversationId), new(Speaker.Customer, text) { Language = "en" }, at);
    });

    private async Task<long> SplitAsync(long number, int from, int to) =>
        (await Server.Work.RunAsync(db => Cast.Use<SplitTicket>().RunAsync(db, number, from, to, Cast.By))).Number;
}

/// <summary>On the default database.</summary>
public sealed class SplittingOnSqliteTests : SplittingTests
{
    protected override Task<TestServer> StartAsync() => OnSqliteAsync();
}

/// <summary>On PostgreSQL.</summary>
public sealed class SplittingOnPostgresTests(PostgresCluster cluster) : SplittingTests, IClassFixture<PostgresCluster>
{
    protected override Task<TestServer> StartAsync() => OnPostgresAsync(cluster);
}
