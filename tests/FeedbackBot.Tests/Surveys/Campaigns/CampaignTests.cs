using FeedbackBot.Access;
using FeedbackBot.Accounts;
using FeedbackBot.Conversations;
using FeedbackBot.Satisfaction;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Surveys.Campaigns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tests.Surveys.Campaigns;

/// <summary>A campaign asks everybody whom it has drawn, once, within budget and wishes, and sends nothing once it was stopped.</summary>
public abstract class CampaignTests : CampaignDeskTests
{
    [Fact]
    public async Task The_question_goes_by_e_mail_counts_for_the_account_and_its_answers_for_the_campaign()
    {
        await ContactsAsync(3);
        var id = await StartedAsync(Plan(metric: Metric.Csat));
        (await SendAsync()).ShouldBe(4);
        (await SendAsync()).ShouldBe(0);
        var asked = await Desk.ReadAsync(db => db.Invitations.OrderBy(i => i.Id).ToListAsync());
        asked.Select(i => (i.CampaignId, i.Metric, i.Delivery, i.TicketNumber, i.Attribution.AccountId, i.Attribution.OwnerId, i.RemindAt))
            .Distinct().ShouldBe([(id, Metric.Csat, SurveyDelivery.Email, null, Desk.Account.Id, Desk.Owner.Id, Desk.Now.AddDays(3))]);
        var mail = (await Desk.MailsAsync()).Single(m => m.To == "lin@example.com");
        (mail.Subject, mail.Text.Contains("how satisfied are you with us", StringComparison.Ordinal)).ShouldBe(("May we ask you one question?", true));
        mail.Text.ShouldContain("/stop?lang=en");

        await Desk.AnswerAsync(asked[0], 5);
        await Desk.AnswerAsync(asked[1], 2);
        await Desk.Desk.DoAsync(db => new DismissInvitation(Desk.Desk.Clock).RunAsync(db, asked[2].Id));
        await Desk.AnswerAsync(await Desk.AskedAsync(await Desk.ResolvedAsync(contact: await ContactAsync("beside", account: "HARBOUR"))), 1);
        var few = await ProgressAsync(id);
        (few.Drawn, few.Sent, few.Answered, few.Dismissed, few.Open, few.Waiting, few.ResponseRate).ShouldBe((4, 4, 2, 1, 1, 0, 0.5));
        (few.Campaign.Status, few.Campaign.AudienceSize, few.Score.N, few.Score.Note).ShouldBe((CampaignStatus.Done, 4, 2L, ScoreFormula.NotEnoughAnswers));
        var score = (await ProgressAsync(id, minimum: 2)).Score;
        var formula = ScoreFormula.Of(Metric.Csat, new Dictionary<int, long> { [5] = 1, [2] = 1 }, 2);
        (score.Value, score.Low, score.High, score.N).ShouldBe((formula.Value, formula.Low, formula.High, 2L));
    }

    [Fact]
    public async Task Nothing_goes_out_before_the_first_day_and_never_more_than_the_days_number()
    {
        await ContactsAsync(4);
        var id = await StartedAsync(Plan(most: 2) with { StartDay = Today.AddDays(1) });
        (await SendAsync()).ShouldBe(0);
        Desk.Desk.Clock.Advance(TimeSpan.FromDays(1));
        (await SendAsync()).ShouldBe(2);
        (await SendAsync()).ShouldBe(0);
        (await ProgressAsync(id)).Waiting.ShouldBe(3);
        Desk.Desk.Clock.Advance(TimeSpan.FromDays(1));
        (await SendAsync()).ShouldBe(2);
        Desk.Desk.Clock.Advance(TimeSpan.FromDays(1));
        (await SendAsync()).ShouldBe(1);
        (await ProgressAsync(id)).Campaign.Status.ShouldBe(CampaignStatus.Done);
    }

