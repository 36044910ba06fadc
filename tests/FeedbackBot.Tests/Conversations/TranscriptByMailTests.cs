using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using FeedbackBot.Outbox;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.Conversations;

/// <summary>A copy of the chat by e-mail: asked for in words, sent only once the address was proved. The same on both databases.</summary>
public abstract partial class TranscriptByMailTests : IAsyncLifetime
{
    private TestServer _server = null!;
    private ChatCast _cast = null!;

    public async Task InitializeAsync()
    {
        _server = await StartAsync();
        _cast = new(_server.Services);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    protected abstract Task<TestServer> StartAsync();

    [Theory]
    [InlineData("en", "can you send me a copy of this chat?", "You\nThe kettle")]
    [InlineData("en", "email me the transcript of our conversation please", "You\nThe kettle")]
    [InlineData("zh-Hans", "把聊天记录发给我", "您\nThe kettle")]
    [InlineData("zh-Hans", "能不能把这次的聊天记录发到我的邮箱", "您\nThe kettle")]
    public async Task The_copy_goes_out_once_the_link_in_the_first_mail_was_followed_and_holds_nothing_private(string language, string asks, string expected)
    {
        var chat = await _cast.ArriveAsync(language);
        var receipt = await _cast.ComplainAsync(chat, "The kettle leaks and my card 4111 1111 1111 1111 was charged twice, I want a refund");
        await DoAsync<AddNote>((note, db) => note.RunAsync(db, TicketNumber.Parse(receipt.Number)!.Value, "a difficult customer", new Actor("staff", null, "Ann")));
        await DoAsync<ReplyToTicket>((reply, db) => reply.RunAsync(db, TicketNumber.Parse(receipt.Number)!.Value, "We are looking into it", new Actor("staff", null, "Ann")));
        await DoAsync<FeedbackBot.Conversations.HandBackChat>((back, db) => back.RunAsync(db, TicketNumber.Parse(receipt.Number)!.Value, false, new Actor("staff", null, "Ann")));

        ChatCast.StepOf(await _cast.SayAsync(chat, asks)).ShouldBe("copy_to");
        ChatCast.Words(await _cast.SayAsync(chat, "jane@example.com")).ShouldContain("jane@example.com");
        var link = (await LettersAsync()).ShouldHaveSingleItem();
        link.Text.ShouldNotContain("kettle");
        var path = Link().Match(link.Text).Value;

        using var browser = _server.NewBrowser();
        (await browser.ReadAsync(path)).ShouldContain("<button type=\"submit\">");
        (await LettersAsync()).Count.ShouldBe(1, "looking at the link sends nothing");
        (await browser.Http.PostAsync(path, null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await browser.Http.PostAsync(path, null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var copy = (await LettersAsync()).Where(l => l != link).ShouldHaveSingleItem();
        copy.To.ShouldBe("jane@example.com");
        copy.Text.ShouldContain(expected);
        copy.Text.ShouldContain("Ann\nWe are looking into it");
        foreach (var hidden in new[] { "1111 1111", "difficult", receipt.Code })
        {
            copy.Text.ShouldNotContain(hidden);
            copy.Html.ShouldNotContain(hidden);
        }

        var again = await _cast.SayAsync(chat, language == "en" ? "send me a copy of this chat" : "把聊天记录发给我");
        ChatCast.Words(ChatCast.StepOf(again) == "copy_to" ? await _cast.SayAsync(chat, "jane@example.com") : again).ShouldContain("jane@example.com");
        (await LettersAsync()).Count.ShouldBe(3, "a proved address gets the copy at once");
    }

    [Fact]
    public async Task A_link_of_nobody_is_unknown_and_nobody_gets_more_than_three_mails_a_day()
    {
        using var browser = _server.NewBrowser();
        (await browser.GetAsync("/chat/copy/0123abcd")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var chat = await _cast.ArriveAsync();
        for (var i = 0; i < 5; i++)
        {
            var asked = await _cast.SayAsync(chat, "send me a copy of this chat");
            if (ChatCast.StepOf(asked) == "copy_to")
            {
                await _cast.SayAsync(chat, "jane@example.com");
            }
        }

        (await LettersAsync()).Count.ShouldBe(3);
    }

    private Task DoAsync<T>(Func<T, FeedbackDb, Task> work) where T : notnull => _server.Work.RunAsync(db => work(_server.Services.GetRequiredService<T>(), db));

    private async Task<List<Email>> LettersAsync()
    {
        await using var db = _server.Open();
        var items = await db.Set<OutboxItem>().AsNoTracking().Where(o => o.Kind == OutboxItem.EmailKind).OrderBy(o => o.CreatedAt).ThenBy(o => o.Id).ToListAsync();
        return items.ConvertAll(o => JsonSerializer.Deserialize<Email>(o.Payload, StoredJson.Options)!);
    }

    [GeneratedRegex(@"/chat/copy/[0-9a-f]+\?lang=[\w-]+")]
    private static partial Regex Link();
}

/// <summary>On the default database.</summary>
public sealed class TranscriptByMailOnSqliteTests : TranscriptByMailTests
{
    protected override Task<TestServer> StartAsync() => TestServer.StartAsync();
}

/// <summary>On PostgreSQL.</summary>
public sealed class TranscriptByMailOnPostgresTests(PostgresCluster cluster) : TranscriptByMailTests, IClassFixture<PostgresCluster>
{
    protected override async Task<TestServer> StartAsync() => await TestServer.StartAsync(
        "--FeedbackBot:Storage:Provider=Postgres", $"--FeedbackBot:Storage:ConnectionString={await cluster.NewDatabaseAsync()}");
}
