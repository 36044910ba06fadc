using FeedbackBot.Accounts;
using FeedbackBot.Satisfaction;
using FeedbackBot.Tests.Surveys;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Satisfaction.Watch;

/// <summary>What owners mean to do about their accounts, and what the next digests say of it.</summary>
public sealed class AccountActionsTests
{
    [Fact]
    public async Task The_next_digest_says_what_became_of_what_was_to_be_done()
    {
        await using var cast = await SurveyCast.CreateAsync();
        await cast.Database.Digests().RunAsync();
        var digest = await cast.Database.LastDigestAsync();
        var (done, late) = (await NoteAsync(cast, digest, "call Mrs. Lin <soon>", 2), await NoteAsync(cast, digest, "send a new price list", 3));
        await NoteAsync(cast, digest, "visit them", 30);
        await cast.Database.Work.RunAsync(db => new FinishAction(cast.Database.Clock).RunAsync(db, done.Id, "She is content.", cast.Owner));
        cast.Database.Clock.Advance(TimeSpan.FromDays(7));
        await cast.Database.Digests().RunAsync();
        var email = (await cast.Database.EmailsAsync())[^1];
        email.Text.ShouldContain("- Harbour Foods：send a new price list（11月19日前）。已逾期\n- Harbour Foods：visit them（12月16日前）。尚未完成\n- Harbour Foods：call Mrs. Lin <soon>（11月18日前）。已完成：She is content.\n");
        email.Html.ShouldContain("call Mrs. Lin &lt;soon&gt;");
        email.Text.ShouldContain("/console/digests/" + (await cast.Database.LastDigestAsync()));
        cast.Database.Clock.Advance(TimeSpan.FromDays(14));
        await cast.Database.Digests().RunAsync();
        (await cast.Database.EmailsAsync())[^1].Text.ShouldNotContain("call Mrs. Lin");
        late.IsOverdueOn(new(2026, 11, 19)).ShouldBeFalse();
    }

    [Fact]
    public async Task Whoever_takes_an_account_over_is_told_of_what_is_still_open()
    {
        await using var cast = await SurveyCast.CreateAsync();
        await cast.Database.Digests().RunAsync();
        await NoteAsync(cast, await cast.Database.LastDigestAsync(), "visit them", 30);
        var next = new StaffMember("nina@example.com", "Nina", StaffRoles.AccountOwner, cast.Database.Now);
        await cast.Database.StoreAsync(next);
        await cast.Database.Work.RunAsync(async db => (await db.Accounts.SingleAsync()).GiveTo(await db.Staff.SingleAsync(s => s.Id == next.Id), cast.Database.Now));
        cast.Database.Clock.Advance(TimeSpan.FromDays(7));
        await cast.Database.Digests().RunAsync();
        (await cast.Database.EmailsAsync())[^1].ShouldSatisfyAllConditions(e => e.To.ShouldBe(next.Email), e => e.Text.ShouldContain("- Harbour Foods: visit them (by 16 December). Still open"));
    }

    [Fact]
    public async Task Only_the_owner_deputies_and_managers_note_actions_and_only_sensible_ones()
    {
        await using var cast = await SurveyCast.CreateAsync();
        var stranger = new StaffMember("other@example.com", "Other", StaffRoles.AccountOwner, cast.Database.Now);
        await cast.Database.StoreAsync(stranger);
        await cast.Database.Digests().RunAsync();
        var digest = await cast.Database.LastDigestAsync();
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
}
