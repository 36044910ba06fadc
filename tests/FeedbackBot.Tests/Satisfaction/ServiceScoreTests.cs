using FeedbackBot.Accounts;
using FeedbackBot.Routing;
using FeedbackBot.Satisfaction;
using FeedbackBot.Satisfaction.Measures;
using FeedbackBot.Satisfaction.Rollups;
using FeedbackBot.Storage;
using FeedbackBot.Tests.Surveys;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tests.Satisfaction;

/// <summary>How cases go, after any sequence of what can happen to them.</summary>
public class ServiceScoreTests
{
    private static readonly SatisfactionOptions Settings = new() { MinimumAnswers = 1 };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Any_life_of_cases_gives_the_figures_of_a_plain_look_at_the_cases(int seed)
    {
        await using var cast = await SurveyCast.CreateAsync();
        var (random, other) = (new Random(seed), new StaffMember("ben@example.com", "Ben", StaffRoles.Agent, cast.Database.Now));
        await cast.Database.StoreAsync(other);
        Team[] teams = [new("service", new("客服", "Service"), cast.Database.Now), new("repair", new("维修", "Repair"), cast.Database.Now)];
        var calendar = new WorkCalendar("week", "UTC", WorkHours.EveryWeekday(new WorkPeriod(540, 1080)), cast.Database.Now);
        await cast.Database.StoreAsync(calendar, teams);
        for (var number = 1; number <= 25; number++)
        {
            var ticket = cast.NewComplaint(number, random.Next(8) == 0 ? ReadingFlags.Spam : ReadingFlags.None);
            ticket.MoveTo(teams[0], Actor.System, cast.Database.Now);
            ticket.StartClock(new TicketClock(number, ClockName.FirstResponse, cast.Database.Now, new(60, TargetUnit.Minutes), calendar));
            ticket.StartClock(new TicketClock(number, ClockName.Resolution, cast.Database.Now, new(600, TargetUnit.Minutes), calendar));
            await cast.Database.StoreAsync(ticket);
            for (var step = random.Next(9); step > 0; step--)
            {
                cast.Database.Clock.Advance(TimeSpan.FromMinutes(random.Next(1, 700)));
                var act = random.Next(7);
                await cast.Database.Work.RunAsync(async db => Live(await db.Tickets.Include(t => t.Clocks).SingleAsync(t => t.Number == number), act, cast, other, teams));
            }
        }

        await using var db = cast.Database.Open();
        var tickets = await db.Tickets.AsNoTracking().Include(t => t.Clocks).Include(t => t.Events).ToListAsync();
        var rebuild = new RebuildScores(cast.Database.Work, cast.Database.Contexts, new FillMeasures(cast.Database.Work), cast.Database.Clock, Options.Create(Settings));
        await CompareAsync(db, tickets);
        (await rebuild.VerifyAsync()).ShouldBe(0);
        await cast.Database.Work.RunAsync(work => work.CaseMeasures.ExecuteDeleteAsync());
        while (await new FillMeasures(cast.Database.Work).RunAsync() > 0)
        {
        }

        await rebuild.RunAsync();
        await CompareAsync(db, tickets);
    }

    [Fact]
    public void A_quantile_is_within_five_per_cent_of_the_true_one()
    {
        var random = new Random(7);
        for (var round = 0; round < 50; round++)
        {
            long[] minutes = [.. Enumerable.Range(0, random.Next(1, 400)).Select(_ => (long)Math.Exp(random.NextDouble() * 13)).Select(m => Math.Max(1, m))];
            var buckets = minutes.GroupBy(TimeColumns.BucketOf).ToDictionary(g => g.Key, g => (long)g.Count());
            foreach (var share in new[] { 0.5, 0.9 })
            {
                var exact = minutes.Order().ElementAt((int)Math.Ceiling(minutes.Length * share) - 1);
                TimeColumns.Quantile(buckets, share)!.Value.ShouldBe(exact, Math.Max(exact * 0.05, 0.5));
            }
        }
    }

