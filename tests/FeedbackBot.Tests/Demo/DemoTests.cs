using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Outbox;
using FeedbackBot.Satisfaction;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tests.Demo;

/// <summary>The sample company has something of everything, and nothing in it contradicts itself.</summary>
public sealed class DemoTests(FilledDemo demo) : IClassFixture<FilledDemo>
{
    [Fact]
    public async Task Every_tier_status_kind_and_listening_post_is_there()
    {
        await using var db = demo.Open();
        (await db.Accounts.Select(a => a.Tier).Distinct().ToListAsync()).Order().ShouldBe(Enum.GetValues<AccountTier>());
        (await db.Tickets.Select(t => t.Status).Distinct().ToListAsync()).Order().ShouldBe(Enum.GetValues<TicketStatus>());
        (await db.Tickets.Where(t => t.Kind != null).Select(t => t.Kind!.Value).Distinct().ToListAsync()).Order().ShouldBe(Enum.GetValues<TicketKind>());
        (await db.Tickets.Select(t => t.ListeningPost).Distinct().ToListAsync()).Order(StringComparer.Ordinal)
            .ShouldBe(["api", "counter", "email", "phone", "survey", "teams", "webchat"]);
        (await db.Accounts.CountAsync()).ShouldBe(40);
        (await db.Accounts.AllAsync(a => a.OwnerId != null && a.AnnualValueMinor > 0)).ShouldBeTrue();
    }

    [Fact]
    public async Task Nothing_lies_in_the_future()
    {
        await using var db = demo.Open();
        (await db.Messages.MaxAsync(m => m.SentAt)).ShouldBeLessThan(FilledDemo.FilledAt);
        (await db.TicketEvents.MaxAsync(e => e.At)).ShouldBeLessThan(FilledDemo.FilledAt);
        (await db.Tickets.MaxAsync(t => t.UpdatedAt)).ShouldBeLessThan(FilledDemo.FilledAt);
        (await db.Answers.MaxAsync(a => a.AnsweredAt)).ShouldBeLessThan(FilledDemo.FilledAt);
        (await db.Outbox.MaxAsync(o => o.SentAt)).ShouldNotBeNull().ShouldBeLessThan(FilledDemo.FilledAt);
    }

    [Fact]
    public async Task What_happened_to_a_case_happened_in_order()
    {
        await using var db = demo.Open();
        var tickets = await db.Tickets.AsNoTracking().Include(t => t.Events).ToListAsync();
        tickets.Count.ShouldBeGreaterThan(50);
        foreach (var ticket in tickets)
        {
            var times = ticket.Events.OrderBy(e => e.Sequence).Select(e => e.At).ToList();
            times.ShouldBe(times.Order().ToList(), customMessage: ticket.Id);
            times[0].ShouldBe(ticket.CreatedAt, ticket.Id);
            (ticket.FirstRespondedAt < ticket.CreatedAt).ShouldBeFalse(ticket.Id);
            (ticket.ResolvedAt < ticket.FirstRespondedAt).ShouldBeFalse(ticket.Id);
            (ticket.Status == TicketStatus.Resolved || (ticket.Status == TicketStatus.Closed && ticket.Events.Any(e => e.Code == "closed"))).ShouldBe(ticket.ResolvedAt != null, ticket.Id);
        }
    }

