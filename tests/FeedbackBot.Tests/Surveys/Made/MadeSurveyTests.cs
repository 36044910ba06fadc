using FeedbackBot.Surveys;
using FeedbackBot.Surveys.Made;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Surveys.Made;

/// <summary>A made survey behind a link: stored page by page, once, in the version that was sent; anonymous where that was promised.</summary>
public abstract class MadeSurveyTests : MadeSurveyDeskTests
{
    [Fact]
    public async Task The_first_page_is_stored_at_once_and_what_it_opens_is_asked_next()
    {
        var token = await LinkAsync(await PublishedAsync());
        var first = (await Survey.LookAsync(token)).ShouldNotBeNull();
        first.Ask.Select(q => q.Id).ShouldBe(["rating", "bought"]);
        (await Desk.ReadAsync(db => db.Answers.CountAsync())).ShouldBe(0);

        var second = await GiveAsync(token, null, ("rating", "3"), ("bought", "a"), ("bought", "b"), ("why", "of no page yet"));
        second.Ask.Select(q => q.Id).ShouldBe(["which"]);
        (await Survey.LookAsync(token))!.Ask.Select(q => q.Id).ShouldBe(["which"], "whoever comes back goes on where they left");
        (await GiveAsync(token, null)).Faults.ShouldBe(new Dictionary<string, string> { ["which"] = "required" });
        (await GiveAsync(token, null, ("which", "b"))).Ask.Select(q => q.Id).ShouldBe(["why"]);
        var done = await GiveAsync(token, null, ("why", "my card 4111 1111 1111 1111 was refused"));
        (done.State, done.Ask.Count).ShouldBe((SurveyLinkState.Answered, 0));

        var answer = await Desk.ReadAsync(db => db.Answers.SingleAsync());
        (answer.Metric, answer.Value, answer.SurveyVersion, answer.AccountId, answer.Source).ShouldBe((Metric.Csat, 3, 1, Desk.Account.Id, "link"));
        answer.Reason.ShouldNotBeNull().ShouldStartWith("my card");
        answer.Reason.ShouldNotContain("4111 1111");
        var said = await SaidAsync();
        said[..3].ShouldBe(["bought: a", "bought: b", "which: b"]);
        said[3].ShouldStartWith("why: my card");
        said[3].ShouldNotContain("4111 1111");
        (await GiveAsync(token, null, ("rating", "5"))).State.ShouldBe(SurveyLinkState.Answered);
        (await Desk.ReadAsync(db => db.Answers.SingleAsync())).Value.ShouldBe(3);
    }

