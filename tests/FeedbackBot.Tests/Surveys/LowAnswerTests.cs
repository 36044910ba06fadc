using System.Text.Json;
using FeedbackBot.Accounts;
using FeedbackBot.Host.Settings;
using FeedbackBot.Host.StaffConsole.Notifications;
using FeedbackBot.Outbox;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tests.Surveys;

/// <summary>A low answer is followed up at once, in one case, by whoever answers for the customer.</summary>
public abstract class LowAnswerTests : SurveyDeskTests
{
    [Fact]
    public async Task A_low_answer_about_a_resolved_case_opens_one_complaint_that_follows_it_and_leaves_the_first_as_rated()
    {
        var first = await Desk.ResolvedAsync();
        var asked = await Desk.AskedAsync(first);
        (await Desk.AnswerAsync(asked, 2, "Nobody rang back, my card is 4111 1111 1111 1111")).ShouldBe(AnswerOutcome.Recorded);
        (await Desk.AnswerAsync(asked, 1)).ShouldBe(AnswerOutcome.AlreadyAnswered);

        var cases = await Desk.CasesAsync();
        cases.Count.ShouldBe(2);
        var (before, opened) = (cases[0], cases[1]);
        (opened.Kind, opened.Status, opened.ContactId, opened.AccountId, opened.ConversationId, opened.OwnerId, opened.ReceiptCode)
            .ShouldBe((TicketKind.Complaint, TicketStatus.New, before.ContactId, Desk.Account.Id, before.ConversationId, Desk.Owner.Id, before.ReceiptCode));
        opened.Description.ShouldStartWith("Nobody rang back");
        opened.Description.ShouldNotContain("4111 1111");
        (opened.TeamId, opened.StartedAt).ShouldBe((before.TeamId, before.BeganAt));
        opened.Clocks.Count.ShouldBe(2, "promised like any other");
        opened.Events.Single(e => e.Code == "low_answer").Arguments["ticket"].ShouldBe(before.Id);
        (before.Status, before.ReopenCount).ShouldBe((TicketStatus.Closed, 0), "words that come now belong to the new one");
        await using var db = Desk.Desk.CreateDbContext();
        (await db.TicketLinks.SingleAsync(l => l.Type == TicketLink.FollowUpOf)).ShouldSatisfyAllConditions(l => l.FromNumber.ShouldBe(opened.Number), l => l.ToNumber.ShouldBe(first));
        var answer = await db.Answers.SingleAsync();
        (answer.Value, answer.CaseNumber, answer.TicketNumber).ShouldBe((2, opened.Number, first));
    }

    [Theory]
    [InlineData(Metric.Csat, 2, true)]
    [InlineData(Metric.Csat, 3, false)]
    [InlineData(Metric.Nps, 6, true)]
    [InlineData(Metric.Nps, 7, false)]
    [InlineData(Metric.Ces, 2, true)]
    [InlineData(Metric.Ces, 3, false)]
    public async Task Of_the_whole_relationship_a_low_answer_gets_a_case_of_its_own(Metric metric, int value, bool opens)
    {
        await Desk.AnswerAsync(await Desk.HandedAsync(metric), value, "You never call");
        var cases = await Desk.CasesAsync();
        cases.Count.ShouldBe(opens ? 1 : 0);
        cases.ShouldAllBe(c => c.Kind == TicketKind.Complaint && c.Description == "You never call" && c.ContactId == Desk.Lin.Id && c.AccountId == Desk.Account.Id && c.Channel == "api");
    }

