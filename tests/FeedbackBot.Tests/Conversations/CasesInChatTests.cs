using FeedbackBot.Conversations;
using FeedbackBot.Messages;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.Conversations;

/// <summary>What is recorded of a chat about cases: looked up, added to, withdrawn, gone on with elsewhere. The same on SQLite and on PostgreSQL.</summary>
public abstract class CasesInChatTests : IAsyncLifetime
{
    private const string Leaks = "The kettle I bought leaks and nobody answers my calls, I want a refund";
    private TestServer _server = null!;
    private ChatCast _cast = null!;

    protected abstract Task<TestServer> StartAsync();

    public async Task InitializeAsync()
    {
        _server = await StartAsync();
        _cast = new(_server.Services);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_case_of_another_chat_is_found_by_number_and_code_and_can_then_be_added_to_and_withdrawn()
    {
        var receipt = await _cast.ComplainAsync(await _cast.ArriveAsync(), Leaks);
        var chat = await _cast.ArriveAsync();

        ChatCast.StepOf(await _cast.SayAsync(chat, $"how is {receipt.Number} doing")).ShouldBe("receipt_code");
        var found = await _cast.SayAsync(chat, receipt.Code);
        ChatCast.Words(found).ShouldContain(receipt.Number);
        ChatCast.Words(found).ShouldContain(Texts.Get("en", "status.new"));

        var before = (await _cast.TicketAsync(receipt.Number)).UpdatedAt;
        var added = await _cast.SayAsync(chat, "also, the box was damaged when it came");
        (ChatCast.Words(added).Contains(receipt.Number, StringComparison.Ordinal), ChatCast.StepOf(added)).ShouldBe((true, null), ChatCast.Words(added));
        (await _cast.TicketAsync(receipt.Number)).UpdatedAt.ShouldBeGreaterThan(before);
        await using (var read = _cast.Open())
        {
            var where = (await _cast.TicketAsync(receipt.Number)).ConversationId;
            (await read.Messages.CountAsync(m => m.ConversationId == where && m.Text == "also, the box was damaged when it came")).ShouldBe(1);
        }


        ChatCast.Words(await _cast.SayAsync(chat, "please withdraw my complaint")).ShouldContain(receipt.Number);
        (await _cast.TicketAsync(receipt.Number)).IsOpen.ShouldBeFalse();
        await using var db = _cast.Open();
        (await db.Tickets.CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Something_added_to_a_case_that_is_not_theirs_goes_to_their_own_and_the_answer_says_so()
    {
        var foreign = await _cast.ComplainAsync(await _cast.ArriveAsync(), Leaks);
        var chat = await _cast.ArriveAsync();
        var own = await _cast.ComplainAsync(chat, "The lamp I bought arrived smashed to pieces, I want a refund");
        var before = (await _cast.TicketAsync(foreign.Number)).UpdatedAt;
        foreach (var number in new[] { foreign.Number, "FB-000999" })
        {
            var added = await _cast.SayAsync(chat, $"I also want to add to {number} that the box was damaged");
            ChatCast.Words(added).ShouldContain(own.Number);
            ChatCast.Words(added).ShouldNotContain(number);
        }

        (await _cast.TicketAsync(foreign.Number)).UpdatedAt.ShouldBe(before);
    }

    [Fact]
    public async Task A_wrong_code_and_a_number_that_does_not_exist_get_the_same_words_and_steps()
    {
        var receipt = await _cast.ComplainAsync(await _cast.ArriveAsync(), Leaks);
        var wrongCode = await LookUpAsync(await _cast.ArriveAsync(), receipt.Number, "00000-00000");
        var missing = await LookUpAsync(await _cast.ArriveAsync(), "FB-000999", "00000-00000");
        var codeOfAnother = await LookUpAsync(await _cast.ArriveAsync(), "FB-000999", receipt.Code);
        missing.ShouldBe(wrongCode);
        codeOfAnother.ShouldBe(wrongCode);
        wrongCode.ShouldAllBe(said => !said.Contains(receipt.Number, StringComparison.Ordinal));
    }

    [Fact]
    public async Task After_ten_failed_tries_the_answer_is_the_same_whatever_is_asked()
    {
        var receipt = await _cast.ComplainAsync(await _cast.ArriveAsync(), Leaks);
        var guesser = await _cast.ArriveAsync();
        for (var i = 0; i < 10; i++)
        {
            await LookUpAsync(guesser, receipt.Number, $"00000-0000{i}");
        }

        var limited = new List<string>();
        foreach (var (number, code) in new[] { (receipt.Number, receipt.Code), (receipt.Number, "11111-11111"), ("FB-000999", "11111-11111"), (receipt.Number, receipt.Code) })
        {
            limited.Add((await LookUpAsync(guesser, number, code))[^1]);
        }

        // Two variants take turns; with the right pair, a wrong code and no such case alike.
        limited.ShouldAllBe(said => !said.Contains(receipt.Number, StringComparison.Ordinal));
        limited.Distinct().Count().ShouldBeLessThanOrEqualTo(3);
        (await LookUpAsync(await _cast.ArriveAsync(), receipt.Number, receipt.Code))[^1].ShouldContain(receipt.Number);
    }

    [Fact]
    public async Task What_an_identified_customer_began_elsewhere_is_offered_finished_here_and_held_there_no_longer()
    {
        var ann = new VerifiedIdentity("customer-1", "Ann", null, null);
        var old = await _cast.ArriveAsync(identity: ann);
        ChatCast.StepOf(await _cast.SayAsync(old, "The kettle I bought leaks and nobody answers my calls")).ShouldBe("order_number");

        var browser = await _cast.ArriveAsync(identity: ann);
        (await _cast.LogAsync(browser)).ShouldHaveSingleItem().Step.ShouldBe("resume");
        var asked = await _cast.SayAsync(browser, "yes please");
        ChatCast.StepOf(asked).ShouldBe("order_number");
        var filed = await _cast.TicketAsync((await _cast.FinishAsync(browser, asked)).Number);
        filed.Description.ShouldContain("kettle");
        ChatCast.StepOf(await _cast.SayAsync(old, "AB12345678")).ShouldNotBe("desired_outcome");

        (await _cast.LogAsync(await _cast.ArriveAsync(identity: ann))).ShouldHaveSingleItem().Step.ShouldBeNull();
        await using var db = _cast.Open();
        (await db.Tickets.CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_elses_unfinished_matter_is_ever_offered()
    {
        var old = await _cast.ArriveAsync(identity: new("customer-1", "Ann", null, null));
        await _cast.SayAsync(old, "The kettle I bought leaks and nobody answers my calls");
        (await _cast.LogAsync(await _cast.ArriveAsync(identity: new("customer-2", "Bob", null, null)))).ShouldHaveSingleItem().Step.ShouldBeNull();
        (await _cast.LogAsync(await _cast.ArriveAsync())).ShouldHaveSingleItem().Step.ShouldBeNull();
        ChatCast.StepOf(await _cast.SayAsync(old, "skip")).ShouldBe("desired_outcome");
    }

    [Fact]
    public async Task An_order_number_told_after_filing_fills_the_case_is_found_by_search_and_overwrites_nothing()
    {
        var chat = await _cast.ArriveAsync();
        var receipt = await _cast.ComplainAsync(chat, Leaks);
        (await _cast.TicketAsync(receipt.Number)).Fields.ContainsKey("order_number").ShouldBeFalse();

        await _cast.SayAsync(chat, "also, the order number is AB12345678");
        var filled = await _cast.TicketAsync(receipt.Number);
        (filled.Fields["order_number"], filled.Fields["desired_outcome"]).ShouldBe(("AB12345678", "refund"));
        await _server.Services.GetRequiredService<CatchUpSearch>().RunAsync();
        await using (var db = _cast.Open())
        {
            (await db.Matching("AB12345678").Select(t => t.Number).ToListAsync()).ShouldBe([filled.Number]);
        }

        await _cast.SayAsync(chat, "also, I would like a replacement for the one in order CD99999999");
        var after = await _cast.TicketAsync(receipt.Number);
        after.Fields.ShouldBe(filled.Fields, ignoreOrder: true);
        after.Events.Count(e => e.Code == "filled").ShouldBe(1);
    }

    [Theory]
    [InlineData("en", "The charger you sold me caught fire and burned my daughter's hand")]
    [InlineData("zh-Hans", "你们卖的充电宝突然起火，把孩子的手烧伤了")]
    public async Task Danger_to_people_is_a_case_at_the_first_message_with_the_highest_priority(string language, string told)
    {
        var first = await _cast.SayAsync(await _cast.ArriveAsync(language), told);
        var number = first.Replies.Single(r => r.Ticket != null).Ticket!;
        var ticket = await _cast.TicketAsync(number);
        (ticket.Kind, ticket.Priority, ticket.Description).ShouldBe((TicketKind.Complaint, TicketPriority.Urgent, told));
        (ticket.Flags & FeedbackBot.Understanding.ReadingFlags.Safety).ShouldBe(FeedbackBot.Understanding.ReadingFlags.Safety);
    }

    [Theory]
    [InlineData("en", "I have two separate matters: first, the courier threw my parcel over the fence and broke the vase; second, the lady in your shop was wonderful, please thank her")]
    [InlineData("zh-Hans", "我有两件事：第一，快递员把包裹扔在门口，花瓶摔碎了；第二，门店的王店员特别热情，我想表扬她")]
    public async Task Two_matters_of_different_kinds_become_two_cases_of_those_kinds(string language, string told)
    {
        var chat = await _cast.ArriveAsync(language);
        var asked = await _cast.SayAsync(chat, told);
        ChatCast.StepOf(asked).ShouldBe("several_matters");
        await _cast.FinishAsync(chat, asked);
        var next = (await _cast.LogAsync(chat)).Last(m => m.Step != null).Step;
        for (var i = 0; i < 6 && next != null; i++)
        {
            next = ChatCast.StepOf(await _cast.SayAsync(chat, "", next is "about_whom" or "reply_to" ? "skip" : "yes"));
        }

        await using var db = _cast.Open();
        (await db.Tickets.OrderBy(t => t.Number).Select(t => t.Kind).ToListAsync()).ShouldBe([TicketKind.Complaint, TicketKind.Praise]);
    }

    /// <returns>All that was answered on the way, each text with the step it asks.</returns>
    private async Task<List<string>> LookUpAsync(string chat, string number, string code)
    {
        var asked = await _cast.SayAsync(chat, $"how is {number} doing");
        var answered = await _cast.SayAsync(chat, code);
        return [.. asked.Replies.Concat(answered.Replies).Select(r => $"[{r.Step}] {r.Text}")];
    }
}

/// <summary>On the default database.</summary>
public sealed class CasesInChatOnSqliteTests : CasesInChatTests
{
    protected override Task<TestServer> StartAsync() => TestServer.StartAsync();
}

/// <summary>On PostgreSQL, whose SQL and repeats differ.</summary>
public sealed class CasesInChatOnPostgresTests(PostgresCluster cluster) : CasesInChatTests, IClassFixture<PostgresCluster>
{
    protected override async Task<TestServer> StartAsync() => await TestServer.StartAsync(
        "--FeedbackBot:Storage:Provider=Postgres", $"--FeedbackBot:Storage:ConnectionString={await cluster.NewDatabaseAsync()}");
}
