using FeedbackBot.Accounts;
using FeedbackBot.Satisfaction;
using FeedbackBot.Surveys;
using FeedbackBot.Tests.Surveys;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Satisfaction.Watch;

/// <summary>How accounts stand, from what lies in the database.</summary>
public sealed class KeepStandingsTests
{
    [Fact]
    public async Task A_standing_holds_scores_complaints_last_contact_loyalty_quadrant_and_value()
    {
        await using var cast = await SurveyCast.CreateAsync();
        var (database, now) = (cast.Database, cast.Database.Now);
        await database.StoreAllAsync(AnswerBook.Csat([1, 1, 2, 2, 5, 1], now.AddDays(-4), Attribution.Of(cast.Account)));
        await database.StoreAllAsync([new Answer(Metric.Nps, 3, Attribution.Of(cast.Account), now.AddDays(-3)), new Answer(Metric.Nps, 8, Attribution.Of(cast.Account), now.AddDays(-2))]);
        await database.Work.RunAsync(async db => (await db.Accounts.SingleAsync()).Update(
            new() { AnnualValueMinor = 900_00, Currency = "CNY", OrderCount = 40, RelationshipLevel = RelationshipLevel.Partnership }, now));
        await database.StoreAsync(cast.NewComplaint(1), cast.NewComplaint(2));
        await cast.ResolvedAsync(3);
        await database.Standings().RunAsync();
        var standing = await database.StandingAsync(cast.Account.Id);
        (standing.CsatN, standing.Csat, standing.BeforeN, standing.Before, standing.Trend).ShouldBe((6, 1.0 / 6, 0, null, Trend.Unknown));
        (standing.NpsN, standing.NpsMean).ShouldBe((2, null), "a mean of two would nearly tell both");
        (standing.Complaints, standing.OpenComplaints, standing.OverdueComplaints).ShouldBe((3, 2, 0));
        (standing.LastContactAt, standing.Loyalty, standing.Quadrant, standing.ValueCell).ShouldBe((now, 1.0, Quadrant.Hostage, ValueCell.Core));
        (standing.Reasons, standing.WatchedSince).ShouldBe((WatchReasons.HostageLeaving | WatchReasons.RepeatedComplaints, now));
    }

    [Fact]
    public async Task The_day_on_which_watching_began_stays_until_there_is_no_reason_left()
    {
        await using var cast = await SurveyCast.CreateAsync();
        var began = cast.Database.Now;
        await cast.ResolvedAsync(1);
        await cast.Database.Standings().RunAsync(cast.Account.Id);
        (await cast.Database.StandingAsync(cast.Account.Id)).WatchedSince.ShouldBeNull();
        cast.Database.Clock.Advance(TimeSpan.FromDays(31));
        await cast.Database.Standings().RunAsync(cast.Account.Id);
        cast.Database.Clock.Advance(TimeSpan.FromDays(1));
        await cast.Database.Standings().RunAsync(cast.Account.Id);
        (await cast.Database.StandingAsync(cast.Account.Id)).ShouldSatisfyAllConditions(
            s => s.Reasons.ShouldBe(WatchReasons.SilenceAfterComplaint), s => s.WatchedSince.ShouldBe(began.AddDays(31)));
        await cast.Database.StoreAsync(new Order("O-1", cast.Contact.Id, cast.Database.Now, cast.Database.Now));
        await cast.Database.Standings().RunAsync(cast.Account.Id);
        (await cast.Database.StandingAsync(cast.Account.Id)).ShouldSatisfyAllConditions(
            s => s.Reasons.ShouldBe(WatchReasons.None), s => s.WatchedSince.ShouldBeNull(), s => s.LastContactAt.ShouldBe(cast.Database.Now));
    }

    [Fact]
    public async Task Five_answers_make_a_mean_recommendation()
    {
        await using var cast = await SurveyCast.CreateAsync();
        await cast.Database.StoreAllAsync(new[] { 10, 9, 8, 3, 0 }.Select(v => new Answer(Metric.Nps, v, Attribution.Of(cast.Account), cast.Database.Now.AddDays(-3))));
        await cast.Database.Standings().RunAsync();
        (await cast.Database.StandingAsync(cast.Account.Id)).ShouldSatisfyAllConditions(s => s.NpsN.ShouldBe(5), s => s.NpsMean.ShouldBe(6.0));
    }