    [Fact]
    public async Task Whoever_is_not_asked_is_on_record_once_with_the_reason_and_a_quiet_hour_only_waits()
    {
        await ContactAsync("silent", null);
        await ContactAsync("unwilling", wishes: new() { OptedOut = true });
        await ContactAsync("caller", wishes: new() { Channel = "phone" });
        await ContactAsync("asleep", wishes: new() { QuietHours = "0-2" });
        await Desk.AskedAsync(await Desk.ResolvedAsync());
        var id = await StartedAsync();
        (await SendAsync()).ShouldBe(0);
        (await SendAsync()).ShouldBe(0);
        var progress = await ProgressAsync(id);
        progress.Skipped.ShouldBe([("fatigue", 1), ("no_address", 1), ("opted_out", 1), ("other_channel", 1)]);
        (progress.Waiting, progress.Campaign.Status).ShouldBe((1, CampaignStatus.Running));
        (await Desk.ReadAsync(db => db.SurveySkips.Where(s => s.Kind == SurveyKind.Campaign).OrderBy(s => s.Reason).Select(s => s.Reason).ToListAsync()))
            .ShouldBe(["fatigue", "no_address", "opted_out", "other_channel"]);
        Desk.Desk.Clock.Set(Desk.Now.Date.AddHours(2));
        (await SendAsync()).ShouldBe(1);
        (await ProgressAsync(id)).Campaign.Status.ShouldBe(CampaignStatus.Done);
        (await Desk.MailsAsync()).Select(m => m.To).ShouldBe(["asleep@example.com"]);
    }

    [Fact]
    public async Task Many_who_send_at_once_ask_everybody_once_and_keep_to_the_days_number()
    {
        await ContactsAsync(12);
        var id = await StartedAsync(Plan(most: 9));
        (await AtOnceAsync()).ShouldBe(9);
        Desk.Desk.Clock.Advance(TimeSpan.FromDays(1));
        (await AtOnceAsync()).ShouldBe(4);
        (await Desk.MailsAsync()).Select(m => m.To).Distinct().Count().ShouldBe(13);
        (await Desk.MailsAsync()).Count.ShouldBe(13);
        var progress = await ProgressAsync(id);
        (progress.Sent, progress.Drawn, progress.Campaign.AudienceSize, progress.Campaign.Status).ShouldBe((13, 13, 13, CampaignStatus.Done));

        async Task<int> AtOnceAsync() => (await Task.WhenAll(Nodes().Select(n => Task.Run(() => SendAsync(n))))).Sum();
    }

    [Fact]
    public async Task A_large_audience_is_drawn_once_in_parts_also_by_two_at_once()
    {
        await Desk.Desk.DoAsync(async db =>
        {
            var account = await db.Accounts.SingleAsync();
            for (var i = 0; i < 1200; i++)
            {
                var contact = new Contact(Desk.Now.AddSeconds(-i));
                contact.BelongTo(account, Desk.Now);
                db.Contacts.Add(contact);
            }
        });
        var id = await StartedAsync(Plan(percent: 40));
        var preview = await Desk.ReadAsync(async db => await new ReadAudience(Desk.Desk.Clock).RunAsync(db, await db.Campaigns.SingleAsync()));
        (preview.Contacts, preview.Reachable).ShouldBe((1201, 1));
        await Task.WhenAll(Nodes().Take(2).Select(n => Task.Run(() => SendAsync(n))));
        var progress = await ProgressAsync(id);
        (progress.Campaign.IsDrawn, progress.Campaign.AudienceSize, progress.Drawn).ShouldBe((true, 1201, preview.Drawn));
        var drawn = await Desk.ReadAsync(db => db.CampaignContacts.Select(c => c.ContactId).ToListAsync());
        drawn.ShouldAllBe(c => Sampling.Draws(id, c, 40));
        drawn.Count.ShouldBeInRange(380, 580);
    }

    [Fact]
    public async Task What_breaks_off_leaves_nothing_behind_and_a_second_question_cannot_be_stored()
    {
        var id = await StartedAsync();
        await Should.ThrowAsync<TimeoutException>(Desk.Desk.DoAsync(async db =>
        {
            await new DrawSample(Desk.Desk.Clock).RunAsync(db, id);
            throw new TimeoutException();
        }));
        await Desk.Desk.DoAsync(db => new DrawSample(Desk.Desk.Clock).RunAsync(db, id));
        await Should.ThrowAsync<TimeoutException>(Desk.Desk.DoAsync(async db =>
        {
            (await Invite.RunAsync(db, id, Desk.Lin.Id)).Invitation.ShouldNotBeNull();
            throw new TimeoutException();
        }));
        (await Desk.ReadAsync(db => db.Campaigns.SingleAsync())).SentToday.ShouldBe(0);
        (await SendAsync()).ShouldBe(1);
        await Should.ThrowAsync<DbUpdateException>(Desk.Desk.DoAsync(async db =>
        {
            var again = new Invitation(Metric.Nps, Desk.Lin, null, Desk.Now, TimeSpan.FromDays(1));
            again.AskFor(await db.Campaigns.SingleAsync());
            db.Invitations.Add(again);
        }));
    }