    [Fact]
    public async Task Only_cases_that_were_resolved_have_answers()
    {
        await using var db = demo.Open();
        var answers = await db.Answers.AsNoTracking().Where(a => a.InvitationId != null && a.TicketNumber != null).ToListAsync();
        answers.Count.ShouldBeGreaterThan(10);
        foreach (var answer in answers)
        {
            var invitation = await db.Invitations.AsNoTracking().SingleAsync(i => i.Id == answer.InvitationId);
            invitation.Status.ShouldBe(InvitationStatus.Answered);
            answer.AnsweredAt.ShouldBeGreaterThan(invitation.SentAt);
            (await db.TicketEvents.AnyAsync(e => e.TicketNumber == answer.TicketNumber && e.Code == "resolved" && e.At <= answer.AnsweredAt)).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Low_ratings_are_followed_up_and_some_of_those_customers_rated_again()
    {
        await using var db = demo.Open();
        (await db.Answers.CountAsync(a => a.CaseNumber != null)).ShouldBeGreaterThan(1);
        (await db.Answers.CountAsync(a => a.RecoversId != null)).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_campaign_has_asked_the_largest_accounts_and_some_of_them_have_answered()
    {
        await using var db = demo.Open();
        var campaign = (await new ReadCampaigns(Options.Create(new SatisfactionOptions())).ListAsync(db)).ShouldHaveSingleItem();
        (campaign.Campaign.Status, campaign.Waiting).ShouldBe((FeedbackBot.Surveys.Campaigns.CampaignStatus.Done, 0));
        campaign.Answered.ShouldBeGreaterThan(4);
        campaign.Sent.ShouldBeGreaterThan(campaign.Answered);
        campaign.Score.Value.ShouldNotBeNull();
    }

    [Fact]
    public async Task Nobody_waits_to_be_asked_how_it_went()
    {
        await using var db = demo.Open();
        var limit = FilledDemo.FilledAt.AddMinutes(-1);
        (await db.Tickets.Where(t => t.SurveyDueAt < limit).Select(t => t.Number).ToListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_case_has_its_conversation_with_the_customers_words()
    {
        await using var db = demo.Open();
        var messages = db.Messages;
        var silent = db.Tickets.Where(t => !messages.Any(m => m.ConversationId == t.ConversationId && m.Speaker == Speaker.Customer));
        (await silent.CountAsync()).ShouldBe(0);
        var chats = await db.Conversations.Where(c => c.Channel != "api").Select(c => c.TicketCount).ToListAsync();
        chats.Count(n => n > 0).ShouldBeGreaterThan((int)(chats.Count * 0.9));
    }

    [Fact]
    public async Task Promises_are_kept_and_broken_and_every_owner_had_thirteen_digests()
    {
        await using var db = demo.Open();
        var clocks = await db.TicketClocks.AsNoTracking().ToListAsync();
        clocks.Select(c => c.StateAt(FilledDemo.FilledAt)).Distinct().Order().ShouldBe(Enum.GetValues<ClockState>());
        var digests = await db.Digests.AsNoTracking().GroupBy(d => d.OwnerId).Select(g => g.Count()).ToListAsync();
        digests.Count.ShouldBe(5);
        digests.ShouldAllBe(n => n == 13);
        // Letters to customers of the last hours go out when the demo starts.
        var carried = db.Digests.Select(d => d.OutboxId);
        (await db.Outbox.Where(o => carried.Contains(o.Id)).Select(o => o.Status).Distinct().ToListAsync()).ShouldBe([OutboxStatus.Sent]);
        (await db.Answers.CountAsync(a => a.Source == "link")).ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task A_second_fill_tells_the_same_story()
    {
        using var folder = new TemporaryFolder();
        List<string> again;
        await using (var other = await FilledDemo.FillAsync(folder))
        {
            await using var filled = FilledDemo.Open(other);
            again = await SaidAsync(filled);
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        await using var db = demo.Open();
        again.ShouldBe(await SaidAsync(db));
    }

    /// <summary>What customers and agents said and how it was rated; the bot's receipts carry a code of chance.</summary>
    private static async Task<List<string>> SaidAsync(FeedbackDb db)
    {
        var keys = await db.Conversations.Where(c => c.Channel != "api").OrderBy(c => c.Key).Select(c => new { c.Id, c.Key }).ToListAsync();
        var said = new List<string>();
        foreach (var chat in keys)
        {
            said.AddRange(await db.Messages.Where(m => m.ConversationId == chat.Id && m.Speaker != Speaker.Bot)
                .OrderBy(m => m.Sequence).Select(m => chat.Key + ": " + m.Text).ToListAsync());
        }

        said.AddRange(await db.Tickets.OrderBy(t => t.Number).Select(t => t.Subject).ToListAsync());
        return said;
    }
}
