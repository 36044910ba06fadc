using FeedbackBot.Accounts;
using FeedbackBot.Conversations;
using FeedbackBot.Messages;
using FeedbackBot.Routing;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Conversations;

/// <summary>What a second reader finds after the turn was answered, on a real database.</summary>
public sealed class KeepLateReadingTests : IAsyncLifetime
{
    private static readonly Reading First = Understanding.Reader.Read("我的洗衣机一直漏水");
    private static readonly Reading Dangerous = First with { Reader = "model/1", Urgency = Urgency.Critical, Flags = ReadingFlags.Safety };
    private TestDatabase _database = null!;
    private RoutingBook _routing = null!;
    private Contact _wang = null!;
    private Conversation _chat = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _routing = new RoutingBook(_database.Contexts, _database.Clock);
        await _database.Work.RunAsync(db => StartingBook.WriteAsync(db, _database.Now));
        _wang = await _database.StoreAsync(new Contact(_database.Now));
        _chat = await _database.StoreAsync(new Conversation("webchat", "chat", _wang.Id, "zh-Hans", _database.Now));
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task The_better_reading_stands_on_its_message_and_raises_the_case_that_was_opened_from_it()
    {
        var said = await SayAsync();
        var number = await FileAsync(said, receipt: true);
        await KeepAsync(said, Dangerous);

        StoredReading.Read((await MessageAsync(said)).Reading)!.Reader.ShouldBe("model/1");
        var ticket = await ReadAsync(number);
        (ticket.Priority, ticket.Flags).ShouldBe((TicketPriority.Urgent, ReadingFlags.Safety));
        var raised = ticket.Events.Single(e => e.Code == "priority_raised");
        (raised.Arguments["from"], raised.Arguments["priority"], raised.Arguments["reader"], raised.ActorKind).ShouldBe(("normal", "urgent", "model/1", "system"));
    }

    [Fact]
    public async Task Keeping_it_again_changes_nothing_more()
    {
        var said = await SayAsync();
        var number = await FileAsync(said, receipt: true);
        await KeepAsync(said, Dangerous);
        var version = (await ReadAsync(number)).Version;
        await KeepAsync(said, Dangerous);
        var ticket = await ReadAsync(number);
        (ticket.Version, ticket.Events.Count(e => e.Code == "priority_raised")).ShouldBe((version, 1));
    }

    [Fact]
    public async Task A_priority_never_falls()
    {
        var said = await SayAsync();
        var number = await FileAsync(said, receipt: true, TicketPriority.Urgent);
        await KeepAsync(said, First with { Reader = "model/1", Urgency = Urgency.High });
        var ticket = await ReadAsync(number);
        (ticket.Priority, ticket.Events.Any(e => e.Code == "priority_raised")).ShouldBe((TicketPriority.Urgent, false));
        StoredReading.Read((await MessageAsync(said)).Reading)!.Reader.ShouldBe("model/1");
    }

    [Fact]
    public async Task A_late_embedded_reading_changes_nothing()
    {
        var said = await SayAsync();
        var number = await FileAsync(said, receipt: true);
        var before = (await MessageAsync(said)).Reading;
        await KeepAsync(said, Dangerous with { Reader = First.Reader, PassedOver = ["azure"] });
        (await MessageAsync(said)).Reading.ShouldBe(before);
        (await ReadAsync(number)).Priority.ShouldBe(TicketPriority.Normal);
    }

