using FeedbackBot.Accounts;
using FeedbackBot.Conversations;
using FeedbackBot.Outbox;
using FeedbackBot.Routing;
using FeedbackBot.Satisfaction;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.Demo;

/// <summary>Fills an empty database with the sample company and its last thirteen weeks, through the product's own use cases.</summary>
/// <param name="end">When the story ends and the customers' own begins: now.</param>
/// <param name="size">1 is about six hundred cases.</param>
internal sealed class FillDemo(IServiceProvider host, DateTime end, double size = 1)
{
    public const int Weeks = 13;
    private readonly SampleData _data = SampleData.Load();

    public async Task RunAsync(CancellationToken cancellation = default)
    {
        var firstMonday = DigestPeriod.WeekOf(end, TimeZoneInfo.Utc).From.AddDays(-7 * Weeks);
        await using (var world = new DemoWorld(host, firstMonday.AddDays(-1)))
        {
            var timeline = new Timeline(world, end);
            var scene = new Scene(world, _data, timeline, await SetUpAsync(world));
            PlanStory(scene, firstMonday);
            await timeline.RunAsync(cancellation);

            // The customers of the story are in no chat any more, and nobody is to be written to about it.
            await world.Unit.RunAsync(db => db.UnseenWords.ExecuteDeleteAsync(), cancellation);
        }

        await KeepAsync(cancellation);
        host.GetRequiredService<RoutingBook>().Forget();
    }

    private async Task<IReadOnlyDictionary<string, StaffMember>> SetUpAsync(DemoWorld world)
    {
        await world.Unit.RunAsync(db => WriteCompany.RunAsync(db, _data, world.Clock.Now));
        await world.Unit.RunAsync(db => WriteCompany.RulesAsync(db, _data.Company, world.Clock.Now));
        world.Get<RoutingBook>().Forget();
        await using var read = await host.GetRequiredService<IDbContextFactory<FeedbackDb>>().CreateDbContextAsync();
        var byEmail = await read.Staff.AsNoTracking().ToDictionaryAsync(s => s.Email);
        var staff = _data.Company.Staff.ToDictionary(s => s.Key, s => byEmail[_data.Company.EmailOf(s)]);
        var manager = staff.Values.First(s => s.Roles.HasFlag(StaffRoles.Manager)).Id;
        await world.Unit.RunAsync(db =>
        {
            WritePrepared.Run(db, _data.Prepared, manager, world.Clock.Now);
            return Task.CompletedTask;
        });
        return staff;
    }

    private void PlanStory(Scene scene, DateTime firstMonday)
    {
        var planner = new PlanCases(_data, firstMonday, end, size);
        var specials = new PlaySpecials(scene, planner);
        planner.Weeks();
        planner.Wave();
        specials.Plan(end);
        var work = new PlayCase(scene, new PlaySurvey(scene));
        Action<FiledCase> filed = one =>
        {
            work.Begin(one);
            specials.Filed(one);
        };
        var (chat, post) = (new PlayChat(scene, filed), new PlayPost(scene, filed));
        foreach (var plan in planner.Ordered())
        {
            scene.Timeline.At(plan.At, () => plan.IsChat ? chat.BeginAsync(plan) : post.FileAsync(plan));
        }

        new PlayCampaign(scene).Plan(firstMonday.AddDays(7 * (Weeks - 3)).AddHours(3));
        new PlayMadeSurvey(scene).Plan(firstMonday.AddDays(7 * (Weeks - 2)).AddHours(3));
        new ImportPast(scene, firstMonday, size).Plan();
        for (var week = 1; week <= Weeks; week++)
        {
            scene.Timeline.At(firstMonday.AddDays(7 * week).AddHours(1), () => SendDigestsAsync(scene));
            scene.Timeline.At(firstMonday.AddDays(7 * week).AddHours(2), () => LookAfterSurveysAsync(scene));
        }
    }

    private static async Task SendDigestsAsync(Scene scene)
    {
        await scene.Timeline.CatchUpAsync();
        await scene.World.Get<LookOverAccounts>().RunAsync();
        await scene.World.Get<SendDigests>().RunAsync();
        await scene.World.Get<DeliverOutbox>().RunAsync();
    }

    /// <summary>What schedules do every few minutes is done once a week: nobody reads along.</summary>
    private static async Task LookAfterSurveysAsync(Scene scene)
    {
        await scene.Timeline.CatchUpAsync();
        await scene.World.Get<RemindOfSurveys>().RunAsync();
        await scene.World.Get<ExpireInvitations>().RunAsync();
        await scene.World.Get<SendCheckIns>().RunAsync();
        await scene.World.Get<SendCampaigns>().RunAsync();
        await scene.World.Get<DeliverOutbox>().RunAsync();
    }

    /// <summary>What was written without waiting for the disk is now on it.</summary>
    private async Task KeepAsync(CancellationToken cancellation)
    {
        await using var db = await host.GetRequiredService<IDbContextFactory<FeedbackDb>>().CreateDbContextAsync(cancellation);
        await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", cancellation);
        await db.Database.ExecuteSqlRawAsync("PRAGMA optimize", cancellation);
    }
}
