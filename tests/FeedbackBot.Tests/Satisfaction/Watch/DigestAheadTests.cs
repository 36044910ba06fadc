using System.Text.Json;
using FeedbackBot.Accounts;
using FeedbackBot.Outbox;
using FeedbackBot.Satisfaction;
using FeedbackBot.Storage;
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
        cast.Database.Clock.Set(Utc("2026-11-16T06:59:00Z"));
        (await cast.Database.DueDigests().RunAsync()).ShouldBe(1, "08:00 of Monday in Shanghai is past");
        (await cast.Database.DueDigests().RunAsync()).ShouldBe(0);
        cast.Database.Clock.Set(Utc("2026-11-16T12:59:00Z"));
        (await cast.Database.DueDigests().RunAsync()).ShouldBe(0);
        cast.Database.Clock.Set(Utc("2026-11-16T13:00:00Z"));
        (await cast.Database.DueDigests().RunAsync()).ShouldBe(1);
        (await EmailsAsync(cast)).Select(e => e.To).ShouldBe([cast.Owner.Email, "nancy@example.com"]);
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
        (await cast.Database.DueDigests().RunAsync()).ShouldBe(1, "October is over, and nothing was sent of it");
        cast.Database.Clock.Set(Utc("2026-12-01T00:00:00Z"));
        (await cast.Database.DueDigests().RunAsync()).ShouldBe(1);
        (await cast.Database.DueDigests().RunAsync()).ShouldBe(0);
        (await cast.Database.Digests().RunAsync()).ShouldBeEmpty("nobody wishes for weeks");
        var email = (await EmailsAsync(cast))[^1];
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
        (await EmailsAsync(cast)).Select(e => e.To).ShouldBe([cast.Owner.Email]);
        await cast.Database.Work.RunAsync(async db => (await db.Staff.SingleAsync(s => s.Id == cast.Owner.Id)).Work(new([], [], 3, 25, new(2026, 11, 20), null, null)));
        cast.Database.Clock.Advance(TimeSpan.FromDays(7));
        await cast.Database.Digests().RunAsync();
        await cast.Database.Digests().RunAsync();
        var copy = (await EmailsAsync(cast)).Single(e => e.To == deputy.Email);
        copy.Text.ShouldContain("stand in for 王伟, who is absent");
        copy.Text.ShouldContain("FB-000001");
        copy.Text.ShouldNotContain("Other Hotels");
        (await EmailsAsync(cast)).Count.ShouldBe(3);
        (await EmailsAsync(cast)).Last(e => e.To == cast.Owner.Email).Text.ShouldContain("Other Hotels");
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
        var texts = (await EmailsAsync(cast)).Select(e => e.Text).ToList();
        texts[0].ShouldContain("- Harbour Foods：价值高，却一再投诉\n");
        texts[1].ShouldContain("- Harbour Foods：新增：对 A 级客户的承诺已超时；已解除：价值高，却一再投诉\n");
        texts[2].ShouldContain("- Harbour Foods：已解除：对 A 级客户的承诺已超时\n");
        texts[3].ShouldNotContain("关注名单");
        (await EmailsAsync(cast))[1].Html.ShouldContain("新增：对 A 级客户的承诺已超时");
    }

    [Fact]
    public async Task The_next_digest_says_what_became_of_what_was_to_be_done()
    {
        await using var cast = await SurveyCast.CreateAsync();
        await cast.Database.Digests().RunAsync();
        var digest = await DigestAsync(cast);
        var (done, late) = (await NoteAsync(cast, digest, "call Mrs. Lin <soon>", 2), await NoteAsync(cast, digest, "send a new price list", 3));
        await NoteAsync(cast, digest, "visit them", 30);
        await cast.Database.Work.RunAsync(db => new FinishAction(cast.Database.Clock).RunAsync(db, done.Id, "She is content.", cast.Owner));
        cast.Database.Clock.Advance(TimeSpan.FromDays(7));
        await cast.Database.Digests().RunAsync();
        var email = (await EmailsAsync(cast))[^1];
        email.Text.ShouldContain("- Harbour Foods：send a new price list（11月19日前）。已逾期\n- Harbour Foods：visit them（12月16日前）。尚未完成\n- Harbour Foods：call Mrs. Lin <soon>（11月18日前）。已完成：She is content.\n");
        email.Html.ShouldContain("call Mrs. Lin &lt;soon&gt;");
        email.Text.ShouldContain("/console/digests/" + (await DigestAsync(cast)));
        cast.Database.Clock.Advance(TimeSpan.FromDays(14));
        await cast.Database.Digests().RunAsync();
        (await EmailsAsync(cast))[^1].Text.ShouldNotContain("call Mrs. Lin");
        late.IsOverdueOn(new(2026, 11, 19)).ShouldBeFalse();
    }

    [Fact]
    public async Task Who_looks_after_what_nobody_owns_gets_a_line_even_without_an_account()
    {
        await using var cast = await SurveyCast.CreateAsync();
        await cast.Database.StoreAsync(new Account("NOBODYS", cast.Database.Now));
        (await cast.Database.Digests(bucketOwner: "Amy@example.com").RunAsync()).Select(o => o.OwnerEmail).ShouldBe(["amy@example.com", cast.Owner.Email]);
        var emails = await EmailsAsync(cast);
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
        (await EmailsAsync(cast)).ShouldBeEmpty();
        await cast.Database.TryDigest().RunAsync(cast.Owner.Id, "2026-W47", manager, post: true);
        var test = (await EmailsAsync(cast)).ShouldHaveSingleItem();
        (test.To, test.Subject).ShouldBe((manager.Email, "[Test] 客户满意度周报 2026-W47：本周一切平稳"));
        test.Text.ShouldNotContain("FB-000001", customMessage: "the manager is recused from it");
        (await Should.ThrowAsync<RuleViolation>(() => cast.Database.TryDigest().RunAsync(cast.Owner.Id, null, cast.Agent, post: true))).Code.ShouldBe("not_found");
        await using var db = cast.Database.Open();
        (await db.Digests.CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Only_the_owner_deputies_and_managers_note_actions_and_only_sensible_ones()
    {
        await using var cast = await SurveyCast.CreateAsync();
        var stranger = new StaffMember("other@example.com", "Other", StaffRoles.AccountOwner, cast.Database.Now);
        await cast.Database.StoreAsync(stranger);
        await cast.Database.Digests().RunAsync();
        var digest = await DigestAsync(cast);
        await RefusedAsync("not_found", stranger, "call", 1);
        await RefusedAsync("not_found", cast.Agent, "call", 1);
        await RefusedAsync("action_words", cast.Owner, "  ", 1);
        await RefusedAsync("action_words", cast.Owner, new string('x', 501), 1);
        await RefusedAsync("action_day", cast.Owner, "call", -1);
        await RefusedAsync("action_day", cast.Owner, "call", 400);
        await using (var db = cast.Database.Open())
        {
            (await db.AccountActions.CountAsync()).ShouldBe(0);
        }

        var action = await NoteAsync(cast, digest, "call", 0);
        (await Should.ThrowAsync<RuleViolation>(() => FinishAsync(stranger, "done"))).Code.ShouldBe("not_found");
        await FinishAsync(cast.Owner, "done");
        await FinishAsync(cast.Owner, "again");
        await using var after = cast.Database.Open();
        (await after.AccountActions.SingleAsync()).Outcome.ShouldBe("done");

        Task FinishAsync(StaffMember by, string outcome) => cast.Database.Work.RunAsync(db => new FinishAction(cast.Database.Clock).RunAsync(db, action.Id, outcome, by));

        async Task RefusedAsync(string code, StaffMember by, string text, int days) =>
            (await Should.ThrowAsync<RuleViolation>(() => NoteAsync(cast, digest, text, days, by))).Code.ShouldBe(code);
    }

    private static Task<AccountAction> NoteAsync(SurveyCast cast, Guid digest, string text, int days, StaffMember? by = null) => cast.Database.Work.RunAsync(db =>
        new NoteAction(cast.Database.Clock).RunAsync(db, digest, cast.Account.Id, text, LocalTime.DayOf(cast.Database.Now, "Asia/Shanghai").AddDays(days), by ?? cast.Owner));

    private static async Task<Guid> DigestAsync(SurveyCast cast)
    {
        await using var db = cast.Database.Open();
        return await db.Digests.OrderByDescending(d => d.CreatedAt).Select(d => d.Id).FirstAsync();
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

    private static async Task<IReadOnlyList<Email>> EmailsAsync(SurveyCast cast)
    {
        await using var db = cast.Database.Open();
        var items = await db.Outbox.AsNoTracking().OrderBy(o => o.CreatedAt).ThenBy(o => o.Id).ToListAsync();
        return [.. items.Select(i => JsonSerializer.Deserialize<Email>(i.Payload, StoredJson.Options)!)];
    }

    private static DateTime Utc(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime;
}
