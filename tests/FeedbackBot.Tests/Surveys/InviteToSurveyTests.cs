using FeedbackBot.Accounts;
using FeedbackBot.Surveys;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;

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
