using FeedbackBot.Accounts;
using FeedbackBot.Conversations;
using FeedbackBot.Outbox;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Surveys.Campaigns;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.Demo;

/// <summary>The manager asks the contacts of the largest accounts whether they would recommend the company; some answer two days later.</summary>
internal sealed class PlayCampaign(Scene scene)
{
    private const int Largest = 12;

    /// <summary>In the order of their addresses; whoever has none here does not answer.</summary>
    private static readonly int?[] Answers = [9, 10, null, 8, 9, 7, null, 10, 9, 8, 10];

    public void Plan(DateTime at)
    {
        scene.Timeline.At(at, StartAsync);
        scene.Timeline.At(at.AddDays(2), AnswerAsync);
    }

    private async Task StartAsync()
    {
        await scene.Timeline.CatchUpAsync();
        var (world, boss) = (scene.World, scene.Boss);
        var plan = new CampaignPlan(
            scene.Data.Company.Campaign, Metric.Nps, new() { TopAccounts = Largest }, 100, LocalTime.DayOf(world.Clock.Now, boss.TimeZone), 100);
        var id = await world.Unit.RunAsync(db => world.Get<PlanCampaign>().RunAsync(db, null, plan, boss));
        await world.Unit.RunAsync(db => world.Get<StartCampaign>().RunAsync(db, id, boss));
        await world.Get<SendCampaigns>().RunAsync();
        await world.Get<DeliverOutbox>().RunAsync();
    }

    private async Task AnswerAsync()
    {
        await scene.Timeline.CatchUpAsync();
        await scene.World.Unit.RunAsync(async db =>
        {
            var contacts = db.Contacts;
            var asked = await db.Invitations.AsNoTracking().Where(i => i.CampaignId != null && i.Status == InvitationStatus.Sent)
                .Join(contacts, i => i.ContactId, c => c.Id, (i, c) => new { i.Id, c.Email }).OrderBy(i => i.Email).Select(i => i.Id).ToListAsync();
            foreach (var (index, invitation) in asked.Index())
            {
                if (Answers[index % Answers.Length] is { } value)
                {
                    await scene.World.Get<RecordAnswer>().RunAsync(db, invitation, value, null);
                }
            }
        });
    }
}
