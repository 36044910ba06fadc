using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tests.Tickets;

/// <summary>The life of a case on a real database: opened, answered, resolved, reopened, merged, withdrawn.</summary>
public sealed class TicketLifeTests : IAsyncLifetime
{
    private static readonly Resolution Mended = new("worn seal", "seal replaced", Responsibility.Us, TellsCustomer: false);
    private TestDatabase _database = null!;
    private RoutingBook _routing = null!;
    private StaffMember _ann = null!;
    private Contact _wang = null!;
    private Account _hotel = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _routing = new RoutingBook(_database.Contexts, _database.Clock);
        await _database.Work.RunAsync(db => StartingBook.WriteAsync(db, _database.Now));
        _ann = await _database.StoreAsync(new StaffMember("ann@example.com", "Ann", StaffRoles.Agent, _database.Now));
        _hotel = new Account("hotel", _database.Now);
        _hotel.Update(new() { Name = "Cloud Hotel" }, _database.Now);
        _hotel.GiveTo(_ann, _database.Now);
        _wang = new Contact(_database.Now);
        _wang.BelongTo(_hotel, _database.Now);
        await _database.StoreAsync(_wang, _hotel);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task A_case_is_numbered_routed_promised_and_keeps_account_and_owner_as_they_were()
    {
        var number = await OpenAsync("洗衣机漏水");
        await _database.Work.RunAsync(async db => (await db.Accounts.FirstAsync()).Update(new() { Name = "New name" }, _database.Now));

        var ticket = await ReadAsync(number);
        (ticket.Id, ticket.Status, ticket.AccountName, ticket.OwnerId).ShouldBe(("FB-000001", TicketStatus.New, "Cloud Hotel", _ann.Id));
        (ticket.RoutingRule, ticket.TeamId).ShouldBe((Router.DefaultRule, (Guid?)(await _routing.OpenAsync()).DefaultTeam.Id));
        ticket.Clocks.Select(c => c.Name).Order().ShouldBe([ClockName.FirstResponse, ClockName.Resolution]);
        ticket.Clocks.ShouldAllBe(c => c.DueAt > _database.Now && c.Policy == "complaint");
        ticket.Events.Select(e => e.Code).ShouldBe(["opened", "routed"]);
    }

    [Fact]
    public async Task An_answer_keeps_the_first_promise_gives_the_agent_the_turn_and_stands_in_the_chat()
    {
        var number = await OpenAsync("洗衣机漏水");
        _database.Clock.Advance(TimeSpan.FromMinutes(20));
        await _database.Work.RunAsync(db => new ReplyToTicket(_database.Clock).RunAsync(db, number, "今天上门", Actor.Of(_ann)));

        var ticket = await ReadAsync(number);
        (ticket.Status, ticket.FirstRespondedAt).ShouldBe((TicketStatus.WaitingOnCustomer, (DateTime?)_database.Now));
        ticket.Clocks.Single(c => c.Name == ClockName.FirstResponse).StateAt(_database.Now.AddDays(30)).ShouldBe(ClockState.Kept);
        await using var db = _database.Open();
        var conversation = await db.Conversations.SingleAsync();
        conversation.TurnOwner.ShouldBe(TurnOwner.Agent);
        var said = await db.Messages.SingleAsync();
        (said.Speaker, said.Text, said.SenderName, said.TicketNumber).ShouldBe((Speaker.Agent, "今天上门", "Ann", (long?)number));
    }

    [Theory]
    [InlineData(null, "remedy", "cause")]
    [InlineData("cause", "  ", "remedy")]
    public async Task A_case_cannot_be_resolved_without_cause_and_remedy(string? cause, string? remedy, string field)
    {
        var number = await OpenAsync("洗衣机漏水");
        var broken = await Should.ThrowAsync<RuleViolation>(() => ResolveAsync(number, new(cause, remedy, Responsibility.Us, false)));
        (broken.Code, broken.Field).ShouldBe(("required", field));
        (await ReadAsync(number)).Status.ShouldBe(TicketStatus.New);
    }

    [Fact]
    public async Task A_reopened_case_keeps_its_first_promise_and_nobody_is_asked_how_it_went()
    {
        var number = await OpenAsync("洗衣机漏水");
        var due = (await ReadAsync(number)).Clocks.Single(c => c.Name == ClockName.Resolution).DueAt;
        await ResolveAsync(number, Mended);
        (await ReadAsync(number)).SurveyDueAt.ShouldNotBeNull();
        await _database.Work.RunAsync(db => new ReopenTicket(_database.Clock).RunAsync(db, number, "still leaks", Actor.Of(_ann)));

        var ticket = await ReadAsync(number);
        (ticket.Status, ticket.SurveyDueAt, ticket.ResolvedAt, ticket.ReopenCount).ShouldBe((TicketStatus.Open, null, null, 1));
        var clock = ticket.Clocks.Single(c => c.Name == ClockName.Resolution);
        (clock.DueAt, clock.StoppedAt).ShouldBe((due, null));
    }

