using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Conversations;

/// <summary>Somebody tells an idea that another told before: shown, joined, and told what becomes of it. On SQLite.</summary>
public sealed class SimilarIdeaTests : IAsyncLifetime
{
    private static readonly Actor Ann = new("staff", null, "Ann");
    private static readonly Resolution Shipped = new("asked for often", "built it", Responsibility.Us, TellsCustomer: false);
    private TestServer _server = null!;
    private IdeaCast _cast = null!;

    public async Task InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        _cast = new(_server);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("en", "I suggest you let us choose an evening delivery slot", "It would be great if you offered delivery slots in the evening", "yes please", "2 people")]
    [InlineData("en", "I suggest you put bike racks outside the store", "could you add some bike racks outside the store please", "count me in", "2 people")]
    [InlineData("zh-Hans", "建议你们增加晚上送货的时段", "希望能选择晚上送货", "加我一个", "2 人")]
    [InlineData("zh-Hans", "建议停车场装几个充电桩", "我建议停车场增加充电桩", "可以", "2 人")]
    public async Task A_similar_idea_is_shown_and_joined_instead_of_filed_again(string language, string first, string second, string yes, string said)
    {
        var idea = await _cast.FileAsync(await _cast.ArriveAsync(language), first);
        var chat = await _cast.ArriveAsync(language);
        var shown = await _cast.SayAsync(chat, second);
        shown.Replies.Last().Step.ShouldBe("similar", string.Join(" / ", shown.Replies.Select(r => r.Text)));
        shown.Replies.Last().Text.ShouldContain(first);

        var joined = await _cast.SayAsync(chat, yes);
        joined.Replies.ShouldHaveSingleItem().Text.ShouldContain(said);
        await using var db = _server.Open();
        (await db.Tickets.CountAsync()).ShouldBe(1);
        (await db.Tickets.SingleAsync()).Voices.ShouldBe(1);
        var voice = await db.IdeaVoices.SingleAsync();
        (voice.TicketNumber, voice.Words, voice.Language).ShouldBe((idea, second, language));
        (await _cast.SayAsync(chat, language == "en" ? "thanks" : "谢谢")).Replies.ShouldHaveSingleItem().Step.ShouldBeNull();
    }

    [Theory]
    [InlineData("en", "no, mine is different")]
    [InlineData("en", "not quite the same, mine is about weekends")]
    [InlineData("en", "skip")]
    [InlineData("zh-Hans", "我的不一样")]
    [InlineData("zh-Hans", "没有了")]
    [InlineData("zh-Hans", "不用了，单独提吧")]
    public async Task Whoever_means_something_else_files_their_own(string language, string no)
    {
        var (first, second) = language == "en"
            ? ("I suggest you let us choose an evening delivery slot", "I suggest evening delivery slots")
            : ("建议你们增加晚上送货的时段", "我建议增加晚上送货");
        await _cast.FileAsync(await _cast.ArriveAsync(language), first);
        var chat = await _cast.ArriveAsync(language);
        (await _cast.SayAsync(chat, second)).Replies.Last().Step.ShouldBe("similar");
        var own = await _cast.FinishAsync(chat, await _cast.SayAsync(chat, no));
        await using var db = _server.Open();
        (await db.Tickets.SingleAsync(t => t.Number == own)).Description.ShouldStartWith(second);
        (await db.IdeaVoices.CountAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData("I suggest you send a photo when the parcel is delivered", "I suggest you let us choose an evening delivery slot")]
    [InlineData("My name is Jane and I suggest an evening delivery slot", "I suggest you let us choose an evening delivery slot")]
    public async Task Another_wish_or_a_persons_own_particulars_are_never_shown(string first, string second)
    {
        await _cast.FileAsync(await _cast.ArriveAsync("en"), first);
        var told = await _cast.SayAsync(await _cast.ArriveAsync("en"), second);
        told.Replies.Select(r => r.Step).ShouldNotContain("similar");
    }

    [Fact]
    public async Task An_idea_taken_back_or_finished_is_not_shown()
    {
        var idea = await _cast.FileAsync(await _cast.ArriveAsync("en"), IdeaCast.Idea);
        await _cast.DoAsync<ResolveTicket>((resolve, db) => resolve.RunAsync(db, idea, Shipped, null, Ann));
        (await _cast.SayAsync(await _cast.ArriveAsync("en"), IdeaCast.Same)).Replies.Select(r => r.Step).ShouldNotContain("similar");
    }

    [Fact]
    public async Task Everyone_behind_an_idea_hears_once_of_every_change_in_their_own_chat()
    {
        var author = await _cast.ArriveAsync("en");
        var idea = await _cast.FileAsync(author, IdeaCast.Idea);
        var (joiner, silent) = (await _cast.JoinAsync(), await _cast.JoinAsync());
        await _server.Work.RunAsync(async db =>
        {
            var chat = await db.Conversations.SingleAsync(c => c.Key == silent);
            (await db.Contacts.SingleAsync(c => c.Id == chat.ContactId)).Update(new(Preferences: new() { OptedOut = true }), DateTime.UnixEpoch);
        });

        for (var twice = 0; twice < 2; twice++)
        {
            await _cast.DoAsync<HoldTicket>((hold, db) => hold.RunAsync(db, idea, "planned for spring", Ann));
        }

        await _cast.DoAsync<ResolveTicket>((resolve, db) => resolve.RunAsync(db, idea, Shipped, "Hello Jane, evening slots are live.", Ann));
        await _cast.DoAsync<ResolveTicket>((resolve, db) => resolve.RunAsync(db, idea, Shipped, null, Ann));
        await _cast.DoAsync<ReopenTicket>((reopen, db) => reopen.RunAsync(db, idea, "not everywhere", Ann));

        (await _cast.NewsAsync(joiner)).ShouldBe([
            $"News about the suggestion \"{IdeaCast.Idea}\": we've looked at it and set it aside for now. You'll hear here when it moves on.",
            $"News about the suggestion \"{IdeaCast.Idea}\": evening slots are live.",
            $"News about the suggestion \"{IdeaCast.Idea}\": we've taken it up again. You'll hear here what comes of it."]);
        (await _cast.NewsAsync(silent)).ShouldBeEmpty();
        (await _cast.NewsAsync(author)).Count.ShouldBe(2);
        (await _cast.SaidAsync(author, Speaker.Agent)).ShouldBe(["Hello Jane, evening slots are live."]);
    }

    [Fact]
    public async Task Voices_go_with_a_merged_idea_and_nobody_has_two()
    {
        var other = await _cast.FileAsync(await _cast.ArriveAsync("en"), "I suggest you deliver later in the day");
        var merged = await _cast.FileAsync(await _cast.ArriveAsync("en"), IdeaCast.Idea);
        var joiner = await _cast.JoinAsync();
        await _cast.JoinAgainAsync(joiner, merged);
        await _cast.DoAsync<MergeTickets>((merge, db) => merge.RunAsync(db, merged, other, Ann));
        await _cast.JoinAgainAsync(joiner, merged);
        await using var db = _server.Open();
        (await db.Tickets.SingleAsync(t => t.Number == other)).Voices.ShouldBe(2);

        await _cast.DoAsync<ResolveTicket>((resolve, db) => resolve.RunAsync(db, other, Shipped, "Done.", Ann));
        (await _cast.NewsAsync(joiner)).ShouldBe(["News about the suggestion \"I suggest you deliver later in the day\": Done."]);
    }
}
