using System.Text.RegularExpressions;
using FeedbackBot.Accounts;
using FeedbackBot.Conversations;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tests.Surveys;

/// <summary>A question by e-mail is sent once more, exactly once, and one that is too old runs out.</summary>
public abstract partial class RemindOfSurveysTests : SurveyDeskTests
{
    [Fact]
    public async Task After_three_days_an_open_question_is_sent_once_more_and_both_links_answer_it_once()
    {
        var (asked, token) = await Desk.MailedAsync(await Desk.ResolvedAsync());
        Desk.Desk.Clock.Advance(TimeSpan.FromDays(3) - TimeSpan.FromMinutes(1));
        (await RemindAsync()).ShouldBe(0);
        Desk.Desk.Clock.Advance(TimeSpan.FromMinutes(1));
        (await RemindAsync()).ShouldBe(1);
        (await RemindAsync()).ShouldBe(0);
        Desk.Desk.Clock.Advance(TimeSpan.FromDays(5));
        (await RemindAsync()).ShouldBe(0);

        var mail = (await Desk.MailsAsync()).ShouldHaveSingleItem();
        (mail.To, mail.Subject).ShouldBe(("lin@example.com", "FB-000001: your rating is still open"));
        var second = Link().Match(mail.Text).Groups[1].Value;
        mail.Text.ShouldContain($"https://feedback.example.com/survey/{second}/stop?lang=en");
        mail.Html.ShouldContain($"<a href=\"https://feedback.example.com/survey/{second}/stop?lang=en\">");
        second.ShouldNotBe(token);
        (await ByLink.LookAsync(token)).State.ShouldBe(SurveyLinkState.Open);
        (await ByLink.RateAsync(second, 4, null)).State.ShouldBe(SurveyLinkState.Answered);
        (await ByLink.RateAsync(token, 1, null)).State.ShouldBe(SurveyLinkState.Answered);
        (await Desk.ReadAsync(db => db.Answers.SingleAsync())).Value.ShouldBe(4);
        (await Desk.ReadAsync(db => db.Invitations.SingleAsync())).RemindedAt.ShouldBe(asked.SentAt.AddDays(3));
    }

