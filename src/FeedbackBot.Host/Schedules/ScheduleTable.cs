using FeedbackBot.Conversations;
using FeedbackBot.Host.Api.Edge;
using FeedbackBot.Host.StaffConsole.Notifications;
using FeedbackBot.Host.StaffConsole.Reports;
using FeedbackBot.Outbox;
using FeedbackBot.Satisfaction;
using FeedbackBot.Satisfaction.Rollups;
using FeedbackBot.Surveys;
using FeedbackBot.Tickets;
using FeedbackBot.Webhooks;
using Quartz;

namespace FeedbackBot.Host.Schedules;

/// <summary>Everything that happens by itself, on one page: name, interval, use case. State is the queue ("which rows are due?"), so a crash loses nothing.</summary>
public static class ScheduleTable
{
    public static IServiceCollection AddSchedules(this IServiceCollection services, IHostEnvironment environment)
    {
        services.AddQuartz(quartz =>
        {
            quartz.UseDefaultThreadPool(5);
            quartz.Every(TimeSpan.FromSeconds(1), "ask due surveys", Task (AskDueSurveys work, CancellationToken stop) => work.RunAsync(stop));
            quartz.Every(TimeSpan.FromMinutes(1), "remind of surveys", Task (RemindOfSurveys work, CancellationToken stop) => work.RunAsync(stop));
            quartz.Every(TimeSpan.FromMinutes(15), "send check-ins", Task (SendCheckIns work, CancellationToken stop) => work.RunAsync(stop));
            quartz.Every(TimeSpan.FromMinutes(1), "send campaigns", Task (SendCampaigns work, CancellationToken stop) => work.RunAsync(stop));
            quartz.Every(TimeSpan.FromMinutes(5), "let old surveys expire", Task (ExpireInvitations work, CancellationToken stop) => work.RunAsync(stop));
            quartz.Every(TimeSpan.FromSeconds(1), "send held replies", Task (SendHeldReplies work, CancellationToken stop) => work.RunAsync(stop));
            quartz.Every(TimeSpan.FromSeconds(1), "catch up with search", Task (CatchUpSearch work, CancellationToken stop) => work.RunAsync(stop));
            quartz.Every(TimeSpan.FromSeconds(1), "notify staff", Task (NotifyStaff work, CancellationToken stop) => work.RunAsync(stop));
            quartz.Every(TimeSpan.FromSeconds(10), "send notifications", Task (SendNotifications work, CancellationToken stop) => work.RunAsync(stop));
            quartz.Every(TimeSpan.FromSeconds(2), "look after chats with people", Task (WatchChats work, CancellationToken stop) => work.RunAsync(stop));
            quartz.Every(TimeSpan.FromSeconds(10), "mail customers who are away", Task (MailAwayCustomers work, CancellationToken stop) => work.RunAsync(stop));
            quartz.Every(TimeSpan.FromSeconds(2), "deliver the outbox", Task (DeliverOutbox work, CancellationToken stop) => work.RunAsync(stop));
            quartz.Every(TimeSpan.FromSeconds(1), "deliver webhooks", Task (DeliverWebhooks work, CancellationToken stop) => work.RunAsync(stop));
            quartz.Every(TimeSpan.FromMinutes(10), "forget old webhook deliveries", Task (ForgetDeliveries work, CancellationToken stop) => work.RunAsync(stop));
            quartz.Every(TimeSpan.FromSeconds(5), "give out waiting cases", Task (AssignWaiting work, CancellationToken stop) => work.RunAsync(stop));
            quartz.Every(TimeSpan.FromSeconds(30), "take cases back", Task (ReleaseCases work, CancellationToken stop) => work.RunAsync(stop));
            quartz.Every(TimeSpan.FromSeconds(20), "watch promises", Task (WatchPromises work, CancellationToken stop) => work.RunAsync(stop));
            quartz.Every(TimeSpan.FromMinutes(1), "remind of commitments", Task (RemindOfCommitments work, CancellationToken stop) => work.RunAsync(stop));
            quartz.Every(TimeSpan.FromMinutes(1), "mark overdue commitments", Task (MarkOverdueCommitments work, CancellationToken stop) => work.RunAsync(stop));
            quartz.Every(TimeSpan.FromMinutes(10), "close resolved cases", Task (CloseResolvedTickets work, CancellationToken stop) => work.RunAsync(stop));
            quartz.Every(TimeSpan.FromMinutes(10), "forget old API answers", Task (ForgetAnswers work, CancellationToken stop) => work.RunAsync(stop));
            quartz.Every(TimeSpan.FromSeconds(10), "fold scores", Task (FoldScores work, CancellationToken stop) => work.RunAsync(stop));
            quartz.Every(TimeSpan.FromMinutes(10), "check the scores", Task (RebuildScores work, CancellationToken stop) => work.CheckAsync(stop));
            quartz.Every(TimeSpan.FromMinutes(10), "send kept reports", Task (SendReports work, CancellationToken stop) => work.RunAsync(stop));
            quartz.Every(TimeSpan.FromMinutes(10), "look over accounts", Task (LookOverAccounts work, CancellationToken stop) => work.RunAsync(stop));
            quartz.Every(TimeSpan.FromMinutes(10), "send due digests", Task (SendDueDigests work, CancellationToken stop) => work.RunAsync(stop));
        });
        services.AddHostedService<FollowLateReadings>();
        services.AddHostedService<RepairQueue>();
        if (environment.IsDevelopment())
        {
            services.AddHostedService<WatchDialogs>();
        }

        return services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
    }

    /// <summary>Never twice at once in this process; a failure is logged by the scheduler and the next tick tries again.</summary>
    private static void Every(this IQuartzBuilder quartz, TimeSpan interval, string name, Delegate work)
    {
        quartz.AddJob(name, work, job => job.DisallowConcurrentExecution());
        quartz.AddTrigger(trigger => trigger.ForJob(new JobKey(name)).WithIdentity(name)
            .WithSimpleSchedule(schedule => schedule.WithInterval(interval).RepeatForever()));
    }
}