    [Fact]
    public async Task A_page_that_is_not_in_order_changes_nothing_and_says_what_is_wrong()
    {
        var token = await LinkAsync(await PublishedAsync());
        (await GiveAsync(token, null, ("bought", "x"))).Faults.ShouldBe(new Dictionary<string, string> { ["rating"] = "required", ["bought"] = "invalid" });
        (await Desk.ReadAsync(db => db.Invitations.SingleAsync())).Status.ShouldBe(InvitationStatus.Sent);
        (await Desk.ReadAsync(db => db.Answers.CountAsync())).ShouldBe(0);
        Desk.Desk.Clock.Advance(TimeSpan.FromDays(15));
        (await GiveAsync(token, null, ("rating", "5"))).State.ShouldBe(SurveyLinkState.Expired);
        (await Desk.ReadAsync(db => db.Answers.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task A_page_sent_twice_at_once_is_stored_once()
    {
        var token = await LinkAsync(await PublishedAsync());
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => GiveAsync(token, null, ("rating", "2"), ("bought", "a"))));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => GiveAsync(token, null, ("which", "a"))));
        (await Desk.ReadAsync(db => db.Answers.CountAsync())).ShouldBe(1);
        (await SaidAsync()).ShouldBe(["bought: a", "which: a"]);
    }

    [Fact]
    public async Task Whoever_was_asked_before_answers_the_version_they_were_sent()
    {
        var id = await PublishedAsync();
        var token = await LinkAsync(id);
        await ChangeAsync(id, MadeForms.Draft() with { Questions = [MadeForms.Rating()] }, (await SurveyAsync(id)).Revision);
        await PublishAsync(id);
        (await GiveAsync(token, null, ("rating", "5"), ("bought", "a"))).Ask.ShouldBeEmpty();
        (await Desk.ReadAsync(db => db.Answers.SingleAsync())).SurveyVersion.ShouldBe(1);
        (await SaidAsync()).ShouldBe(["bought: a"]);
    }

    [Fact]
    public async Task A_low_rating_opens_its_case_and_words_of_a_later_page_go_there()
    {
        var token = await LinkAsync(await PublishedAsync());
        var second = await GiveAsync(token, null, ("rating", "1"));
        second.CaseNumber.ShouldNotBeNull();
        await GiveAsync(token, null, ("which", "b"));
        await GiveAsync(token, null, ("why", "The bread was stale"));
        (await Desk.CasesAsync()).Single().Description.ShouldContain("The bread was stale");
    }

    [Fact]
    public async Task A_campaign_sends_a_made_survey_and_its_reminder_asks_the_same()
    {
        var id = await PublishedAsync();
        await StartedAsync(Plan() with { SurveyId = id });
        (await SendAsync()).ShouldBe(1);
        var asked = await Desk.ReadAsync(db => db.Invitations.SingleAsync());
        (asked.SurveyId, asked.SurveyVersion, asked.Metric).ShouldBe((id, 1, Metric.Csat));
        var mail = (await Desk.MailsAsync()).Single();
        mail.Text.ShouldContain("How satisfied are you?");
        mail.Text.ShouldContain("short survey");
        Desk.Desk.Clock.Advance(TimeSpan.FromDays(3));
        (await new FeedbackBot.Conversations.RemindOfSurveys(Desk.Desk.Work, Desk.Desk, Desk.Letter, Desk.Desk.Clock, Microsoft.Extensions.Options.Options.Create(Desk.Settings)).RunAsync()).ShouldBe(1);
        (await Desk.MailsAsync())[1].Text.ShouldContain("How satisfied are you?");
    }

    [Fact]
    public async Task An_anonymous_answer_keeps_nothing_that_leads_to_whoever_gave_it()
    {
        var token = await LinkAsync(await PublishedAsync(isAnonymous: true));
        Desk.Desk.Clock.Advance(TimeSpan.FromHours(3));
        var second = await GiveAsync(token, null, ("rating", "1"));
        (second.CaseNumber, second.Ask.Single().Id).ShouldBe((null, "which"));
        (await Survey.LookAsync(token))!.Ask.ShouldBeEmpty("the link no longer leads to the answer");
        (await GiveAsync(token, null, ("which", "b"))).Ask.ShouldBeEmpty();
        (await SaidAsync()).ShouldBe(["bought: -"]);
        (await GiveAsync(token, second.AnswerId, ("which", "b"))).Ask.Single().Id.ShouldBe("why");
        await GiveAsync(token, second.AnswerId, ("why", "stale"));

        var answer = await Desk.ReadAsync(db => db.Answers.SingleAsync());
        (answer.InvitationId, answer.ContactId, answer.TicketNumber, answer.AccountId, answer.OwnerId).ShouldBe((null, null, null, null, null));
        (answer.Language, answer.Tier, answer.Reason, answer.CaseNumber, answer.Source).ShouldBe((null, null, null, null, "anonymous"));
        answer.AnsweredAt.ShouldBe(Desk.Now.Date);
        var asked = await Desk.ReadAsync(db => db.Invitations.SingleAsync());
        (asked.Status, asked.ClosedAt).ShouldBe((InvitationStatus.Answered, null));
        (await SaidAsync()).ShouldBe(["bought: -", "which: b", "why: stale"]);
        (await Desk.CasesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_anonymous_answer_keeps_its_account_only_where_enough_of_its_contacts_have_answered()
    {
        Desk.Settings.AnonymousFrom = 3;
        var id = await PublishedAsync(isAnonymous: true);
        await ContactsAsync(2);
        var (first, second, third) = (await LinkAsync(id), await LinkAsync(id, "c0"), await LinkAsync(id, "c1"));
        await GiveAsync(first, null, ("rating", "5"));
        await GiveAsync(second, null, ("rating", "4"));
        await GiveAsync(third, null, ("rating", "3"));
        (await Desk.ReadAsync(db => db.Answers.OrderByDescending(a => a.Value).Select(a => a.AccountId).ToListAsync())).ShouldBe([null, null, Desk.Account.Id]);
    }

    [Fact]
    public async Task An_answer_is_not_gone_on_with_from_a_link_of_another_survey()
    {
        var (mine, other) = (await PublishedAsync(isAnonymous: true), await MadeAsync(MadeForms.Draft(isAnonymous: true), "other"));
        await PublishAsync(other);
        Desk.Settings.DaysBetween = 0;
        var (token, foreign) = (await LinkAsync(mine), await LinkAsync(other));
        var answer = (await GiveAsync(token, null, ("rating", "2"))).AnswerId;
        await GiveAsync(foreign, null, ("rating", "2"));
        (await GiveAsync(foreign, answer, ("which", "a"))).Ask.ShouldBeEmpty();
        (await SaidAsync()).ShouldNotContain("which: a");
    }
}

/// <summary>On the default database.</summary>
public sealed class MadeSurveyOnSqliteTests : MadeSurveyTests
{
    internal override Task<SurveyDesk> OpenAsync() => SurveyDesk.OpenAsync();
}

/// <summary>On PostgreSQL.</summary>
public sealed class MadeSurveyOnPostgresTests(PostgresCluster cluster) : MadeSurveyTests, IClassFixture<PostgresCluster>
{
    internal override async Task<SurveyDesk> OpenAsync() => await SurveyDesk.OpenAsync(await cluster.NewDatabaseAsync());
}
