using FeedbackBot.Accounts;
using FeedbackBot.Surveys;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Surveys;

/// <summary>One contact is asked one thing in so many days, whatever it is and wherever; who is not asked is on record.</summary>
public abstract class FatigueBudgetTests : SurveyDeskTests
{
    private static readonly DateTime Monday = new(2026, 11, 23, 1, 0, 0, DateTimeKind.Utc);

    public static TheoryData<DateTime?, int, DateTime?> Budgets() => new()
    {
        { null, 7, null },
        { Monday, 7, Monday.AddDays(7) },
        { Monday.AddDays(-7), 7, null },
        { Monday.AddDays(-7).AddSeconds(1), 7, Monday.AddSeconds(1) },
        { Monday, 0, null },
    };

    [Theory]
    [MemberData(nameof(Budgets))]
    public void The_budget_is_spent_for_so_many_days_after_a_question(DateTime? asked, int days, DateTime? until) =>
        FatigueBudget.SpentUntil(asked, days, Monday).ShouldBe(until);

    [Fact]
    public async Task A_second_question_within_a_week_is_skipped_with_its_reason_on_the_case_and_in_the_list()
    {
        var (first, second) = (await Desk.ResolvedAsync(), await Desk.ResolvedAsync("The lid is missing"));
        await Desk.AskedAsync(first);
        (await Desk.AskAsync(second)).ShouldBe(new(SurveyVerdict.Fatigue, null));
        (await Desk.AskAsync(second)).Verdict.ShouldBe(SurveyVerdict.AlreadyAsked, "skipped is not put off");

        (await Desk.CasesAsync())[1].Events.Single(e => e.Code == "survey_skipped").Arguments["reason"].ShouldBe("fatigue");
        var skip = await Desk.ReadAsync(db => db.SurveySkips.SingleAsync());
        (skip.ContactId, skip.TicketNumber, skip.Metric, skip.Kind, skip.Reason, skip.At).ShouldBe((Desk.Lin.Id, second, Metric.Csat, SurveyKind.Resolution, "fatigue", Desk.Now));

        Desk.Desk.Clock.Advance(TimeSpan.FromDays(7));
        await Desk.AskedAsync(await Desk.ResolvedAsync("The handle broke"));
    }

    [Fact]
    public async Task Questions_of_other_programs_count_and_are_refused_until_the_budget_is_free_but_for_the_one_they_replace()
    {
        var number = await Desk.ResolvedAsync();
        await Desk.HandedAsync(Metric.Nps);
        (await Desk.AskAsync(number)).Verdict.ShouldBe(SurveyVerdict.Fatigue);
        var refusal = await Should.ThrowAsync<RuleViolation>(() => Desk.HandedAsync(Metric.Csat));
        refusal.Code.ShouldBe("asked_lately");
        refusal.Message.ShouldContain("2026-11-30T01:00:00Z");

        Desk.Desk.Clock.Advance(TimeSpan.FromDays(7));
        var later = await Desk.ResolvedAsync("The handle broke");
        var made = await LinkAsync(later);
        var again = await LinkAsync(later);
        (await Desk.ReadAsync(db => db.Invitations.SingleAsync(i => i.Id == made))).Status.ShouldBe(InvitationStatus.Cancelled);
        again.ShouldNotBe(made);

        async Task<Guid> LinkAsync(long about) => (await Desk.Desk.Work.RunAsync(db =>
            new InviteByLink(Desk.Desk.Clock, Microsoft.Extensions.Options.Options.Create(Desk.Settings)).RunAsync(db, Metric.Csat, about, null))).Invitation.Id;
    }

    [Fact]
    public async Task Without_a_limit_every_resolution_is_asked_about()
    {
        Desk.Settings.DaysBetween = 0;
        await Desk.AskedAsync(await Desk.ResolvedAsync());
        await Desk.AskedAsync(await Desk.ResolvedAsync("The lid is missing"));
        (await Desk.ReadAsync(db => db.SurveySkips.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task The_second_question_about_a_low_answer_is_not_dropped_but_waits_until_the_budget_is_free()
    {
        await Desk.AnswerAsync(await Desk.AskedAsync(await Desk.ResolvedAsync()), 1);
        Desk.Desk.Clock.Advance(TimeSpan.FromDays(1));
        var opened = (await Desk.CasesAsync())[1].Number;
        await Desk.Desk.ResolveAsync(opened);
        (await Desk.AskAsync(opened)).ShouldBe(new(SurveyVerdict.NotYet, null));
        (await Desk.CasesAsync())[1].SurveyDueAt.ShouldBe(Desk.Now.AddDays(6));
        Desk.Desk.Clock.Advance(TimeSpan.FromDays(6));
        (await Desk.AskedAsync(opened)).RecoversId.ShouldNotBeNull();
    }

    [Fact]
    public async Task Quiet_hours_put_off_and_a_spent_budget_drops_also_in_quiet_hours()
    {
        await Desk.Desk.DoAsync(async db => (await db.Contacts.SingleAsync(c => c.Id == Desk.Lin.Id)).Update(new(TimeZone: "Asia/Shanghai", Preferences: new() { QuietHours = "8-10" }), Desk.Now));
        var (first, second) = (await Desk.ResolvedAsync(), await Desk.ResolvedAsync("The lid is missing"));
        (await Desk.AskAsync(first)).Verdict.ShouldBe(SurveyVerdict.NotYet);
        (await Desk.ReadAsync(db => db.SurveySkips.AnyAsync())).ShouldBeFalse();
        Desk.Desk.Clock.Advance(TimeSpan.FromHours(1));
        await Desk.AskedAsync(first);
        Desk.Desk.Clock.Advance(TimeSpan.FromHours(23));
        (await Desk.AskAsync(second)).Verdict.ShouldBe(SurveyVerdict.Fatigue);
    }
}

/// <summary>On the default database.</summary>
public sealed class FatigueBudgetOnSqliteTests : FatigueBudgetTests
{
    internal override Task<SurveyDesk> OpenAsync() => SurveyDesk.OpenAsync();
}

/// <summary>On PostgreSQL.</summary>
public sealed class FatigueBudgetOnPostgresTests(PostgresCluster cluster) : FatigueBudgetTests, IClassFixture<PostgresCluster>
{
    internal override async Task<SurveyDesk> OpenAsync() => await SurveyDesk.OpenAsync(await cluster.NewDatabaseAsync());
}
