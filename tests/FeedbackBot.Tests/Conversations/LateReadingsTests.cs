using System.Collections.Concurrent;
using FeedbackBot.Accounts;
using FeedbackBot.Conversations;
using FeedbackBot.Messages;
using FeedbackBot.Routing;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Moq;

namespace FeedbackBot.Tests.Conversations;

/// <summary>Late readings on their way to the database: none holds up a turn, and a case opened after them knows them.</summary>
public sealed class LateReadingsTests : IAsyncLifetime
{
    private const string Said = "我的洗衣机一直漏水";
    private static readonly Reading First = Understanding.Reader.Read(Said);
    private TestDatabase _database = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        await _database.Work.RunAsync(db => StartingBook.WriteAsync(db, _database.Now));
        var wang = await _database.StoreAsync(new Contact(_database.Now));
        await _database.StoreAsync(new Conversation("webchat", "chat", wang.Id, "zh-Hans", _database.Now));
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Beyond_what_can_be_waited_for_they_are_dropped_with_a_word_in_the_log_and_nobody_waits()
    {
        var log = new Heard();
        var late = new LateReadings(log);
        var said = await SayAsync();
        var never = new TaskCompletionSource<Reading>().Task;
        late.Follow(said, null);
        for (var i = 0; i < LateReadings.Most; i++) late.Follow(said, never);
        log.Lines.ShouldBeEmpty();
        late.Follow(said, never);
        log.Lines.Single().ShouldContain(said.ConversationId.ToString());
        log.Lines.Single().ShouldNotContain(Said);
    }

    [Theory]
    [InlineData("model/1", TicketPriority.Urgent)]
    [InlineData(null, TicketPriority.Normal)]
    public async Task A_case_opened_after_a_late_reading_has_the_priority_that_it_asks_for(string? reader, TicketPriority expected)
    {
        var (said, confirmed) = (await SayAsync(), await SayAsync());
        await new KeepLateReading(_database.Work, _database.Clock).RunAsync(
            said.ConversationId, said.Sequence, First with { Reader = reader ?? First.Reader, Urgency = Urgency.Critical, Flags = ReadingFlags.Safety });

        await _database.Work.RunAsync(async db =>
        {
            var scene = new TurnScene(await db.Conversations.SingleAsync(), await db.Contacts.SingleAsync(), confirmed)
            {
                State = ConversationState.Start with { Turns = 2 },
            };
            await Acts().OpenAsync(db, scene, new() { Kind = FeedbackKind.Complaint, Description = Said, Fields = new Dictionary<string, string>(), FirstTurn = 1 });
        });
        await using var read = _database.Open();
        var ticket = await read.Tickets.SingleAsync();
        (ticket.FirstSequence, ticket.Priority, ticket.Flags.HasFlag(ReadingFlags.Safety)).ShouldBe((said.Sequence, expected, reader != null));
    }

    private PerformTicketActs Acts()
    {
        var routing = new RoutingBook(_database.Contexts, _database.Clock);
        var second = new Mock<IReader>();
        second.Setup(r => r.Name).Returns("model");
        var readers = new ReadMessage(
            [second.Object], Understanding.Reader.Embedded, Options.Create(new UnderstandingOptions()), _database.Clock, NullLogger<ReadMessage>.Instance);
        var open = new OpenTicket(routing, _database.Clock);
        var hear = new HearCustomer(open, _database.Clock, Options.Create(new TicketOptions()));
        return new(open, hear, routing, Understanding.Reader.Embedded, readers, new(new(_database.Clock, Options.Create(new ChatOptions())), _database.Clock), _database.Clock);
    }

    private Task<Message> SayAsync() => _database.Work.RunAsync(async db =>
        db.Append(await db.Conversations.SingleAsync(), new(Speaker.Customer, Said) { Reading = StoredReading.Write(First) }, _database.Now));

    private sealed class Heard : ILogger<LateReadings>
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception));
    }
}
