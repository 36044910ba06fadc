using System.Text.Json;
using FeedbackBot.Accounts;
using FeedbackBot.Conversations;
using FeedbackBot.Messages;
using FeedbackBot.Outbox;
using FeedbackBot.Storage;
using FeedbackBot.Tests.Tickets.Chats;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tests.Conversations;

/// <summary>What is said to a customer who has closed the page reaches them by e-mail, once. The same on SQLite and on PostgreSQL.</summary>
public abstract class AwayTests : IAsyncLifetime
{
    private const string Address = "jane@example.com";
    private ChatWorld _world = null!;
    private StaffMember _ann = null!;

    private protected abstract Task<ChatWorld> StartAsync();

    public async Task InitializeAsync()
    {
        _world = await StartAsync();
        _ann = await _world.HireAsync("Ann", online: false);
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Theory]
    [InlineData("en", "an answer to you", "Your money is on its way")]
    [InlineData("zh-Hans", "给您的回复", "款项已经退出")]
    public async Task An_answer_that_nobody_fetches_is_mailed_after_two_minutes_and_never_twice(string language, string subject, string words)
    {
        var (_, receipt, number) = await ComplainAsync(Address, language);
        await _world.ReplyAsync(number, _ann, words);
        _world.Clock.Advance(TimeSpan.FromMinutes(1.9));
        (await MailAsync()).ShouldBeEmpty();
        _world.Clock.Advance(TimeSpan.FromMinutes(0.2));
        var mail = (await MailAsync()).ShouldHaveSingleItem();
        mail.To.ShouldBe(Address);
        mail.Subject.ShouldContain(subject);
        foreach (var form in new[] { mail.Text, System.Net.WebUtility.HtmlDecode(mail.Html) })
        {
            form.ShouldContain(words);
            form.ShouldContain("Ann");
            form.ShouldContain($"/case?number={TicketNumber.Format(number)}&lang={language}");
            form.ShouldNotContain(receipt.Code);
        }

        (await MailAsync()).Count.ShouldBe(1);
        (await _world.Cast.TicketAsync(receipt.Number)).Events.Count(e => e.Code == "answer_mailed").ShouldBe(1);
    }

    [Fact]
    public async Task All_that_was_said_since_is_in_one_e_mail()
    {
        var (_, _, number) = await ComplainAsync(Address);
        await _world.ReplyAsync(number, _ann, "First word");
        _world.Clock.Advance(TimeSpan.FromMinutes(1.5));
        (await MailAsync()).ShouldBeEmpty();
        await _world.ReplyAsync(number, _ann, "Second word");
        _world.Clock.Advance(TimeSpan.FromMinutes(1.5));
        (await MailAsync()).ShouldBeEmpty();
        await _world.DoAsync<ResolveTicket>((resolve, db) => resolve.RunAsync(db, number, new("lost", "sent again", Responsibility.Us, TellsCustomer: true), "All done", Actor.Of(_ann)));
        LetTimePass();
        var text = (await MailAsync()).ShouldHaveSingleItem().Text;
        new[] { "First word", "Second word", "All done" }.ShouldAllBe(said => text.Contains(said));
    }