    [Fact]
    public void Too_few_cases_give_numbers_and_no_figures()
    {
        var tally = new Tally { [CaseColumns.All] = 4, [CaseColumns.Resolved] = 4, [CaseColumns.FirstContact] = 4, [CaseColumns.Negative] = 4 };
        var score = ServiceScore.Of(tally, new Dictionary<Duration, Dictionary<int, long>>(), 5);
        (score.Cases, score.FirstContact.N, score.FirstContact.Value, score.SentimentIndex, score.Handovers).ShouldBe((4L, 4L, null, null, null));
    }

    /// <summary>Half an hour or more after whatever happened last, the customer had to come back.</summary>
    private static void Live(Ticket ticket, int act, SurveyCast cast, StaffMember other, Team[] teams)
    {
        var now = cast.Database.Now;
        switch (act)
        {
            case 0: ticket.Assign(ticket.AssigneeId == other.Id ? cast.Agent : other, Actor.System, now); break;
            case 1: ticket.MoveTo(teams[ticket.TeamId == teams[0].Id ? 1 : 0], Actor.System, now); break;
            case 2: ticket.Answered(Actor.System, now); break;
            case 3: ticket.CustomerWrote(now); break;
            case 4: ticket.Reopen("again", Actor.Customer, now); break;
            default: ticket.Resolve(new("c", "r", Responsibility.Us, true), Actor.System, now, TimeSpan.FromHours(1)); break;
        }
    }

    /// <summary>By team, against what the cases and their events say.</summary>
    private static async Task CompareAsync(FeedbackDb db, IReadOnlyList<Ticket> tickets)
    {
        var scores = await new ServiceQuery(Options.Create(Settings)).ReadAsync(db, new() { By = [Dimension.Team] });
        foreach (var team in tickets.Where(t => !t.Flags.HasFlag(ReadingFlags.Spam)).GroupBy(t => t.TeamId))
        {
            var score = scores.Single(s => s.Key.TeamId == team.Key).Value;
            var resolved = team.Where(t => t.Status is TicketStatus.Resolved).ToArray();
            int Hands(Ticket t) => t.Events.Count(e => e.Code == "assigned") - 1 + t.Events.Count(e => e.Code == "moved") - 1;
            (score.Cases, score.Complaints, score.Resolved).ShouldBe((team.LongCount(), team.LongCount(), resolved.LongLength));
            score.Handovers!.Value.ShouldBe((double)team.Sum(Hands) / team.Count(), 1e-9);
            score.Reopened.Value!.Value.ShouldBe((double)team.Count(t => t.Events.Any(e => e.Code == "reopened")) / team.Count(), 1e-9);
            score.FirstContact.N.ShouldBe(resolved.Length);
            if (resolved.Length > 0)
            {
                score.FirstContact.Value!.Value.ShouldBe((double)resolved.Count(t => Hands(t) == 0 && t.Returns == 0 && t.Events.All(e => e.Code != "reopened")) / resolved.Length, 1e-9);
            }

            var decided = team.SelectMany(t => t.Clocks).Where(c => c.Name == ClockName.FirstResponse && c.StoppedAt != null).ToArray();
            score.FirstPromise.N.ShouldBe(decided.Length);
            if (decided.Length > 0)
            {
                score.FirstPromise.Value!.Value.ShouldBe((double)decided.Count(c => c.StoppedAt <= c.DueAt) / decided.Length, 1e-9);
            }

            double[] took = [.. team.Where(t => t.ResolvedAt != null).Select(t => Math.Round((t.ResolvedAt!.Value - t.CreatedAt).TotalMinutes)).Order()];
            score.Times[Duration.Resolution].N.ShouldBe(took.Length);
            if (took.Length > 0)
            {
                var median = took[(int)Math.Ceiling(took.Length * 0.5) - 1];
                score.Times[Duration.Resolution].Median!.Value.ShouldBe(median, Math.Max(median * 0.05, 0.5));
            }
        }
    }
}
