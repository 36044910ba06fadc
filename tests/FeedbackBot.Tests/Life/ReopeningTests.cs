using FeedbackBot.Conversations;
using FeedbackBot.Messages;
using FeedbackBot.Tests.Conversations;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Life;

/// <summary>What a customer's word does to a case that is over: opens it again for some time, and after that opens a linked follow-up.</summary>
public abstract class ReopeningTests : LifeTests
{
    private const string Leaks = "The kettle I bought leaks and nobody answers my calls, I want a refund";

    [Theory]
    [InlineData(13, TicketStatus.Open, 1)]
    [InlineData(15, TicketStatus.Resolved, 2)]
    public async Task A_word_reopens_a_case_resolved_lately_and_later_opens_a_follow_up(int days, TicketStatus expected, int cases)
    {
        var number = await Cast.FileAsync("the seal leaks");
        await Cast.ResolveAsync(number);
        await Cast.AgeAsync(number, TimeSpan.FromDays(days));
        await Cast.HearAsync(number, "it leaks again");
        (await Cast.ReadAsync(number)).Status.ShouldBe(expected);
        await using var db = Cast.Open();
        (await db.Tickets.CountAsync()).ShouldBe(cases);
    }

    [Fact]
    public async Task A_follow_up_keeps_when_the_matter_began_and_the_customer_is_told_its_number()
    {
        var number = await Cast.FileAsync("the seal leaks");
        await Cast.ResolveAsync(number);
        await Cast.AgeAsync(number, TimeSpan.FromDays(20));
        var next = await Cast.ReadAsync(await Cast.HearAsync(number, "it leaks again, this is unacceptable"));
        var first = await Cast.ReadAsync(number);
        (next.BeganAt, next.OccurredAt, next.ContactId, next.Kind).ShouldBe((first.CreatedAt, first.OccurredAt, first.ContactId, first.Kind));
        next.Clocks.Select(c => c.StartedAt).Distinct().ShouldHaveSingleItem().ShouldBeGreaterThan(first.CreatedAt);
        (await Cast.SaidAsync(number)).Last(m => m.Speaker == Speaker.Bot).Text.ShouldBe(Texts.Get("en", "follow_up.opened", ("old", first.Id), ("ticket", next.Id)));
        next.Events.Last().Code.ShouldBe("linked");
        first.Events.Last().Code.ShouldBe("linked_from");
        await using var db = Cast.Open();
        var link = await db.TicketLinks.SingleAsync();
        (link.FromNumber, link.ToNumber, link.Type).ShouldBe((next.Number, number, "follow_up_of"));

        // What is said after that about the old number goes to the follow-up, and a third case begins where that is long over too.
        (await Cast.HearAsync(number, "are you there?")).ShouldBe(next.Number);
        await Cast.ResolveAsync(next.Number);
        await Cast.AgeAsync(next.Number, TimeSpan.FromDays(20));
        var third = await Cast.ReadAsync(await Cast.HearAsync(number, "leaks once more"));
        (third.Number, third.BeganAt).ShouldBe((next.Number + 1, first.CreatedAt));
    }

    [Fact]
    public async Task In_the_chat_the_answer_names_the_new_case_and_the_receipt_code_works_for_it()
    {
        var chat = await Cast.Chat.ArriveAsync();
        var receipt = await Cast.Chat.ComplainAsync(chat, Leaks);
        var number = TicketNumber.Parse(receipt.Number)!.Value;
        await Cast.ResolveAsync(number);
        await Cast.AgeAsync(number, TimeSpan.FromDays(15));
        var told = await Cast.Chat.SayAsync(chat, $"I also want to add to {receipt.Number} that the box was damaged");
        var filed = told.Replies.Single(r => r.Ticket != null);
        filed.Ticket.ShouldBe(TicketNumber.Format(number + 1));
        filed.Text.ShouldContain(receipt.Number);
        var followed = await Cast.Use<FollowByReceipt>().RunAsync(filed.Ticket, receipt.Code);
        followed!.Said.Select(m => m.Text).ShouldContain(t => t.Contains("the box was damaged", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_holder_of_a_receipt_is_led_to_the_follow_up()
    {
        var receipt = await Cast.Chat.ComplainAsync(await Cast.Chat.ArriveAsync(), Leaks);
        var number = TicketNumber.Parse(receipt.Number)!.Value;
        await Cast.ResolveAsync(number);
        await Cast.AgeAsync(number, TimeSpan.FromDays(15));
        var added = await Cast.Use<AddByReceipt>().RunAsync(receipt.Number, receipt.Code, "still no refund", "once");
        added!.Id.ShouldNotBe(receipt.Number);
        var followed = await Cast.Use<FollowByReceipt>().RunAsync(added.Id, receipt.Code);
        followed!.Said[0].Text.ShouldBe("still no refund");
        await using var db = Cast.Open();
        (await db.Tickets.CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Cases_resolved_long_ago_are_closed_by_themselves_and_staff_may_open_them_still()
    {
        var (old, late) = (await Cast.FileAsync("old"), await Cast.FileAsync("late"));
        await Cast.ResolveAsync(old);
        await Cast.ResolveAsync(late);
        await Cast.AgeAsync(old, TimeSpan.FromDays(15));
        await Cast.Use<CloseResolvedTickets>().RunAsync();
        ((await Cast.ReadAsync(old)).Status, (await Cast.ReadAsync(late)).Status).ShouldBe((TicketStatus.Closed, TicketStatus.Resolved));
        (await Cast.CodesAsync(old)).Count(c => c == "closed").ShouldBe(1);
        (await Cast.HearAsync(old, "and now?")).ShouldNotBe(old);

        await Cast.DoAsync<ReopenTicket>((reopen, db) => reopen.RunAsync(db, old, "promised by phone", Cast.By));
        (await Cast.ReadAsync(old)).Status.ShouldBe(TicketStatus.Open);
    }

    [Fact]
    public async Task A_case_on_hold_goes_on_when_what_it_waited_for_has_come()
    {
        var number = await Cast.FileAsync("waits for a part");
        await Cast.DoAsync<HoldTicket>((hold, db) => hold.RunAsync(db, number, "the part comes on Friday", Cast.By));
        await Cast.DoAsync<ResumeTicket>((resume, db) => resume.RunAsync(db, number, Cast.By));
        await Cast.DoAsync<ResumeTicket>((resume, db) => resume.RunAsync(db, number, Cast.By));
        (await Cast.ReadAsync(number)).Status.ShouldBe(TicketStatus.Open);
        (await Cast.CodesAsync(number)).Count(c => c == "resumed").ShouldBe(1);
    }
}

/// <summary>On the default database.</summary>
public sealed class ReopeningOnSqliteTests : ReopeningTests
{
    protected override Task<TestServer> StartAsync() => OnSqliteAsync();
}

/// <summary>On PostgreSQL.</summary>
public sealed class ReopeningOnPostgresTests(PostgresCluster cluster) : ReopeningTests, IClassFixture<PostgresCluster>
{
    protected override Task<TestServer> StartAsync() => OnPostgresAsync(cluster);
}
