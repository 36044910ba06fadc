using System.Text.Json;
using FeedbackBot.Accounts;
using FeedbackBot.Outbox;
using FeedbackBot.Satisfaction;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Tests.Satisfaction.Watch;
using FeedbackBot.Tests.Surveys;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Satisfaction;

public class SendDigestsTests
{
    [Fact]
    public async Task Every_owner_of_an_account_gets_one_digest_of_the_last_whole_week_and_nobody_else_does()
    {
        await using var cast = await SurveyCast.CreateAsync();
        var second = await SecondOwnerAsync(cast);
        var outcomes = await Sender(cast).RunAsync();
        outcomes.Select(o => (o.OwnerEmail, o.Period, o.IsNew))
            .ShouldBe([(second.Email, "2026-W46", true), (cast.Owner.Email, "2026-W46", true)]);
        var emails = await EmailsAsync(cast);
        emails.Select(e => e.To).Order().ShouldBe([second.Email, cast.Owner.Email]);
        emails.Single(e => e.To == cast.Owner.Email).Subject.ShouldStartWith("客户满意度周报");
        emails.Single(e => e.To == second.Email).Subject.ShouldStartWith("Customer satisfaction");
    }

    [Fact]
    public async Task Running_it_again_or_many_times_at_once_sends_none_twice()
    {
        await using var cast = await SurveyCast.CreateAsync();
        await SecondOwnerAsync(cast);
        var runs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Sender(cast).RunAsync())));
        var again = await Sender(cast).RunAsync();
        again.ShouldAllBe(o => !o.IsNew);
        runs.SelectMany(r => r).Count(o => o.IsNew).ShouldBe(2);
        (await EmailsAsync(cast)).Count.ShouldBe(2);
        await using var db = cast.Database.Open();
        (await db.Digests.Select(d => d.OutboxId).ToListAsync()).ShouldBe(await db.Outbox.Select(o => o.Id).ToListAsync(), ignoreOrder: true);
    }

    [Fact]
    public async Task A_run_that_was_cut_off_is_finished_by_the_next()
    {
        await using var cast = await SurveyCast.CreateAsync();
        await SecondOwnerAsync(cast);
        await Sender(cast).RunAsync(ownerEmail: cast.Owner.Email);
        (await Sender(cast).RunAsync()).Select(o => o.IsNew).ShouldBe([true, false]);
        (await EmailsAsync(cast)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_database_itself_refuses_a_second_digest_of_one_owner_and_period()
    {
        await using var cast = await SurveyCast.CreateAsync();
        await Sender(cast).RunAsync();
        var week = DigestPeriod.Parse("2026-W46", TimeZoneInfo.Utc)!;
        await Should.ThrowAsync<DbUpdateException>(() => cast.Database.Work.RunAsync(db =>
        {
            var item = db.Post(new("a@example.com", "A", "twice", "text", "html"), cast.Database.Now);
            db.Digests.Add(new Digest(cast.Owner.Id, week, Languages.English, item.Id, cast.Database.Now));
            return Task.CompletedTask;
        }));
        (await EmailsAsync(cast)).ShouldAllBe(e => e.Subject != "twice");
    }

    [Fact]
    public async Task A_low_rating_with_its_reason_and_an_open_complaint_are_in_the_digest_of_the_week_asked_for()
    {
        await using var cast = await SurveyCast.CreateAsync();
        var invitation = await cast.InvitedAsync(1);
        await cast.AnswerAsync(invitation, 2);
        await cast.Database.Work.RunAsync(db => cast.Reason.RunAsync(db, invitation.Id, "送货太慢了"));
        await cast.Database.StoreAsync(cast.NewComplaint(2));
        await Sender(cast).RunAsync("2026-W47", "Wang.Wei@example.com");
        var text = (await EmailsAsync(cast)).Single().Text;
        text.ShouldContain("本周尚未结束");
        text.ShouldContain("Harbour Foods · A 级客户");
        text.ShouldContain("评价太少，暂不计分（1 份）");
        text.ShouldContain("2 分（满分 5 分） · FB-000001");
        text.ShouldContain("“送货太慢了”");
        text.ShouldContain("FB-000002 Two boxes missing");
    }

    [Fact]
    public async Task Answers_of_every_metric_reach_the_digest_with_the_words_of_the_low_ones_worst_of_its_scale_first()
    {
        await using var cast = await SurveyCast.CreateAsync();
        var at = cast.Database.Now.AddDays(-4);
        await cast.Database.StoreAllAsync([
            Said(Metric.Nps, 6, "不会特别推荐"), Said(Metric.Nps, 7, "还行"), Said(Metric.Ces, 1, "填表太麻烦"), Said(Metric.Ces, 3, "凑合"),
            .. Enumerable.Range(0, 4).Select(_ => new Answer(Metric.Nps, 10, Attribution.Of(cast.Account), at))]);
        await Sender(cast).RunAsync();
        var email = (await EmailsAsync(cast)).Single();
        email.Subject.ShouldBe("客户满意度周报 2026-W46：1 个客户有新动态");
        email.Text.ShouldContain("本周满意度（CSAT）：暂无评价");
        email.Text.ShouldContain("本周推荐意愿（NPS）：+50（6 份评价");
        email.Text.ShouldContain("本周便捷度（CES）：评价太少，暂不计分（2 份）");
        email.Text.ShouldContain("便捷度 1 分（1–7 分）");
        email.Text.IndexOf("填表太麻烦", StringComparison.Ordinal).ShouldBeInRange(0, email.Text.IndexOf("不会特别推荐", StringComparison.Ordinal));
        email.Text.ShouldSatisfyAllConditions(t => t.ShouldNotContain("还行"), t => t.ShouldNotContain("凑合"));

        Answer Said(Metric metric, int value, string reason)
        {
            var answer = new Answer(metric, value, Attribution.Of(cast.Account), at);
            answer.Explain(reason);
            return answer;
        }
    }

    [Fact]
    public async Task Five_answers_are_enough_for_a_figure()
    {
        await using var cast = await SurveyCast.CreateAsync();
        await cast.Database.StoreAllAsync(AnswerBook.Csat([5, 4, 4, 5, 2], cast.Database.Now.AddDays(-4), Attribution.Of(cast.Account)));
        await Sender(cast).RunAsync();
        (await EmailsAsync(cast)).Single().Text.ShouldContain("本周满意度（CSAT）：80%（5 份评价，95% 区间 38%–96%）");
    }

    [Fact]
    public async Task A_digest_asked_for_in_a_running_week_does_not_take_the_place_of_the_whole_weeks()
    {
        await using var cast = await SurveyCast.CreateAsync();
        (await Sender(cast).RunAsync("2026-W47")).Single().IsNew.ShouldBeTrue();
        (await Sender(cast).RunAsync("2026-W47")).Single().IsNew.ShouldBeFalse();
        cast.Database.Clock.Advance(TimeSpan.FromDays(7));
        (await Sender(cast).RunAsync()).Single().ShouldSatisfyAllConditions(o => o.Period.ShouldBe("2026-W47"), o => o.IsNew.ShouldBeTrue());
        await using var db = cast.Database.Open();
        (await db.Digests.OrderBy(d => d.CreatedAt).Select(d => d.Interim).ToListAsync()).ShouldBe([true, false]);
    }

    [Theory]
    [InlineData("2026-W48", null, "period")]
    [InlineData("last week", null, "period")]
    [InlineData(null, "nobody@example.com", "owner")]
    [InlineData(null, "amy@example.com", "owner")]
    public async Task What_cannot_be_sent_is_refused_by_field(string? period, string? owner, string field)
    {
        await using var cast = await SurveyCast.CreateAsync();
        (await Should.ThrowAsync<RuleViolation>(() => Sender(cast).RunAsync(period, owner))).Field.ShouldBe(field);
    }

    [Theory]
    [InlineData("Asia/Shanghai", "2026-11-22T18:00:00Z", "2026-W48")]
    [InlineData("America/New_York", "2026-11-23T02:00:00Z", "2026-W47")]
    public async Task The_running_week_is_that_of_the_reporting_time_zone_and_can_be_sent_at_once(string zone, string now, string week)
    {
        await using var cast = await SurveyCast.CreateAsync();
        cast.Database.Clock.Set(DateTime.Parse(now, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AdjustToUniversal));
        var sender = Sender(cast, zone);
        sender.RunningWeek.ShouldBe(week);
        (await sender.RunAsync(sender.RunningWeek, cast.Owner.Email)).Single().IsNew.ShouldBeTrue();
    }

    private static SendDigests Sender(SurveyCast cast, string zone = "UTC") => cast.Database.Digests(zone);

    private static async Task<StaffMember> SecondOwnerAsync(SurveyCast cast)
    {
        var owner = new StaffMember("jane@example.com", "Jane", StaffRoles.AccountOwner, cast.Database.Now);
        var account = new Account("LOTUS", cast.Database.Now);
        account.GiveTo(owner, cast.Database.Now);
        await cast.Database.StoreAsync(owner, account);
        return owner;
    }

    private static async Task<IReadOnlyList<Email>> EmailsAsync(SurveyCast cast)
    {
        await using var db = cast.Database.Open();
        var items = await db.Outbox.AsNoTracking().ToListAsync();
        return [.. items.Select(i => JsonSerializer.Deserialize<Email>(i.Payload, StoredJson.Options)!)];
    }
}
