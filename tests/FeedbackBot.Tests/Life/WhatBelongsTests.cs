using System.Net;
using FeedbackBot.Accounts;
using FeedbackBot.Conversations;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Tests.StaffConsole;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Life;

/// <summary>Each case shows, finds and gives away what belongs to it, and nothing of the other cases of its chat.</summary>
public abstract class WhatBelongsTests : LifeTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_is_kept_from_a_part_or_from_the_whole_reads_the_other_and_no_more(bool fromPart)
    {
        var (whole, part) = await SplitAsync();
        var li = await KeptFromAsync(fromPart ? part : whole);
        using var browser = await Server.SignedInAsync(li.Email);
        (await browser.GetAsync(Cases.Path(fromPart ? part : whole))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var page = await browser.ReadAsync(Cases.Path(fromPart ? whole : part));
        (page.Contains("kettle", StringComparison.Ordinal), page.Contains("rude courier", StringComparison.Ordinal), page.Contains("lid is loose", StringComparison.Ordinal))
            .ShouldBe(fromPart ? (true, false, true) : (false, true, false));
    }

    [Fact]
    public async Task A_part_has_its_own_words_and_the_whole_those_after_it_on_the_page_for_a_model_and_in_search()
    {
        var (whole, part) = await SplitAsync();
        using var browser = await Server.SignedInAsync();
        var page = await browser.ReadAsync(Cases.Path(part));
        page.ShouldContain("rude courier");
        page.ShouldNotContain("lid is loose");
        await using var db = Cast.Open();
        (await db.ReadCaseFactsAsync(part, withNotes: false, CancellationToken.None)).All.ShouldNotContain(f => f.Text.Contains("lid"));
        (await db.ReadCaseFactsAsync(whole, withNotes: false, CancellationToken.None)).All.ShouldContain(f => f.Text.Contains("lid"));
        await Cast.Use<CatchUpSearch>().RunAsync();
        (await FoundAsync("lid loose")).ShouldBe([whole]);
        (await FoundAsync("rude courier")).ShouldBe([part]);
    }

    [Fact]
    public async Task Only_what_belongs_to_a_case_can_be_split_off_it()
    {
        var number = await Cast.FileAsync("the kettle leaks");
        var lid = await SayAsync(number, "the lid is loose");
        var other = await BesideAsync(number, "Li was rude");
        var rude = (await Cast.ReadAsync(other)).FirstSequence;
        var answer = await SayAsync(number, "and the handle is hot", number);
        var li = await KeptFromAsync(other);
        using var browser = await Server.SignedInAsync(li.Email);
        var path = Cases.Path(number);
        var page = await browser.ReadAsync(path + "/split");
        page.ShouldContain("the handle is hot");
        page.ShouldNotContain("Li was rude");
        foreach (var by in new[] { Actor.Of(li), Cast.By })
        {
            (await Should.ThrowAsync<RuleViolation>(() => CutAsync(number, lid, answer, by))).Code.ShouldBe("not_together");
            (await Should.ThrowAsync<RuleViolation>(() => CutAsync(number, rude, rude, by))).Code.ShouldBe("nothing_to_split");
            (await Should.ThrowAsync<RuleViolation>(() => CutAsync(other, rude, rude, by))).Code.ShouldBe(by.Id == li.Id ? "nothing_to_split" : "nothing_left");
        }
    }

    [Fact]
    public async Task A_merged_case_brings_its_own_words_and_not_those_of_later_cases_of_its_chat()
    {
        var whole = await Cast.FileAsync("bad seals");
        var part = await Cast.FileAsync("the kettle leaks");
        await BesideAsync(part, "a wholly different matter");
        await Cast.MergeAsync(part, whole);
        await SayAsync(part, "it still leaks", part);
        using var browser = await Server.SignedInAsync();
        var page = await browser.ReadAsync(Cases.Path(whole));
        page.ShouldContain("the kettle leaks");
        page.ShouldContain("it still leaks");
        page.ShouldNotContain("wholly different");
    }

    [Fact]
    public async Task A_found_case_shows_no_words_of_a_hidden_one_beside_it()
    {
        var number = await Cast.FileAsync("about the kettle");
        await SayAsync(number, "valve rusty");
        var other = await BesideAsync(number, "Li broke the valve and it is rusty");
        var li = await KeptFromAsync(other);
        await Cast.Use<CatchUpSearch>().RunAsync();
        using var browser = await Server.SignedInAsync(li.Email);
        var page = await browser.ReadAsync("/console?q=valve+rusty");
        page.ShouldContain(TicketNumber.Format(number));
        page.ShouldNotContain("Li broke");
    }

    [Fact]
    public async Task The_list_of_chats_shows_the_last_words_on_the_case_that_the_chat_is_about()
    {
        var number = await Cast.FileAsync("the kettle leaks");
        await SayAsync(number, "is anybody there");
        await Server.Work.RunAsync(async db =>
        {
            var ticket = await db.TicketAsync(number);
            var conversation = await db.Conversations.FirstAsync(c => c.Id == ticket.ConversationId);
            conversation.GiveTurnTo(TurnOwner.Agent);
            var chat = new AgentChat(conversation, ticket, "en", Cast.Now);
            chat.Take(Cast.By, Cast.Now);
            db.AgentChats.Add(chat);
        });
        var li = await KeptFromAsync(await BesideAsync(number, "Li was rude"));
        using var browser = await Server.SignedInAsync(li.Email);
        var page = await browser.ReadAsync("/console/chats");
        page.ShouldContain("is anybody there");
        page.ShouldNotContain("Li was rude");
    }

    [Fact]
    public async Task What_a_customer_answers_on_an_older_case_belongs_to_that()
    {
        var number = await Cast.FileAsync("the kettle leaks");
        var other = await BesideAsync(number, "a lamp is broken");
        await Cast.ReplyAsync(number, "since when?");
        await Cast.DoAsync<AddNote>((note, db) => note.RunAsync(db, other, "a lamp from last year", Cast.By));
        await Server.Work.RunAsync(async db =>
        {
            var ticket = await db.TicketAsync(number);
            var chat = await db.Conversations.FirstAsync(c => c.Id == ticket.ConversationId);
            await Cast.Use<PerformActs>().PassToAgentAsync(db, chat, db.Append(chat, new(Speaker.Customer, "since Monday") { Language = "en" }, Cast.Now));
        });
        using var browser = await Server.SignedInAsync();
        (await browser.ReadAsync(Cases.Path(number))).ShouldContain("since Monday");
        (await browser.ReadAsync(Cases.Path(other))).ShouldNotContain("since Monday");
    }

    private async Task<(long Whole, long Part)> SplitAsync()
    {
        var whole = await Cast.FileAsync("the kettle leaks");
        var said = await SayAsync(whole, "and the rude courier threw it");
        var part = await CutAsync(whole, said, said, Cast.By);
        await SayAsync(whole, "the lid is loose");
        return (whole, part);
    }

    private async Task<long> CutAsync(long number, int from, int to, Actor by) =>
        (await Server.Work.RunAsync(db => Cast.Use<SplitTicket>().RunAsync(db, number, from, to, by))).Number;

    private Task<int> SayAsync(long number, string text, long? named = null) => Server.Work.RunAsync(async db =>
    {
        var ticket = await db.TicketAsync(number);
        var chat = await db.Conversations.FirstAsync(c => c.Id == ticket.ConversationId);
        chat.CountTicket();
        return db.Append(chat, new(Speaker.Customer, text) { Language = "en", TicketNumber = named }, Cast.Now).Sequence;
    });

    /// <summary>A later case of the same chat.</summary>
    private Task<long> BesideAsync(long number, string text) => Server.Work.RunAsync(async db =>
    {
        var first = await db.TicketAsync(number);
        var chat = await db.Conversations.FirstAsync(c => c.Id == first.ConversationId);
        var said = db.Append(chat, new(Speaker.Customer, text) { Language = "en" }, Cast.Now);
        return (await Cast.Use<OpenTicket>().RunAsync(db, new()
        {
            Kind = TicketKind.Question,
            Subject = text,
            Description = text,
            Language = "en",
            ListeningPost = "webchat",
            Channel = "webchat",
            ConversationId = chat.Id,
            FirstSequence = said.Sequence,
            ContactId = first.ContactId,
        }, await db.Contacts.FirstAsync(c => c.Id == first.ContactId))).Ticket.Number;
    });

    private async Task<StaffMember> KeptFromAsync(long number)
    {
        var li = await Server.AddStaffAsync($"{Guid.CreateVersion7():N}@example.com", StaffRoles.Agent, "Li");
        await Cast.DoAsync<RecuseColleague>((recuse, db) => recuse.RunAsync(db, number, li.Id, RecusalReason.Subject, Cast.By));
        return li;
    }

    private async Task<List<long>> FoundAsync(string query)
    {
        await using var db = Cast.Open();
        return await db.Matching(query).OrderBy(t => t.Number).Select(t => t.Number).ToListAsync();
    }
}

/// <summary>On the default database.</summary>
public sealed class WhatBelongsOnSqliteTests : WhatBelongsTests
{
    protected override Task<TestServer> StartAsync() => OnSqliteAsync();
}

/// <summary>On PostgreSQL.</summary>
public sealed class WhatBelongsOnPostgresTests(PostgresCluster cluster) : WhatBelongsTests, IClassFixture<PostgresCluster>
{
    protected override Task<TestServer> StartAsync() => OnPostgresAsync(cluster);
}
