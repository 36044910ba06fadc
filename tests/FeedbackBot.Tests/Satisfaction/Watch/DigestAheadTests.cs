using FeedbackBot.Accounts;
using FeedbackBot.Satisfaction;
using FeedbackBot.Surveys;
using FeedbackBot.Tests.Surveys;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Satisfaction.Watch;

/// <summary>When digests go out, to whom, and what they say of the watch-list and of what was to be done.</summary>
public sealed class DigestAheadTests
{
    [Fact]
    public async Task Digests_go_out_at_the_hour_of_the_owners_clock_once_for_each_owner()
    {
        await using var cast = await SurveyCast.CreateAsync();
        await OwnerAsync(cast, "nancy@example.com", "America/New_York");
        cast.Database.Clock.Set(Utc("2026-11-23T06:59:00Z"));
        (await cast.Database.DueDigests().RunAsync()).ShouldBe(1, "08:00 of Monday in Shanghai is past");
        (await cast.Database.DueDigests().RunAsync()).ShouldBe(0);
        cast.Database.Clock.Set(Utc("2026-11-23T12:59:00Z"));
        (await cast.Database.DueDigests().RunAsync()).ShouldBe(0);
        cast.Database.Clock.Set(Utc("2026-11-23T13:00:00Z"));
        (await cast.Database.DueDigests().RunAsync()).ShouldBe(1);
        (await cast.Database.EmailsAsync()).Select(e => e.To).ShouldBe([cast.Owner.Email, "nancy@example.com"]);
    }

    [Fact]
    public async Task A_digest_that_cannot_be_written_holds_up_no_other()
    {
        await using var cast = await SurveyCast.CreateAsync();
        await OwnerAsync(cast, "nancy@example.com", "Asia/Shanghai");
        await using (var db = cast.Database.Open())
        {
            await db.Database.ExecuteSqlAsync($"UPDATE accounts SET relationship_level = 'nonsense' WHERE external_id = 'HARBOUR'");
        }

        cast.Database.Clock.Set(Utc("2026-11-23T06:59:00Z"));
        (await cast.Database.DueDigests().RunAsync()).ShouldBe(1);
        (await cast.Database.EmailsAsync()).Select(e => e.To).ShouldBe(["nancy@example.com"]);
    }

    [Fact]
    public async Task Owners_who_wish_for_a_month_get_the_month_and_those_who_wish_for_none_get_none()
    {
        await using var cast = await SurveyCast.CreateAsync();
        var never = await OwnerAsync(cast, "never@example.com", "UTC");
        await cast.Database.Work.RunAsync(async db =>
        {
            var choose = new ChooseDigestRhythm(cast.Database.Clock);
            await choose.RunAsync(db, cast.Owner.Id, DigestRhythm.Monthly, cast.Owner);
            await choose.RunAsync(db, never.Id, DigestRhythm.None, never);
        });
        cast.Database.Clock.Set(Utc("2026-11-30T15:00:00Z"));
        (await cast.Database.DueDigests().RunAsync()).ShouldBe(0, "October was over before the owner was known");
        cast.Database.Clock.Set(Utc("2026-12-01T00:00:00Z"));
        (await cast.Database.DueDigests().RunAsync()).ShouldBe(1);
        (await cast.Database.DueDigests().RunAsync()).ShouldBe(0);
        (await cast.Database.Digests().RunAsync()).ShouldBeEmpty("nobody wishes for weeks");
        var email = (await cast.Database.EmailsAsync())[^1];
        email.Subject.ShouldBe("客户满意度月报 2026-11：本月一切平稳");
        email.Text.ShouldContain("（11月1日至11月30日）");
        email.Text.ShouldNotContain("本周");
    }

    [Fact]
    public async Task While_the_owner_is_absent_a_deputy_gets_the_own_accounts_and_no_other()
    {
        await using var cast = await SurveyCast.CreateAsync();
        var (other, deputy) = (new Account("OTHER", cast.Database.Now), new StaffMember("dora@example.com", "Dora", StaffRoles.AccountOwner, cast.Database.Now));
        other.Update(new() { Name = "Other Hotels" }, cast.Database.Now);
        other.GiveTo(cast.Owner, cast.Database.Now);
        await cast.Database.StoreAsync(other, deputy, cast.NewComplaint(1));
        await cast.Database.Work.RunAsync(async db => (await db.Accounts.Include(a => a.Deputies).SingleAsync(a => a.ExternalId == "HARBOUR"))
            .Depute([await db.Staff.SingleAsync(s => s.Id == deputy.Id)], cast.Database.Now));
        await cast.Database.Digests().RunAsync("2026-W47");
        (await cast.Database.EmailsAsync()).Select(e => e.To).ShouldBe([cast.Owner.Email]);
        await cast.Database.Work.RunAsync(async db => (await db.Staff.SingleAsync(s => s.Id == cast.Owner.Id)).Work(new([], [], 3, 25, new(2026, 11, 20), null, null)));
        cast.Database.Clock.Advance(TimeSpan.FromDays(7));
        await cast.Database.Digests().RunAsync();
        await cast.Database.Digests().RunAsync();
        var copy = (await cast.Database.EmailsAsync()).Single(e => e.To == deputy.Email);
        copy.Text.ShouldContain("stand in for 王伟, who is absent");
        copy.Text.ShouldContain("FB-000001");
        copy.Text.ShouldNotContain("Other Hotels");
        (await cast.Database.EmailsAsync()).Count.ShouldBe(3);
        (await cast.Database.EmailsAsync()).Last(e => e.To == cast.Owner.Email).Text.ShouldContain("Other Hotels");
    }

