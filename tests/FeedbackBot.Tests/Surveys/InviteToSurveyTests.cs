using FeedbackBot.Accounts;
using FeedbackBot.Satisfaction;
using FeedbackBot.Satisfaction.Measures;
using FeedbackBot.Satisfaction.Rollups;
using FeedbackBot.Surveys;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tests.Surveys;

public class InviteToSurveyTests
{
    [Fact]
    public async Task A_resolved_case_is_asked_about_with_its_attribution_copied_in()
    {
        await using var cast = await SurveyCast.CreateAsync();
        var invitation = await cast.InvitedAsync(1);
        await using var db = cast.Database.Open();
        var stored = await db.Invitations.SingleAsync();
        stored.Id.ShouldBe(invitation.Id);
        stored.Metric.ShouldBe(Metric.Csat);
        stored.ConversationId.ShouldBe(cast.ConversationId);
        stored.ExpiresAt.ShouldBe(stored.SentAt.AddDays(14));
        stored.Attribution.ShouldBe(new Attribution
        {
            AccountId = cast.Account.Id,
            AccountName = "Harbour Foods",
            Tier = "a",
            OwnerId = cast.Owner.Id,
            AgentId = cast.Agent.Id,
            Kind = "complaint",
            Topic = "delivery",
            ListeningPost = "teams",
            Language = "en",
        });
        (await db.TicketEvents.CountAsync(e => e.Code == "survey_sent")).ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_is_asked_before_the_delay_is_over_or_twice_about_one_resolution()
    {
        await using var cast = await SurveyCast.CreateAsync();
        await cast.ResolvedAsync(1);
        (await cast.InviteAsync(1)).ShouldBe(new(SurveyVerdict.NotYet, null));
        cast.Database.Clock.Advance(SurveyCast.Delay);
        (await cast.InviteAsync(1)).Verdict.ShouldBe(SurveyVerdict.Ask);
        (await cast.InviteAsync(1)).ShouldBe(new(SurveyVerdict.AlreadyAsked, null));
    }

    [Fact]
    public async Task Many_at_once_ask_once()
    {
        await using var cast = await SurveyCast.CreateAsync();
        await cast.ResolvedAsync(1);
        cast.Database.Clock.Advance(SurveyCast.Delay);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => cast.InviteAsync(1)));
        outcomes.Count(o => o.Verdict == SurveyVerdict.Ask).ShouldBe(1);
    }

    [Fact]
    public async Task A_second_resolution_is_asked_about_again_and_takes_the_first_question_back()
    {
        await using var cast = await SurveyCast.CreateAsync();
        var first = await cast.InvitedAsync(1);
        cast.Database.Clock.Advance(TimeSpan.FromHours(1));
        await ChangeAsync(cast, t => t.Reopen("not fixed", Actor.Customer, cast.Database.Now));
        (await cast.InviteAsync(1)).Verdict.ShouldBe(SurveyVerdict.NotResolved);
        await ChangeAsync(cast, t => t.Resolve(new("courier", "refund", Responsibility.ThirdParty, true), Actor.System, cast.Database.Now, SurveyCast.Delay));
        cast.Database.Clock.Advance(SurveyCast.Delay);
        (await cast.InviteAsync(1)).Verdict.ShouldBe(SurveyVerdict.Ask);
        (await cast.AnswerAsync(first, 5)).ShouldBe(AnswerOutcome.Closed);
    }

    [Fact]
    public async Task Opening_a_case_again_takes_back_what_was_asked_about_it_at_once()
    {
        await using var cast = await SurveyCast.CreateAsync();
        var first = await cast.InvitedAsync(1);
        await ChangeAsync(cast, t => t.Reopen("not fixed", Actor.Customer, cast.Database.Now));
        await using var db = cast.Database.Open();
        (await db.Invitations.SingleAsync()).Status.ShouldBe(InvitationStatus.Cancelled);
        (await cast.AnswerAsync(first, 1)).ShouldBe(AnswerOutcome.Closed);
        (await db.Answers.CountAsync()).ShouldBe(0);
        var rebuild = new RebuildScores(cast.Database.Work, cast.Database.Contexts, new(cast.Database.Work), cast.Database.Clock, Options.Create(new SatisfactionOptions()));
        (await rebuild.VerifyAsync()).ShouldBe(0, "figures follow in the same commit");
    }

    [Theory]
    [InlineData(false, SurveyVerdict.Ask)]
    [InlineData(true, SurveyVerdict.Fatigue)]
    public async Task A_question_that_was_taken_back_spends_nothing_of_what_the_customer_may_be_asked_and_an_answered_one_does(bool isAnswered, SurveyVerdict verdict)
    {
        await using var cast = await SurveyCast.CreateAsync();
        var first = await cast.InvitedAsync(1);
        if (isAnswered)
        {
            await cast.AnswerAsync(first, 3);
        }

        await ChangeAsync(cast, t => t.Reopen("not fixed", Actor.Customer, cast.Database.Now));
        cast.Database.Clock.Advance(TimeSpan.FromDays(2));
        await ChangeAsync(cast, t => t.Resolve(new("courier", "refund", Responsibility.ThirdParty, true), Actor.System, cast.Database.Now, SurveyCast.Delay));
        cast.Database.Clock.Advance(SurveyCast.Delay);
        var asBefore = new InviteToSurvey(cast.Database.Clock, Options.Create(new SurveyOptions()));
        (await cast.Database.Work.RunAsync(db => asBefore.RunAsync(db, 1))).Verdict.ShouldBe(verdict);
    }

    [Fact]
    public async Task An_answer_counts_for_whoever_owns_the_account_when_the_question_is_sent()
    {
        await using var cast = await SurveyCast.CreateAsync();
        var next = new StaffMember("next@example.com", "Next", StaffRoles.AccountOwner, cast.Database.Now);
        await cast.Database.StoreAsync(next);
        await cast.ResolvedAsync(1);
        await cast.Database.Work.RunAsync(async db =>
        {
            var account = await db.Accounts.SingleAsync();
            account.GiveTo(await db.Staff.SingleAsync(s => s.Id == next.Id), cast.Database.Now);
            account.MoveToTier(AccountTier.B, cast.Database.Now);
        });
        cast.Database.Clock.Advance(SurveyCast.Delay);
        var asked = (await cast.InviteAsync(1)).Invitation.ShouldNotBeNull().Attribution;
        (asked.OwnerId, asked.Tier, asked.Topic).ShouldBe((next.Id, "b", "delivery"));
    }

    [Fact]
    public async Task Whoever_comes_to_belong_to_an_account_brings_open_cases_and_their_ratings_along()
    {
        await using var cast = await SurveyCast.CreateAsync();
        await cast.Database.Work.RunAsync(async db => db.Entry(await db.Contacts.SingleAsync()).Property(c => c.AccountId).CurrentValue = null);
        Ticket open = Stranger(1), over = Stranger(2);
        over.Resolve(new("c", "r", Responsibility.Us, true), Actor.System, cast.Database.Now, SurveyCast.Delay);
        await cast.Database.StoreAsync(open, over);
        await cast.Database.Work.RunAsync(async db => (await db.Contacts.SingleAsync()).BelongTo(await db.Accounts.SingleAsync(), cast.Database.Now));
        await using (var db = cast.Database.Open())
        {
            (await db.Tickets.OrderBy(t => t.Number).Select(t => t.OwnerId).ToListAsync()).ShouldBe([cast.Owner.Id, null], "what is over stays as it was");
            (await db.CaseMeasures.SingleAsync(m => m.TicketNumber == 1)).AccountId.ShouldBe(cast.Account.Id);
        }

        cast.Database.Clock.Advance(SurveyCast.Delay);
        (await cast.InviteAsync(2)).Invitation.ShouldNotBeNull().Attribution.OwnerId.ShouldBe(cast.Owner.Id);

        Ticket Stranger(long number) => new(number, new()
        {
            Subject = "Lid leaks",
            Description = "The lid leaks.",
            Language = Languages.English,
            ListeningPost = "webchat",
            Channel = "webchat",
            ConversationId = cast.ConversationId,
            ContactId = cast.Contact.Id,
        }, cast.Database.Now);
    }

    [Fact]
    public async Task Whose_question_is_due_when_the_case_is_closed_or_merged_stands_among_those_not_asked()
    {
        await using var cast = await SurveyCast.CreateAsync();
        await cast.ResolvedAsync(1);
        await cast.ResolvedAsync(2);
        await cast.Database.StoreAsync(cast.NewComplaint(3));
        await cast.Database.Work.RunAsync(async db =>
        {
            (await db.TicketAsync(1)).Close(cast.Database.Now);
            (await db.TicketAsync(2)).MergeInto(await db.TicketAsync(3), Actor.System, cast.Database.Now);
        });
        await using var db = cast.Database.Open();
        (await db.SurveySkips.OrderBy(s => s.TicketNumber).Select(s => s.Reason).ToListAsync()).ShouldBe(["closed", "merged"]);
    }

    [Fact]
    public async Task Spam_merged_and_withdrawn_cases_and_those_who_opted_out_are_never_asked()
    {
        await using var cast = await SurveyCast.CreateAsync();
        await cast.ResolvedAsync(1, ReadingFlags.Spam);
        var (merged, target, withdrawn) = (cast.NewComplaint(2), cast.NewComplaint(3), cast.NewComplaint(4));
        merged.MergeInto(target, Actor.System, cast.Database.Now);
        withdrawn.Withdraw(Actor.Customer, cast.Database.Now);
        await cast.Database.StoreAsync(merged, target, withdrawn);
        cast.Database.Clock.Advance(SurveyCast.Delay);
        (await cast.InviteAsync(1)).Verdict.ShouldBe(SurveyVerdict.Spam);
        (await cast.InviteAsync(2)).Verdict.ShouldBe(SurveyVerdict.Merged);
        (await cast.InviteAsync(4)).Verdict.ShouldBe(SurveyVerdict.Withdrawn);

        await cast.ResolvedAsync(5);
        await cast.Database.Work.RunAsync(async db =>
            (await db.Contacts.SingleAsync()).Update(new(Preferences: new() { OptedOut = true }), cast.Database.Now));
        cast.Database.Clock.Advance(SurveyCast.Delay);
        (await cast.InviteAsync(5)).Verdict.ShouldBe(SurveyVerdict.OptedOut);
    }

    [Fact]
    public async Task Due_cases_are_found_oldest_first_and_one_that_will_not_be_asked_about_is_not_due_again_but_says_why()
    {
        await using var cast = await SurveyCast.CreateAsync();
        await cast.ResolvedAsync(7, ReadingFlags.Spam);
        cast.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        await cast.ResolvedAsync(3);
        await using var db = cast.Database.Open();
        (await InviteToSurvey.DueAsync(db, cast.Database.Now, 10)).ShouldBeEmpty();
        cast.Database.Clock.Advance(SurveyCast.Delay);
        (await InviteToSurvey.DueAsync(db, cast.Database.Now, 10)).ShouldBe([7, 3]);
        await cast.InviteAsync(7);
        (await InviteToSurvey.DueAsync(db, cast.Database.Now, 10)).ShouldBe([3]);
        (await db.TicketEvents.SingleAsync(e => e.Code == "survey_skipped")).Arguments["reason"].ShouldBe("spam");
    }

    [Fact]
    public async Task A_case_that_does_not_exist_is_refused_by_field()
    {
        await using var cast = await SurveyCast.CreateAsync();
        (await Should.ThrowAsync<RuleViolation>(() => cast.InviteAsync(99))).Field.ShouldBe("ticket");
    }

    private static Task ChangeAsync(SurveyCast cast, Action<Ticket> change) => cast.Database.Work.RunAsync(async db =>
    {
        var ticket = await db.Tickets.Include(t => t.Clocks).SingleAsync();
        change(ticket);
    });

    [Fact]
    public async Task A_quiet_hour_is_waited_out_in_the_customers_own_time()
    {
        await using var cast = await SurveyCast.CreateAsync();
        await cast.Database.Work.RunAsync(async db =>
            (await db.Contacts.SingleAsync()).Update(new(TimeZone: "Asia/Shanghai", Preferences: new() { QuietHours = "16-8" }), cast.Database.Now));
        await cast.ResolvedAsync(1);
        cast.Database.Clock.Advance(SurveyCast.Delay);

        (await cast.InviteAsync(1)).ShouldBe(new(SurveyVerdict.NotYet, null));
        await using (var db = cast.Database.Open())
        {
            (await InviteToSurvey.DueAsync(db, cast.Database.Now, 10)).ShouldBeEmpty("a customer who sleeps does not keep others waiting");
            (await db.Tickets.SingleAsync()).SurveyDueAt.ShouldBe(new DateTime(2026, 11, 17, 0, 0, 0, DateTimeKind.Utc));
        }

        cast.Database.Clock.Set(new DateTime(2026, 11, 17, 0, 0, 0, DateTimeKind.Utc));
        (await cast.InviteAsync(1)).Verdict.ShouldBe(SurveyVerdict.Ask);
    }

    [Fact]
    public async Task Who_wants_mail_only_is_not_asked_in_the_chat()
    {
        await using var cast = await SurveyCast.CreateAsync();
        await cast.Database.Work.RunAsync(async db =>
            (await db.Contacts.SingleAsync()).Update(new(Preferences: new() { Channel = "email" }), cast.Database.Now));
        await cast.ResolvedAsync(1);
        cast.Database.Clock.Advance(SurveyCast.Delay);
        (await cast.InviteAsync(1)).Verdict.ShouldBe(SurveyVerdict.OtherChannel);
        await using var db = cast.Database.Open();
        (await db.Tickets.SingleAsync()).SurveyDueAt.ShouldBeNull();
    }
}
