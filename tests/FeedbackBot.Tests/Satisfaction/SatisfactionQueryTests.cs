using FeedbackBot.Satisfaction;
using FeedbackBot.Surveys;
using FeedbackBot.Tests.Surveys;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tests.Satisfaction;

public class SatisfactionQueryTests
{
    private static readonly DateTime Monday = new(2026, 11, 9, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Scores_by_account_show_those_without_one_as_a_bucket_of_their_own_and_last()
    {
        await using var cast = await SurveyCast.CreateAsync();
        await cast.Database.StoreAllAsync(
            [.. AnswerBook.Csat([5, 5, 4, 4, 4, 5, 5, 3, 2, 1], Monday, Attribution.Of(cast.Account)), .. AnswerBook.Csat([1, 2], Monday, new())]);
        var rows = await ReadAsync(cast, new() { GroupBy = [Dimension.Account] });
        rows.Select(r => (r.Key["account"], r.N)).ShouldBe([("HARBOUR", 10L), (null, 2L)]);
        rows[0].Value!.Value.ShouldBe(0.7, 1e-12);
        rows[0].Low!.Value.ShouldBe(0.3967781475, 1e-9);
        rows[0].Distribution.ShouldBe(new Dictionary<int, long> { [1] = 1, [2] = 1, [3] = 1, [4] = 3, [5] = 4 });
        (rows[1].Value, rows[1].Note).ShouldBe((null, "notEnoughAnswers"));
    }

    [Fact]
    public async Task From_is_inclusive_and_to_exclusive()
    {
        await using var cast = await SurveyCast.CreateAsync();
        var end = Monday.AddDays(7);
        await cast.Database.StoreAllAsync([
            .. new[] { Monday.AddTicks(-10), Monday, end.AddTicks(-10), end }.Select(at => AnswerBook.Csat(5, at, new()))]);
        (await ReadAsync(cast, new() { From = Monday, To = end })).Single().N.ShouldBe(2);
    }

    [Fact]
    public async Task Several_dimensions_and_metrics_are_told_apart()
    {
        await using var cast = await SurveyCast.CreateAsync();
        Attribution At(string post, string topic) => new() { ListeningPost = post, Topic = topic };
        await cast.Database.StoreAllAsync([
            AnswerBook.Csat(5, Monday, At("teams", "billing")), AnswerBook.Csat(4, Monday, At("teams", "delivery")),
            AnswerBook.Csat(3, Monday, At("phone", "billing")), new Answer(Metric.Nps, 9, At("phone", "billing"), Monday)]);
        var rows = await ReadAsync(cast, new() { GroupBy = [Dimension.ListeningPost, Dimension.Topic] });
        rows.Select(r => $"{r.Key["listeningPost"]} {r.Key["topic"]} {r.Metric} {r.N}")
            .ShouldBe(["phone billing Csat 1", "phone billing Nps 1", "teams billing Csat 1", "teams delivery Csat 1"]);
        (await ReadAsync(cast, new() { Metric = Metric.Nps })).Single().Distribution.ShouldBeNull("of one answer it would tell the value");
    }

    [Fact]
    public async Task Every_dimension_can_be_asked_for_and_has_its_outside_name()
    {
        await using var cast = await SurveyCast.CreateAsync();
        await cast.Database.StoreAllAsync(AnswerBook.Csat(
            [5], Monday, Attribution.Of(cast.Account) with { Topic = "billing", Kind = "complaint", ListeningPost = "phone", Language = "en" }));
        var keys = new Dictionary<string, string?>();
        foreach (var dimension in Enum.GetValues<Dimension>())
        {
            var row = (await ReadAsync(cast, new() { GroupBy = [dimension] })).Single();
            keys.Add(row.Key.Single().Key, row.Key.Single().Value);
        }

        keys.ShouldBe(new Dictionary<string, string?>
        {
            ["account"] = "HARBOUR",
            ["owner"] = "wang.wei@example.com",
            ["tier"] = "a",
            ["team"] = null,
            ["topic"] = "billing",
            ["kind"] = "complaint",
            ["listeningPost"] = "phone",
            ["language"] = "en",
            ["day"] = "2026-11-09",
            ["week"] = "2026-W46",
            ["month"] = "2026-11",
        });
    }

    [Fact]
    public async Task Weeks_are_cut_in_the_reporting_time_zone()
    {
        await using var cast = await SurveyCast.CreateAsync();
        await cast.Database.StoreAllAsync([AnswerBook.Csat(5, Monday.AddHours(-9), new()), AnswerBook.Csat(5, Monday.AddHours(-8), new())]);
        var request = new SatisfactionRequest { GroupBy = [Dimension.Week] };
        (await ReadAsync(cast, request, "Asia/Shanghai")).Select(r => (r.Key["week"], r.N)).ShouldBe([("2026-W45", 1L), ("2026-W46", 1L)]);
        (await ReadAsync(cast, request)).Select(r => (r.Key["week"], r.N)).ShouldBe([("2026-W45", 2L)]);
    }

    [Fact]
    public async Task Dismissed_and_unanswered_questions_stand_beside_the_answers_never_among_them()
    {
        await using var cast = await SurveyCast.CreateAsync();
        var invitations = new List<Invitation>();
        for (var number = 1; number <= 4; number++)
        {
            invitations.Add(await cast.InvitedAsync(number));
        }

        await cast.AnswerAsync(invitations[0], 5);
        await cast.AnswerAsync(invitations[1], 4);
        await cast.Database.Work.RunAsync(db => cast.Dismiss.RunAsync(db, invitations[2].Id));
        var row = (await ReadAsync(cast, new() { GroupBy = [Dimension.Account, Dimension.Month], Metric = Metric.Csat })).Single();
        (row.N, row.Dismissed, row.ResponseRate).ShouldBe((2L, 1L, 0.5));
    }

    [Fact]
    public async Task Questions_that_nobody_answered_are_a_row_without_figures()
    {
        await using var cast = await SurveyCast.CreateAsync();
        await cast.InvitedAsync(1);
        var row = (await ReadAsync(cast, new() { GroupBy = [Dimension.Kind] })).Single();
        (row.Key["kind"], row.N, row.Value, row.ResponseRate, row.Note).ShouldBe(("complaint", 0L, null, 0.0, "notEnoughAnswers"));
    }

    [Fact]
    public async Task Nothing_stored_is_no_rows_by_any_period()
    {
        await using var cast = await SurveyCast.CreateAsync();
        (await ReadAsync(cast, new() { GroupBy = [Dimension.Week] })).ShouldBeEmpty();
    }

    [Fact]
    public void Names_of_dimensions_are_read_as_the_interface_writes_them()
    {
        Dimensions.Parse("account, listeningPost,week").ShouldBe([Dimension.Account, Dimension.ListeningPost, Dimension.Week]);
        Dimensions.Parse(null).ShouldBeEmpty();
        Should.Throw<RuleViolation>(() => Dimensions.Parse("account;drop")).Field.ShouldBe("groupBy");
        Should.Throw<RuleViolation>(() => Dimensions.Parse("week,month")).Code.ShouldBe("one_period");
    }

    [Fact]
    public async Task An_account_page_shows_the_trend_only_where_it_is_one_and_half_a_year_of_weeks()
    {
        await using var cast = await SurveyCast.CreateAsync();
        var attribution = Attribution.Of(cast.Account);
        var (recent, before) = (cast.Database.Now.AddDays(-10), cast.Database.Now.AddDays(-100));
        await cast.Database.StoreAllAsync([
            .. AnswerBook.Csat(Enumerable.Repeat(1, 12), recent, attribution), AnswerBook.Csat(2, recent.AddHours(1), attribution, "Nobody called back", 7),
            .. AnswerBook.Csat(Enumerable.Repeat(5, 12), before, attribution)]);
        await using var db = cast.Database.Open();
        var scores = await new AccountSatisfaction(cast.Database.Clock, Options.Create(new SatisfactionOptions())).ReadAsync(db, cast.Account.Id);
        (scores.Current.N, scores.Previous.N, scores.Trend).ShouldBe((13L, 12L, Trend.Down));
        scores.Weeks.Count.ShouldBe(26);
        scores.Weeks[^1].Week.Name.ShouldBe("2026-W47");
        scores.Weeks.Where(w => w.Score.N > 0).Select(w => (w.Week.Name, w.Score.N)).ShouldBe([("2026-W32", 12L), ("2026-W45", 13L)]);
        scores.Reasons.Single().ShouldBe(new AnswerReason(Metric.Csat, 2, "Nobody called back", 7, recent.AddHours(1)));
    }

    private static async Task<IReadOnlyList<SatisfactionRow>> ReadAsync(SurveyCast cast, SatisfactionRequest request, string zone = "UTC")
    {
        await using var db = cast.Database.Open();
        return await new SatisfactionQuery(Options.Create(new SatisfactionOptions { TimeZone = zone })).ReadAsync(db, request);
    }
}