    [Fact]
    public async Task The_watch_list_says_why_and_what_is_new_and_gone_since_the_digest_before()
    {
        await using var cast = await SurveyCast.CreateAsync();
        await StandingAsync(cast, complaints: 3, overdue: 0);
        await cast.Database.Digests().RunAsync();
        cast.Database.Clock.Advance(TimeSpan.FromDays(7));
        await StandingAsync(cast, complaints: 0, overdue: 1);
        await cast.Database.Digests().RunAsync();
        cast.Database.Clock.Advance(TimeSpan.FromDays(7));
        await StandingAsync(cast, complaints: 0, overdue: 0);
        await cast.Database.Digests().RunAsync();
        cast.Database.Clock.Advance(TimeSpan.FromDays(7));
        await cast.Database.Digests().RunAsync();
        var texts = (await cast.Database.EmailsAsync()).Select(e => e.Text).ToList();
        texts[0].ShouldContain("- Harbour Foods：价值高，却一再投诉\n");
        texts[1].ShouldContain("- Harbour Foods：新增：对 A 级客户的承诺已超时；已解除：价值高，却一再投诉\n");
        texts[2].ShouldContain("- Harbour Foods：已解除：对 A 级客户的承诺已超时\n");
        texts[3].ShouldNotContain("关注名单");
        (await cast.Database.EmailsAsync())[1].Html.ShouldContain("新增：对 A 级客户的承诺已超时");
    }

    [Fact]
    public async Task Who_looks_after_what_nobody_owns_gets_a_line_even_without_an_account()
    {
        await using var cast = await SurveyCast.CreateAsync();
        await cast.Database.StoreAsync(new Account("NOBODYS", cast.Database.Now));
        (await cast.Database.Digests(bucketOwner: "Amy@example.com").RunAsync()).Select(o => o.OwnerEmail).ShouldBe(["amy@example.com", cast.Owner.Email]);
        var emails = await cast.Database.EmailsAsync();
        emails.Single(e => e.To == "amy@example.com").Text.ShouldContain("Accounts without an owner: 1.");
        emails.Single(e => e.To == cast.Owner.Email).Text.ShouldNotContain("没有负责人");
    }

    [Fact]
    public async Task A_test_goes_to_whoever_asks_and_counts_as_nothing()
    {
        await using var cast = await SurveyCast.CreateAsync();
        var manager = new StaffMember("mia@example.com", "Mia", StaffRoles.Manager, cast.Database.Now);
        await cast.Database.StoreAsync(manager, cast.NewComplaint(1), new Recusal(1, manager.Id, "subject", cast.Database.Now));
        (await cast.Database.TryDigest().RunAsync(cast.Owner.Id, "2026-W47", cast.Owner, post: false)).Text.ShouldContain("FB-000001");
        (await cast.Database.EmailsAsync()).ShouldBeEmpty();
        await cast.Database.TryDigest().RunAsync(cast.Owner.Id, "2026-W47", manager, post: true);
        var test = (await cast.Database.EmailsAsync()).ShouldHaveSingleItem();
        (test.To, test.Subject).ShouldBe((manager.Email, "[Test] 客户满意度周报 2026-W47：本周一切平稳"));
        test.Text.ShouldNotContain("FB-000001", customMessage: "the manager is recused from it");
        (await Should.ThrowAsync<RuleViolation>(() => cast.Database.TryDigest().RunAsync(cast.Owner.Id, null, cast.Agent, post: true))).Code.ShouldBe("not_found");
        await using var db = cast.Database.Open();
        (await db.Digests.CountAsync()).ShouldBe(0);
    }

    private static async Task<StaffMember> OwnerAsync(SurveyCast cast, string email, string zone)
    {
        var owner = new StaffMember(email, "N", StaffRoles.AccountOwner, cast.Database.Now);
        owner.Update(null, null, zone);
        var account = new Account(email, cast.Database.Now);
        account.GiveTo(owner, cast.Database.Now);
        await cast.Database.StoreAsync(owner, account);
        return owner;
    }

    private static Task StandingAsync(SurveyCast cast, int complaints, int overdue) => cast.Database.Work.RunAsync(async db =>
    {
        var (now, none) = (cast.Database.Now, ScoreFormula.Of(Metric.Csat, new Dictionary<int, long>(), 5));
        var standing = await db.AccountStandings.FindAsync(cast.Account.Id) ?? db.AccountStandings.Add(new(cast.Account.Id)).Entity;
        standing.Become(StandingRule.Of(new()
        {
            AccountId = cast.Account.Id,
            Tier = AccountTier.A,
            PresentTier = AccountTier.A,
            LongTermTier = AccountTier.A,
            Level = RelationshipLevel.Basic,
            Csat = none,
            Before = none,
            Complaints = complaints,
            OverdueComplaints = overdue,
        }, new(), now), now);
    });

    private static DateTime Utc(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime;
}