    [Fact]
    public async Task A_customers_word_reopens_a_resolved_case_and_an_agents_word_leaves_it_resolved()
    {
        var number = await OpenAsync("洗衣机漏水");
        await ResolveAsync(number, Mended);
        await _database.Work.RunAsync(db => new ReplyToTicket(_database.Clock).RunAsync(db, number, "欢迎再来", Actor.Of(_ann)));
        (await ReadAsync(number)).Status.ShouldBe(TicketStatus.Resolved);
        await _database.Work.RunAsync(async db => (await db.TicketAsync(number)).CustomerWrote(_database.Now));
        (await ReadAsync(number)).Status.ShouldBe(TicketStatus.Open);
    }

    [Fact]
    public async Task A_merged_case_is_closed_and_says_where_it_went()
    {
        var (first, second) = (await OpenAsync("洗衣机漏水"), await OpenAsync("还是漏水"));
        await _database.Work.RunAsync(db => new MergeTickets(_database.Clock).RunAsync(db, second, first, Actor.Of(_ann)));
        var merged = await ReadAsync(second);
        (merged.Status, merged.MergedInto).ShouldBe((TicketStatus.Closed, first));
        (await ReadAsync(first)).Events.Last().Code.ShouldBe("merged_from");
        var said = await _database.Work.RunAsync(db => new ReplyToTicket(_database.Clock).RunAsync(db, second, "hello", Actor.Of(_ann)));
        said.TicketNumber.ShouldBe(first);
        var itself = () => _database.Work.RunAsync(db => new MergeTickets(_database.Clock).RunAsync(db, first, first, Actor.Of(_ann)));
        (await Should.ThrowAsync<RuleViolation>(itself)).Code.ShouldBe("merge_with_itself");
    }

    [Fact]
    public async Task Merging_a_merged_case_again_changes_nothing_and_into_another_it_is_refused()
    {
        var (first, second, third) = (await OpenAsync("洗衣机漏水"), await OpenAsync("还是漏水"), await OpenAsync("别的事"));
        Task MergeAsync(long into) => _database.Work.RunAsync(db => new MergeTickets(_database.Clock).RunAsync(db, second, into, Actor.Of(_ann)));
        await MergeAsync(first);
        await MergeAsync(first);
        (await ReadAsync(first)).Events.Count(e => e.Code == "merged_from").ShouldBe(1);
        (await Should.ThrowAsync<RuleViolation>(() => MergeAsync(third))).Code.ShouldBe("merged_ticket");
    }

    [Fact]
    public async Task Doing_the_same_twice_changes_nothing_more()
    {
        var number = await OpenAsync("洗衣机漏水");
        await ResolveAsync(number, Mended);
        await ResolveAsync(number, Mended with { Cause = "another" });
        var ticket = await ReadAsync(number);
        ticket.Cause.ShouldBe("worn seal");
        ticket.Events.Count(e => e.Code == "resolved").ShouldBe(1);
    }

    [Theory]
    [InlineData("漏水", 1)]
    [InlineData("洗衣机 漏水", 1)]
    [InlineData("机洗", 0)]
    [InlineData("kettle", 1)]
    [InlineData("KETTLE cracked", 1)]
    [InlineData("FB-000002", 1)]
    [InlineData("\" OR 1=1 --", 0)]
    [InlineData("***", 0)]
    public async Task Search_finds_two_character_words_at_once_and_takes_no_orders(string query, int found)
    {
        await OpenAsync("我的洗衣机漏水了");
        await OpenAsync("The kettle arrived cracked");
        await using var db = _database.Open();
        (await db.Matching(query).CountAsync()).ShouldBe(found);
    }

    private Task<long> OpenAsync(string text) => _database.Work.RunAsync(async db =>
    {
        var conversation = new Conversation("webchat", Guid.CreateVersion7().ToString("N"), _wang.Id, "zh-Hans", _database.Now);
        db.Conversations.Add(conversation);
        var opened = await new OpenTicket(_routing, _database.Clock).RunAsync(db, new()
        {
            Kind = TicketKind.Complaint,
            Subject = text,
            Description = text,
            Language = "zh-Hans",
            ListeningPost = "webchat",
            Channel = "webchat",
            ConversationId = conversation.Id,
            ContactId = _wang.Id,
        }, _wang);
        return opened.Ticket.Number;
    });

    private Task<Ticket> ResolveAsync(long number, Resolution resolution) => _database.Work.RunAsync(db =>
        new ResolveTicket(new ReplyToTicket(_database.Clock), _database.Clock, Options.Create(new TicketOptions())).RunAsync(db, number, resolution, null, Actor.Of(_ann)));

    private async Task<Ticket> ReadAsync(long number)
    {
        await using var db = _database.Open();
        return await db.Tickets.AsNoTracking().Include(t => t.Clocks).Include(t => t.Events.OrderBy(e => e.Sequence)).FirstAsync(t => t.Number == number);
    }
}
