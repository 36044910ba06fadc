using System.Data.Common;
using FeedbackBot.Accounts;
using FeedbackBot.Conversations;
using FeedbackBot.Messages;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FeedbackBot.Tests.Conversations;

/// <summary>A wrong code and a missing number do the same work, so that not even the time it takes tells them apart.</summary>
public sealed class FollowByReceiptTests : IAsyncLifetime
{
    private readonly Commands _commands = new();
    private readonly string _code = ReceiptCode.New();
    private TestDatabase _database = null!;
    private FollowByReceipt _follow = null!;
    private string _number = "";

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        var routing = new RoutingBook(_database.Contexts, _database.Clock);
        await _database.Work.RunAsync(db => StartingBook.WriteAsync(db, _database.Now));
        var wang = await _database.StoreAsync(new Contact(_database.Now));
        var chat = await _database.StoreAsync(new Conversation("webchat", "chat", wang.Id, "zh-Hans", _database.Now));
        _number = await _database.Work.RunAsync(async db => (await new OpenTicket(routing, _database.Clock).RunAsync(db, new()
        {
            Kind = TicketKind.Complaint,
            Subject = "水壶漏水",
            Description = "水壶漏水",
            Language = "zh-Hans",
            ListeningPost = "webchat",
            Channel = "webchat",
            ConversationId = chat.Id,
            FirstSequence = 1,
            ContactId = wang.Id,
            ReceiptCode = ReceiptCode.HashOf(_code),
        }, wang)).Ticket.Id);
        _follow = new(new Watched(_database, _commands), routing);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task The_database_is_asked_the_same_for_a_wrong_code_as_for_a_missing_number()
    {
        var wrongCode = await AskedAsync(_number, "00000-00000");
        wrongCode.Count.ShouldBe(1);
        (await AskedAsync("FB-000999", _code)).ShouldBe(wrongCode);
        (await AskedAsync("no number", "")).ShouldBe(wrongCode);
        (await AskedAsync(null, null)).ShouldBe(wrongCode);
        (await _follow.RunAsync(_number, _code))!.Ticket.Id.ShouldBe(_number);
    }

    private async Task<List<string>> AskedAsync(string? number, string? code)
    {
        _commands.Texts.Clear();
        (await _follow.RunAsync(number, code)).ShouldBeNull();
        return [.. _commands.Texts];
    }

    private sealed class Commands : DbCommandInterceptor
    {
        public List<string> Texts { get; } = [];

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Texts.Add(command.CommandText);
            return ValueTask.FromResult(result);
        }
    }

    private sealed class Watched(TestDatabase database, Commands commands) : IDbContextFactory<FeedbackDb>
    {
        public FeedbackDb CreateDbContext()
        {
            using var db = database.Open();
            return new(new DbContextOptionsBuilder<FeedbackDb>().UseSqlite(db.Database.GetConnectionString()).AddInterceptors(commands).Options);
        }
    }
}