    [Fact]
    public async Task The_reason_that_comes_later_becomes_what_the_case_is_about_and_what_comes_after_it_is_added()
    {
        var asked = await Desk.AskedAsync(await Desk.ResolvedAsync());
        await Desk.AnswerAsync(asked, 1);
        (await Desk.CasesAsync())[1].Subject.ShouldContain("1 of 5");
        await Desk.ExplainAsync(asked, "The kettle caught fire and burned my hand!");
        var opened = (await Desk.CasesAsync())[1];
        (opened.Subject, opened.Description).ShouldBe(("The kettle caught fire and burned my hand!", "The kettle caught fire and burned my hand!"));
        (opened.Priority, opened.Flags.HasFlag(ReadingFlags.Safety)).ShouldBe((TicketPriority.Urgent, true), "danger is heard here too");
        await Desk.ExplainAsync(asked, "And nobody said sorry.");
        (await Desk.CasesAsync())[1].Description.ShouldEndWith("\nAnd nobody said sorry.");
        (await Desk.CasesAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Of_spam_nothing_is_opened_and_switched_off_nothing_at_all()
    {
        var asked = await Desk.AskedAsync(await Desk.ResolvedAsync());
        await Desk.Desk.DoAsync(async db => (await db.Tickets.SingleAsync()).HeardAs(FeedbackBot.Tests.Understanding.Reader.Embedded.Read("x", "en") with { Flags = ReadingFlags.Spam }, Desk.Now));
        await Desk.AnswerAsync(asked, 1);
        (await Desk.CasesAsync()).Count.ShouldBe(1);

        Desk.Desk.Clock.Advance(TimeSpan.FromDays(30));
        Desk.Settings.FollowLowAnswers = false;
        await Desk.AnswerAsync(await Desk.HandedAsync(Metric.Nps), 0);
        (await Desk.CasesAsync()).Count.ShouldBe(1);
        (await Desk.ReadAsync(db => db.Answers.CountAsync(a => a.CaseNumber == null))).ShouldBe(2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task About_a_case_that_was_merged_meanwhile_it_is_followed_up_where_the_work_goes_on(bool isOpen)
    {
        var (part, whole) = (await Desk.ResolvedAsync(), await Desk.ResolvedAsync("The kettle leaks again"));
        var asked = await Desk.AskedAsync(part);
        await Desk.Desk.DoAsync(async db =>
        {
            var into = await db.TicketAsync(whole);
            if (isOpen)
            {
                into.Reopen("still", Actor.Customer, Desk.Now);
            }

            (await db.TicketAsync(part)).MergeInto(into, Desk.Desk.By, Desk.Now);
        });
        await Desk.AnswerAsync(asked, 1, "Nobody understood me");
        var cases = await Desk.CasesAsync();
        cases.Count.ShouldBe(isOpen ? 2 : 3);
        cases[^1].Description.ShouldEndWith("Nobody understood me");
        (await Desk.ReadAsync(db => db.Answers.SingleAsync())).CaseNumber.ShouldBe(cases[^1].Number);
    }

    [Fact]
    public async Task The_second_question_is_asked_where_the_case_that_a_low_answer_opened_became_a_part()
    {
        await Desk.AnswerAsync(await Desk.AskedAsync(await Desk.ResolvedAsync()), 1, "Nobody rang back");
        var (opened, whole) = ((await Desk.CasesAsync())[1].Number, await Desk.ResolvedAsync("The kettle leaks again"));
        await Desk.Desk.DoAsync(async db => (await db.TicketAsync(opened)).MergeInto(await db.TicketAsync(whole), Desk.Desk.By, Desk.Now));
        Desk.Desk.Clock.Advance(TimeSpan.FromDays(31));
        var second = await Desk.AskedAsync(whole);
        var low = await Desk.ReadAsync(db => db.Answers.SingleAsync());
        (await Desk.ReadAsync(db => db.Invitations.SingleAsync(i => i.Id == second.Id))).RecoversId.ShouldBe(low.Id);
    }

    [Fact]
    public async Task Where_the_work_goes_on_already_the_answer_goes_there_and_nobody_gets_a_second_case()
    {
        var first = await Desk.ResolvedAsync();
        var asked = await Desk.AskedAsync(first);
        await Desk.Desk.DoAsync(async db => (await db.TicketAsync(first)).Close(Desk.Now));
        var later = await Desk.ResolvedAsync("It leaks again");
        await Desk.Desk.DoAsync(async db =>
        {
            var ticket = await db.TicketAsync(later);
            ticket.Reopen("still", Actor.Customer, Desk.Now);
            db.Link(ticket, await db.TicketAsync(first), TicketLink.FollowUpOf, Actor.Customer, Desk.Now);
        });
        await Desk.AnswerAsync(asked, 1, "It leaks more than before");
        (await Desk.CasesAsync()).Count.ShouldBe(2);
        (await Desk.CasesAsync())[1].Description.ShouldBe("It leaks again\nIt leaks more than before");
        (await Desk.ReadAsync(db => db.Answers.SingleAsync())).CaseNumber.ShouldBe(later);
    }

    [Fact]
    public async Task Owner_and_lead_are_told_at_once_and_the_owner_by_e_mail_in_their_language_with_the_way_there()
    {
        var asked = await Desk.AskedAsync(await Desk.ResolvedAsync());
        await Desk.ToldAsync();
        await Desk.AnswerAsync(asked, 1, "Nobody rang back");
        (await Desk.ToldAsync()).ShouldBe(["lee low_answer", "wang low_answer"]);
        await new SendNotifications(Desk.Desk.Work, Desk.Desk, Desk.Desk.Clock, Options.Create(new FeedbackBotOptions { PublicUrl = "https://feedback.example.com" }), NullLogger<SendNotifications>.Instance).RunAsync();
        var mails = await Desk.ReadAsync(db => db.Outbox.AsNoTracking().Where(o => o.Kind == OutboxItem.EmailKind).Select(o => o.Payload).ToListAsync());
        var opened = (await Desk.CasesAsync())[1];
        var (owner, lead) = (Mail("wang.wei@example.com"), Mail("lee@example.com"));
        owner.Subject.ShouldBe($"低分评价（满意度 1 分）：{opened.Id} Nobody rang back");
        lead.Subject.ShouldBe($"Low rating, CSAT 1: {opened.Id} Nobody rang back");
        owner.Text.ShouldContain($"https://feedback.example.com/console/tickets/{opened.Id}");

        Email Mail(string to) => mails.Select(m => JsonSerializer.Deserialize<Email>(m, StoredJson.Options)!).Single(m => m.To == to);
    }

    [Fact]
    public async Task Whoever_keeps_away_from_the_first_case_keeps_away_from_what_follows_and_hears_nothing()
    {
        var first = await Desk.ResolvedAsync();
        var asked = await Desk.AskedAsync(first);
        await Desk.Desk.DoAsync(async db => await db.RecuseAsync(await db.TicketAsync(first), await db.Staff.FirstAsync(s => s.Id == Desk.Desk.Lee.Id), "subject", Actor.System, Desk.Now));
        await Desk.AnswerAsync(asked, 1);
        (await Desk.ToldAsync()).ShouldBe(["wang low_answer"]);
        (await Desk.ReadAsync(db => db.Recusals.CountAsync(r => r.StaffId == Desk.Desk.Lee.Id))).ShouldBe(2);
    }

    [Fact]
    public async Task The_case_of_a_low_answer_is_asked_about_on_the_same_scale_and_both_answers_make_a_pair_once()
    {
        await Desk.AnswerAsync(await Desk.HandedAsync(Metric.Nps), 3, "You never call");
        var opened = (await Desk.CasesAsync()).Single();
        Desk.Desk.Clock.Advance(TimeSpan.FromDays(10));
        await Desk.Desk.ResolveAsync(opened.Number);
        var again = await Desk.AskedAsync(opened.Number);
        again.Metric.ShouldBe(Metric.Nps);
        await Desk.AnswerAsync(again, 9);
        await using (var db = Desk.Desk.CreateDbContext())
        {
            var low = await db.Answers.SingleAsync(a => a.Value == 3);
            (again.RecoversId, (await db.Answers.SingleAsync(a => a.Value == 9)).RecoversId).ShouldBe((low.Id, low.Id));
        }

        Desk.Desk.Clock.Advance(TimeSpan.FromDays(10));
        await Desk.Desk.ReopenAsync(opened.Number);
        await Desk.Desk.ResolveAsync(opened.Number);
        var third = await Desk.AskedAsync(opened.Number);
        (third.Metric, third.RecoversId).ShouldBe((Metric.Csat, null));
    }

    [Fact]
    public async Task Many_answers_at_once_open_one_case()
    {
        var asked = await Desk.AskedAsync(await Desk.ResolvedAsync());
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Desk.AnswerAsync(asked, 1)));
        (await Desk.CasesAsync()).Count.ShouldBe(2);
    }
}

/// <summary>On the default database.</summary>
public sealed class LowAnswerOnSqliteTests : LowAnswerTests
{
    internal override Task<SurveyDesk> OpenAsync() => SurveyDesk.OpenAsync();
}

/// <summary>On PostgreSQL.</summary>
public sealed class LowAnswerOnPostgresTests(PostgresCluster cluster) : LowAnswerTests, IClassFixture<PostgresCluster>
{
    internal override async Task<SurveyDesk> OpenAsync() => await SurveyDesk.OpenAsync(await cluster.NewDatabaseAsync());
}