    [Fact]
    public async Task Two_processes_send_one()
    {
        var (_, _, number) = await ComplainAsync(Address);
        await _world.ReplyAsync(number, _ann, "Hello");
        LetTimePass();
        var contexts = _world.Use<IDbContextFactory<FeedbackDb>>();
        await using var node = new UnitOfWork(contexts, new ChangeFeed(), _world.Use<IOptions<StorageOptions>>(), NullLogger<UnitOfWork>.Instance);
        var other = new MailAwayCustomers(node, contexts, _world.Use<TimeProvider>(), _world.Use<IOptions<ConversationOptions>>());
        var counts = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => (i % 2 == 0 ? other : _world.Use<MailAwayCustomers>()).RunAsync()));
        (counts.Sum(), (await MailAsync()).Count).ShouldBe((1, 1));
    }

    [Fact]
    public async Task What_a_page_fetched_or_the_customer_answered_is_not_mailed()
    {
        var (seen, _, first) = await ComplainAsync(Address);
        var (answered, _, second) = await ComplainAsync(Address);
        await _world.ReplyAsync(first, _ann, "Hello");
        await _world.ReplyAsync(second, _ann, "Hello");
        var log = await _world.Cast.LogAsync(seen);
        await _world.Use<NoteSeen>().RunAsync(log[0].ConversationId, log);
        await _world.Cast.SayAsync(answered, "thank you");
        LetTimePass();
        (await MailAsync()).ShouldBeEmpty();
        await using var db = _world.Open();
        (await db.UnseenWords.CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Of_what_was_fetched_in_part_only_the_rest_is_mailed()
    {
        var (key, _, number) = await ComplainAsync(Address);
        await _world.ReplyAsync(number, _ann, "First word");
        var log = await _world.Cast.LogAsync(key);
        await _world.ReplyAsync(number, _ann, "Second word");
        await _world.Use<NoteSeen>().RunAsync(log[0].ConversationId, log);
        LetTimePass();
        var text = (await MailAsync()).ShouldHaveSingleItem().Text;
        text.ShouldContain("Second word");
        text.ShouldNotContain("First word");
    }

    [Fact]
    public async Task A_promise_that_is_kept_and_news_of_a_cause_are_mailed_too()
    {
        var (_, _, number) = await ComplainAsync(Address);
        Guid made = default;
        await _world.DoAsync<MakeCommitment>(async (make, db) =>
            made = (await make.RunAsync(db, number, new(CommitmentKind.Refund, "12 euros", _world.Clock.GetUtcNow().UtcDateTime.AddDays(3)), Actor.Of(_ann))).Id);
        _world.Clock.Advance(TimeSpan.FromDays(1));
        await _world.DoAsync<FinishCommitment>((finish, db) => finish.RunAsync(db, made, Actor.Of(_ann)));
        LetTimePass();
        (await MailAsync()).ShouldHaveSingleItem().Text.ShouldContain("12 euros");

        var (_, _, cause) = await ComplainAsync("other@example.com");
        await _world.DoAsync<LinkTickets>((link, db) => link.RunAsync(db, number, cause, TicketLink.CausedBy, Actor.Of(_ann)));
        await _world.Use<TellAffected>().RunAsync(cause, new("已修好", "The seals are better now"), Actor.Of(_ann));
        LetTimePass();
        (await MailAsync())[^1].Text.ShouldContain("The seals are better now");
    }

    [Theory]
    [InlineData("none")]
    [InlineData("here")]
    [InlineData("13800138000")]
    public async Task Who_left_no_address_for_the_answer_gets_none(string wish)
    {
        var (_, _, number) = await ComplainAsync(wish);
        await _world.ReplyAsync(number, _ann, "Hello");
        LetTimePass();
        (await MailAsync()).ShouldBeEmpty();
        await using var db = _world.Open();
        (await db.UnseenWords.CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Wishes_about_the_way_and_the_hours_are_kept()
    {
        var (byPhone, _, first) = await ComplainAsync(Address);
        var (quiet, _, second) = await ComplainAsync(Address);
        await WishAsync(byPhone, new() { Channel = "phone" });
        await WishAsync(quiet, new() { QuietHours = "0-23", OptedOut = true });
        await _world.ReplyAsync(first, _ann, "Hello");
        await _world.ReplyAsync(second, _ann, "Hello");
        LetTimePass();
        (await MailAsync()).ShouldBeEmpty();
        _world.Clock.Set(_world.Clock.GetUtcNow().UtcDateTime.Date.AddHours(23));
        (await MailAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_case_from_another_program_is_answered_by_e_mail_and_without_an_address_the_console_says_so()
    {
        var now = _world.Clock.GetUtcNow().UtcDateTime;
        var contact = new Contact(now);
        contact.Update(new(Email: Address, Phone: "+86 138 0013 8000"), now);
        var number = await _world.Work.RunAsync(async db =>
        {
            var conversation = new Conversation("api", Guid.CreateVersion7().ToString("N"), contact.Id, "en", now);
            db.AddRange(contact, conversation);
            db.Append(conversation, new(Speaker.Customer, "The kettle leaks"), now);
            return (await _world.Use<OpenTicket>().RunAsync(db, new()
            {
                Subject = "The kettle leaks",
                Description = "The kettle leaks",
                Language = "en",
                ListeningPost = "phone",
                Channel = "api",
                ConversationId = conversation.Id,
                ContactId = contact.Id,
                FirstSequence = 1,
            }, contact)).Ticket.Number;
        });
        await _world.ReplyAsync(number, _ann, "A new one is on its way");
        LetTimePass();
        (await MailAsync()).ShouldHaveSingleItem().Text.ShouldContain("A new one is on its way");

        var ticket = await _world.Cast.TicketAsync(TicketNumber.Format(number));
        HowReached.Of(contact, ticket, "api").ShouldBe(new(false, Address, "+86 138 0013 8000"));
        contact.Update(new(Preferences: new() { Channel = "phone" }), now);
        HowReached.Of(contact, ticket, "api").ShouldBe(new(false, null, "+86 138 0013 8000"));
    }

    /// <summary>A little more than the customer is waited for: what is said in one moment is milliseconds apart in the log.</summary>
    private void LetTimePass() => _world.Clock.Advance(UnseenWords.Patience + TimeSpan.FromSeconds(1));

    /// <summary>A complaint with a wish about the answer: an address, a number, here or none.</summary>
    private async Task<(string Key, ChatCast.Receipt Receipt, long Number)> ComplainAsync(string wish, string language = "en")
    {
        var key = await _world.Cast.ArriveAsync(language);
        var turn = await _world.Cast.SayAsync(key, language == "en" ? "The kettle I bought leaks and nobody answers my calls, I want a refund" : "上周买的水壶漏水，打电话没人接，我要退款");
        while (ChatCast.StepOf(turn) is { } step and not "reply_to")
        {
            step.ShouldNotBe("confirm", "the address is asked for before the summary");
            turn = await _world.Cast.SayAsync(key, "skip");
        }

        var receipt = await _world.Cast.FinishAsync(key, await _world.Cast.SayAsync(key, wish == "none" ? "no reply needed" : wish));
        (await _world.Cast.TicketAsync(receipt.Number)).Fields["reply_to"].ShouldBe(wish);
        return (key, receipt, TicketNumber.Parse(receipt.Number)!.Value);
    }

    private Task WishAsync(string key, ContactPreferences wish) => _world.Work.RunAsync(async db =>
    {
        var contact = await db.Conversations.Where(c => c.Key == key).Select(c => c.ContactId).SingleAsync();
        (await db.Contacts.SingleAsync(c => c.Id == contact)).Update(new(Preferences: wish), _world.Clock.GetUtcNow().UtcDateTime);
    });

    /// <summary>Everything that was ever mailed, after looking once more.</summary>
    private async Task<List<Email>> MailAsync()
    {
        await _world.Use<MailAwayCustomers>().RunAsync();
        await using var db = _world.Open();
        return [.. (await db.Outbox.Where(o => o.Kind == OutboxItem.EmailKind).OrderBy(o => o.CreatedAt).Select(o => o.Payload).ToListAsync())
            .Select(p => JsonSerializer.Deserialize<Email>(p, StoredJson.Options)!)];
    }
}

/// <summary>On the default database.</summary>
public sealed class AwayOnSqliteTests : AwayTests, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private protected override Task<ChatWorld> StartAsync() => ChatWorld.StartAsync(StorageProvider.Sqlite, StorageSetup.SqliteFile(Path.Combine(_folder.Path, "chats.db")));
}

/// <summary>On PostgreSQL, where two commits run at once.</summary>
public sealed class AwayOnPostgresTests(PostgresCluster cluster) : AwayTests, IClassFixture<PostgresCluster>
{
    private protected override async Task<ChatWorld> StartAsync() => await ChatWorld.StartAsync(StorageProvider.Postgres, await cluster.NewDatabaseAsync());
}