    [Fact]
    public async Task A_message_that_was_never_stored_is_let_go()
    {
        await new KeepLateReading(_database.Work, _database.Clock).RunAsync(_chat.Id, 77, Dangerous);
        await using var db = _database.Open();
        (await db.Messages.CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Only_the_case_told_in_the_message_rises_not_the_one_before_it_or_after_it()
    {
        var earlier = await FileAsync(await SayAsync(), receipt: true);
        _database.Clock.Advance(TimeSpan.FromMinutes(1));
        var said = await SayAsync();
        await SayAsync();
        var own = await FileAsync(said, receipt: true);
        var later = await FileAsync(await SayAsync(), receipt: true);
        await KeepAsync(said, Dangerous);
        (await PrioritiesAsync(earlier, own, later)).ShouldBe([TicketPriority.Normal, TicketPriority.Urgent, TicketPriority.Normal]);
    }

    [Fact]
    public async Task A_message_in_the_middle_of_telling_a_case_raises_it_too()
    {
        var began = await SayAsync();
        var said = await SayAsync();
        var number = await FileAsync(began, receipt: true);
        await KeepAsync(said, Dangerous);
        (await ReadAsync(number)).Priority.ShouldBe(TicketPriority.Urgent);
    }

    [Fact]
    public async Task A_case_that_the_message_was_added_to_rises()
    {
        var (first, second) = (await FileAsync(await SayAsync(), receipt: true), await FileAsync(await SayAsync(), receipt: true));
        _database.Clock.Advance(TimeSpan.FromMinutes(1));
        var said = await SayAsync();
        await _database.Work.RunAsync(async db => (await db.TicketAsync(first)).CustomerWrote(said.SentAt));
        await KeepAsync(said, Dangerous);
        (await PrioritiesAsync(first, second)).ShouldBe([TicketPriority.Urgent, TicketPriority.Normal]);
    }

    [Fact]
    public async Task The_case_that_goes_on_rises_and_one_that_is_over_does_not()
    {
        var said = await SayAsync();
        var (merged, into) = (await FileAsync(said, receipt: true), await FileAsync(await SayAsync(), receipt: true));
        await _database.Work.RunAsync(db => new MergeTickets(_database.Clock).RunAsync(db, merged, into, Actor.System));
        await KeepAsync(said, Dangerous);
        (await PrioritiesAsync(merged, into)).ShouldBe([TicketPriority.Normal, TicketPriority.Urgent]);

        var withdrawn = await SayAsync();
        var over = await FileAsync(withdrawn, receipt: true);
        await _database.Work.RunAsync(async db => (await db.TicketAsync(over)).Withdraw(Actor.Customer, _database.Now));
        await KeepAsync(withdrawn, Dangerous);
        (await ReadAsync(over)).Priority.ShouldBe(TicketPriority.Normal);
    }

    [Fact]
    public async Task A_case_filed_by_another_program_has_no_receipt_and_rises()
    {
        var said = await SayAsync();
        var number = await FileAsync(said, receipt: false);
        await KeepAsync(said, Dangerous);
        (await ReadAsync(number)).Priority.ShouldBe(TicketPriority.Urgent);
    }

    private Task KeepAsync(Message said, Reading late) =>
        new KeepLateReading(_database.Work, _database.Clock).RunAsync(_chat.Id, said.Sequence, late);

    private Task<Message> SayAsync() => _database.Work.RunAsync(async db =>
        db.Append(await db.Conversations.SingleAsync(), new(Speaker.Customer, "我的洗衣机一直漏水") { Reading = StoredReading.Write(First) }, _database.Now));

    private Task<long> FileAsync(Message said, bool receipt, TicketPriority priority = TicketPriority.Normal) => _database.Work.RunAsync(async db =>
    {
        var opened = await new OpenTicket(_routing, _database.Clock).RunAsync(db, new()
        {
            Kind = TicketKind.Complaint,
            Priority = priority,
            Subject = said.Text,
            Description = said.Text,
            Language = "zh-Hans",
            ListeningPost = "webchat",
            Channel = "webchat",
            ConversationId = _chat.Id,
            FirstSequence = said.Sequence,
            ContactId = _wang.Id,
        }, _wang);
        if (receipt)
        {
            var draft = new Draft(Speaker.Bot, "已登记") { ReceiptOf = opened.Ticket.Id, TicketNumber = opened.Ticket.Number };
            db.Append(await db.Conversations.SingleAsync(), draft, _database.Now);
        }

        return opened.Ticket.Number;
    });

    private async Task<Message> MessageAsync(Message said)
    {
        await using var db = _database.Open();
        return await db.Messages.SingleAsync(m => m.Sequence == said.Sequence);
    }

    private async Task<Ticket> ReadAsync(long number)
    {
        await using var db = _database.Open();
        return await db.Tickets.AsNoTracking().Include(t => t.Events).FirstAsync(t => t.Number == number);
    }

    private async Task<IReadOnlyList<TicketPriority>> PrioritiesAsync(params long[] numbers)
    {
        await using var db = _database.Open();
        var all = await db.Tickets.ToDictionaryAsync(t => t.Number, t => t.Priority);
        return [.. numbers.Select(n => all[n])];
    }
}