    [Fact]
    public async Task Many_at_once_remind_once()
    {
        await Desk.MailedAsync(await Desk.ResolvedAsync());
        Desk.Desk.Clock.Advance(TimeSpan.FromDays(3));
        var nodes = Enumerable.Range(0, 4).Select(_ => Desk.Desk.NewNode()).ToList();
        (await Task.WhenAll(nodes.Select(n => Task.Run(() => Reminder(n).RunAsync())))).Sum().ShouldBe(1);
        (await Desk.MailsAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_reminder_counts_against_the_budget_and_is_not_sent_after_another_question()
    {
        var first = await Desk.ResolvedAsync();
        await Desk.MailedAsync(first);
        Desk.Desk.Clock.Advance(TimeSpan.FromDays(3));
        await RemindAsync();
        Desk.Desk.Clock.Advance(TimeSpan.FromDays(6));
        var second = await Desk.ResolvedAsync("The lid is missing");
        (await Desk.AskAsync(second)).Verdict.ShouldBe(SurveyVerdict.Fatigue, "nine days after the question, but six after the reminder");

        Desk.Desk.Clock.Advance(TimeSpan.FromDays(8));
        await Desk.MailedAsync(await Desk.ResolvedAsync("The handle broke"));
        Desk.Desk.Clock.Advance(TimeSpan.FromDays(1));
        Desk.Settings.DaysBetween = 0;
        await Desk.HandedAsync(Metric.Nps);
        Desk.Settings.DaysBetween = 7;
        Desk.Desk.Clock.Advance(TimeSpan.FromDays(2));
        (await RemindAsync()).ShouldBe(0);
        var skip = await Desk.ReadAsync(db => db.SurveySkips.SingleAsync(s => s.Kind == SurveyKind.Reminder));
        skip.Reason.ShouldBe("fatigue");
    }

    [Fact]
    public async Task Whoever_wants_none_gets_none_and_quiet_hours_are_waited_out()
    {
        var (asked, _) = await Desk.MailedAsync(await Desk.ResolvedAsync());
        await WishAsync(new() { QuietHours = "8-10" });
        Desk.Desk.Clock.Advance(TimeSpan.FromDays(3));
        (await RemindAsync()).ShouldBe(0);
        (await Desk.ReadAsync(db => db.Invitations.SingleAsync())).RemindAt.ShouldBe(asked.SentAt.AddDays(3).AddHours(1));
        await WishAsync(new() { OptedOut = true });
        Desk.Desk.Clock.Advance(TimeSpan.FromHours(1));
        (await RemindAsync()).ShouldBe(0);
        await WishAsync(new());
        (await RemindAsync()).ShouldBe(0, "skipped is not put off");
        (await Desk.ReadAsync(db => db.SurveySkips.SingleAsync())).Reason.ShouldBe("opted_out");
    }

    [Fact]
    public async Task Nobody_is_reminded_of_what_was_asked_in_a_chat_answered_or_taken_up_again_or_where_the_site_wants_none()
    {
        await Desk.AskedAsync(await Desk.ResolvedAsync());
        Desk.Desk.Clock.Advance(TimeSpan.FromDays(10));
        var (answered, _) = await Desk.MailedAsync(await Desk.ResolvedAsync("The lid is missing"));
        await Desk.AnswerAsync(answered, 5);
        Desk.Desk.Clock.Advance(TimeSpan.FromDays(10));
        var open = await Desk.ResolvedAsync("The handle broke");
        await Desk.MailedAsync(open);
        await Desk.Desk.ReopenAsync(open);
        Desk.Desk.Clock.Advance(TimeSpan.FromDays(10));
        Desk.Settings.ReminderAfterDays = 0;
        await Desk.MailedAsync(await Desk.ResolvedAsync("The spout drips"));
        Desk.Desk.Clock.Advance(TimeSpan.FromDays(10));
        (await RemindAsync()).ShouldBe(0);
        (await Desk.MailsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Questions_run_out_in_bounded_lots_at_the_moment_their_time_was_over()
    {
        var (asked, token) = await Desk.MailedAsync(await Desk.ResolvedAsync());
        Desk.Desk.Clock.Advance(TimeSpan.FromDays(14) - TimeSpan.FromSeconds(1));
        (await ExpireAsync()).ShouldBe(0);
        await Desk.AskedAsync(await Desk.ResolvedAsync("The lid is missing"));
        Desk.Desk.Clock.Advance(TimeSpan.FromHours(5));
        (await ExpireAsync()).ShouldBe(1);
        (await ExpireAsync()).ShouldBe(0);
        var expired = await Desk.ReadAsync(db => db.Invitations.SingleAsync(i => i.Id == asked.Id));
        (expired.Status, expired.ClosedAt, expired.RemindAt).ShouldBe((InvitationStatus.Expired, asked.ExpiresAt, null));
        (await ByLink.RateAsync(token, 5, null)).State.ShouldBe(SurveyLinkState.Expired);
    }

    [Fact]
    public async Task Of_an_answer_and_the_end_of_time_at_the_same_moment_one_wins_and_nothing_is_lost()
    {
        for (var i = 0; i < 5; i++)
        {
            var (asked, _) = await Desk.MailedAsync(await Desk.ResolvedAsync());
            var node = Desk.Desk.NewNode();
            var answering = Desk.AnswerAsync(asked, 5);
            Desk.Desk.Clock.Advance(TimeSpan.FromDays(14));
            await Task.WhenAll(answering, new ExpireInvitations(node, Desk.Desk, Desk.Desk.Clock).RunAsync());
            var status = await Desk.ReadAsync(db => db.Invitations.Where(x => x.Id == asked.Id).Select(x => x.Status).SingleAsync());
            (status == InvitationStatus.Answered).ShouldBe(await Desk.ReadAsync(db => db.Answers.AnyAsync(a => a.InvitationId == asked.Id)));
        }
    }

    [Fact]
    public async Task Whoever_never_wants_to_be_asked_again_says_so_behind_the_link_also_of_an_old_one()
    {
        var (_, token) = await Desk.MailedAsync(await Desk.ResolvedAsync());
        (await Stop.LookAsync(token)).ShouldBe(StopState.Open);
        (await OptedOutAsync()).ShouldBeFalse("looking does nothing");
        (await Stop.RunAsync(token)).ShouldBe(StopState.Stopped);
        (await OptedOutAsync()).ShouldBeTrue();
        (await ByLink.LookAsync(token)).State.ShouldBe(SurveyLinkState.Dismissed);
        (await Stop.RunAsync(new string('0', 64))).ShouldBe(StopState.Unknown);

        await WishAsync(new() { QuietHours = "20-8" });
        Desk.Desk.Clock.Advance(TimeSpan.FromDays(100));
        await Stop.RunAsync(token);
        (await Desk.ReadAsync(db => db.Contacts.SingleAsync(c => c.Id == Desk.Lin.Id))).Preferences.ShouldBe(new ContactPreferences { QuietHours = "20-8", OptedOut = true });
    }

    private StopAsking Stop => new(Desk.Desk.Work, Desk.Desk, Desk.Desk.Clock);

    private AnswerByLink ByLink => new(Desk.Desk.Work, Desk.Desk, new RecordAnswer(Desk.Follow, Desk.Desk.Clock, Microsoft.Extensions.Options.Options.Create(Desk.Settings)), new DismissInvitation(Desk.Desk.Clock), Desk.Desk.Clock);

    private RemindOfSurveys Reminder(UnitOfWork node) => new(node, Desk.Desk, Desk.Letter, Desk.Desk.Clock, Options.Create(Desk.Settings));

    private Task<int> RemindAsync() => Reminder(Desk.Desk.Work).RunAsync();

    private Task<int> ExpireAsync() => new ExpireInvitations(Desk.Desk.Work, Desk.Desk, Desk.Desk.Clock).RunAsync();

    private Task<bool> OptedOutAsync() => Desk.ReadAsync(async db => (await db.Contacts.SingleAsync(c => c.Id == Desk.Lin.Id)).Preferences.OptedOut);

    private Task WishAsync(ContactPreferences wishes) =>
        Desk.Desk.DoAsync(async db => (await db.Contacts.SingleAsync(c => c.Id == Desk.Lin.Id)).Update(new(TimeZone: "Asia/Shanghai", Preferences: wishes), Desk.Now));

    [GeneratedRegex("/survey/([0-9a-f]{64})\\?")]
    private static partial Regex Link();
}

/// <summary>On the default database.</summary>
public sealed class RemindOfSurveysOnSqliteTests : RemindOfSurveysTests
{
    internal override Task<SurveyDesk> OpenAsync() => SurveyDesk.OpenAsync();
}

/// <summary>On PostgreSQL.</summary>
public sealed class RemindOfSurveysOnPostgresTests(PostgresCluster cluster) : RemindOfSurveysTests, IClassFixture<PostgresCluster>
{
    internal override async Task<SurveyDesk> OpenAsync() => await SurveyDesk.OpenAsync(await cluster.NewDatabaseAsync());
}