    [Fact]
    public async Task Answers_about_a_case_from_which_somebody_is_recused_are_in_no_score_they_see_nor_its_last_word()
    {
        await using var cast = await SurveyCast.CreateAsync();
        var database = cast.Database;
        await database.StoreAsync(cast.NewComplaint(1), cast.NewComplaint(2));
        await database.StoreAsync(new Recusal(2, cast.Owner.Id, "subject", database.Now));
        database.Clock.Advance(TimeSpan.FromDays(1));
        var (about, hidden) = (database.Now.AddHours(-2), database.Now.AddHours(-1));
        await database.StoreAllAsync(Enumerable.Range(0, 5).SelectMany(_ => new[]
        {
            AnswerBook.Csat(5, about, Attribution.Of(cast.Account), ticket: 1), AnswerBook.Csat(1, hidden, Attribution.Of(cast.Account), ticket: 2), Nps(10, about, 1), Nps(0, hidden, 2),
        }));
        await database.Standings().RunAsync();
        await using var db = database.Open();
        var (own, others) = ((await database.Seen().OfAsync(db, cast.Owner, [cast.Account.Id]))[cast.Account.Id], (await database.Seen().OfAsync(db, cast.Agent, [cast.Account.Id]))[cast.Account.Id]);
        (own.CsatN, own.Csat, own.NpsN, own.NpsMean, own.LastContactAt).ShouldBe((5, 1.0, 5, 10.0, about));
        (others.CsatN, others.Csat, others.NpsN, others.NpsMean, others.LastContactAt).ShouldBe((10, 0.5, 10, 5.0, hidden));

        Answer Nps(int value, DateTime at, long ticket)
        {
            var answer = new Answer(Metric.Nps, value, Attribution.Of(cast.Account), at);
            answer.From(null, ticket);
            return answer;
        }
    }

    [Fact]
    public async Task A_case_from_which_somebody_is_recused_is_in_none_of_the_figures_they_see()
    {
        await using var cast = await SurveyCast.CreateAsync();
        await cast.Database.StoreAsync(cast.NewComplaint(1), cast.NewComplaint(2));
        await cast.Database.StoreAsync(new Recusal(2, cast.Owner.Id, "subject", cast.Database.Now));
        await cast.Database.Standings().RunAsync();
        await using var db = cast.Database.Open();
        (await cast.Database.Seen().OfAsync(db, cast.Owner, [cast.Account.Id]))[cast.Account.Id].OpenComplaints.ShouldBe(1);
        (await cast.Database.Seen().OfAsync(db, cast.Agent, [cast.Account.Id]))[cast.Account.Id].OpenComplaints.ShouldBe(2);
    }

    [Fact]
    public async Task The_night_is_done_once_in_each_reporting_day_however_often_and_by_however_many_it_is_asked_for()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.AddAccountsAsync(("BIG", 80_00), ("SMALL", 20_00));
        (await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => database.Night().RunAsync())))).Count(done => done).ShouldBe(1);
        (await database.Night().RunAsync()).ShouldBeFalse();
        database.Clock.Advance(TimeSpan.FromHours(15));
        (await database.Night().RunAsync()).ShouldBeFalse();
        (await database.Night("Asia/Shanghai").RunAsync()).ShouldBeTrue();
        database.Clock.Advance(TimeSpan.FromDays(1));
        (await database.Night().RunAsync()).ShouldBeTrue();
        await using var db = database.Open();
        ((await db.AccountStandings.CountAsync()), (await db.TierMoves.CountAsync())).ShouldBe((2, 2));
    }

    [Fact]
    public async Task A_night_that_was_cut_off_is_begun_again_by_the_next_who_looks_half_an_hour_later()
    {
        await using var database = await TestDatabase.CreateAsync();
        var dead = new NightlyRun("accounts");
        dead.Begin(database.Now);
        await database.StoreAsync(dead);
        (await database.Night().RunAsync()).ShouldBeFalse();
        database.Clock.Advance(TimeSpan.FromMinutes(31));
        (await database.Night().RunAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task Ten_thousand_accounts_stand_in_seconds()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.AddAccountsAsync([.. Enumerable.Range(1, 10_000).Select(i => ($"A-{i:00000}", (long?)(10_000_000 / i)))]);
        var started = System.Diagnostics.Stopwatch.StartNew();
        await database.Standings().RunAsync();
        started.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
        await using var db = database.Open();
        (await db.AccountStandings.CountAsync()).ShouldBe(10_000);
    }
}