    [Fact]
    public async Task Paused_it_sends_nothing_and_goes_on_when_resumed_and_stopped_it_is_over_at_once()
    {
        await ContactsAsync(3);
        var id = await StartedAsync(Plan(most: 1));
        (await SendAsync()).ShouldBe(1);
        Desk.Desk.Clock.Advance(TimeSpan.FromDays(1));
        await PauseAsync(id);
        await PauseAsync(id);
        (await SendAsync()).ShouldBe(0);
        await ResumeAsync(id);
        (await SendAsync()).ShouldBe(1);

        Desk.Desk.Clock.Advance(TimeSpan.FromDays(1));
        var batch = await Desk.ReadAsync(db => Invite.DueAsync(db, id, 10));
        batch.Count.ShouldBe(2);
        await StopAsync(id);
        var late = await Desk.Desk.Work.RunAsync(db => Invite.RunAsync(db, id, batch[0]));
        (late.MayGoOn, late.Invitation).ShouldBe((false, null));
        (await SendAsync()).ShouldBe(0);
        (await Should.ThrowAsync<RuleViolation>(ResumeAsync(id))).Code.ShouldBe("campaign_not_running");
        var campaign = (await ProgressAsync(id)).Campaign;
        (campaign.Status, campaign.EndedAt).ShouldBe((CampaignStatus.Stopped, Desk.Now));
        (await Desk.ReadAsync(db => db.AuditEntries.OrderBy(e => e.Sequence).ToListAsync())).Where(e => e.Code.StartsWith("campaign.", StringComparison.Ordinal))
            .Select(e => $"{e.ActorName} {e.Code} {e.Arguments["name"]}")
            .ShouldBe(new[] { "started", "paused", "resumed", "stopped" }.Select(c => $"mei campaign.{c} How are we doing?"));
    }

    [Fact]
    public async Task While_it_is_paused_reminders_wait_and_once_it_is_stopped_nobody_is_reminded()
    {
        await ContactsAsync(2);
        var id = await StartedAsync(Plan(most: 1));
        (await SendAsync()).ShouldBe(1);
        Desk.Desk.Clock.Advance(TimeSpan.FromDays(3));
        await PauseAsync(id);
        (await RemindAsync()).ShouldBe(0);
        await ResumeAsync(id);
        (await RemindAsync()).ShouldBe(0, "it waits for an hour");
        Desk.Desk.Clock.Advance(TimeSpan.FromHours(1));
        (await RemindAsync()).ShouldBe(1);
        (await SendAsync()).ShouldBe(1);
        await StopAsync(id);
        Desk.Desk.Clock.Advance(TimeSpan.FromDays(4));
        (await RemindAsync()).ShouldBe(0);
        (await Desk.MailsAsync()).Count.ShouldBe(3);
    }

    private IEnumerable<UnitOfWork> Nodes() => Enumerable.Range(0, 4).Select(_ => Desk.Desk.NewNode()).ToList();

    private Task<int> RemindAsync() => new RemindOfSurveys(Desk.Desk.Work, Desk.Desk, Desk.Letter, Desk.Desk.Clock, Options.Create(Desk.Settings)).RunAsync();
}

/// <summary>On the default database.</summary>
public sealed class CampaignOnSqliteTests : CampaignTests
{
    internal override Task<SurveyDesk> OpenAsync() => SurveyDesk.OpenAsync();
}

/// <summary>On PostgreSQL.</summary>
public sealed class CampaignOnPostgresTests(PostgresCluster cluster) : CampaignTests, IClassFixture<PostgresCluster>
{
    internal override async Task<SurveyDesk> OpenAsync() => await SurveyDesk.OpenAsync(await cluster.NewDatabaseAsync());
}
