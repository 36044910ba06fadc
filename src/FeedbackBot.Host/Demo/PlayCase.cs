using FeedbackBot.Accounts;
using FeedbackBot.Conversations;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;

namespace FeedbackBot.Host.Demo;

/// <summary>What happens to a case once it is filed: given to somebody, answered, worked on, resolved, perhaps opened again.</summary>
internal sealed class PlayCase(Scene scene, PlaySurvey survey)
{
    /// <summary>Plans the work by the promises that were made, in the working hours they were made for.</summary>
    public void Begin(FiledCase filed) => scene.Timeline.After(TimeSpan.FromMinutes(1), () => PlanWorkAsync(filed));

    private async Task PlanWorkAsync(FiledCase filed)
    {
        var book = await scene.World.Get<RoutingBook>().OpenAsync();
        await using var db = await scene.World.Get<Microsoft.EntityFrameworkCore.IDbContextFactory<FeedbackDb>>().CreateDbContextAsync();
        var ticket = await db.TicketAsync(filed.Number);
        var agent = scene.AgentFor(book.TeamOf(ticket.TeamId)?.Key ?? StartingBook.DefaultTeam, filed.Plan);
        var (course, first, whole) = (filed.Plan.Course, ClockOf(ticket, ClockName.FirstResponse), ClockOf(ticket, ClockName.Resolution));
        if (course.FirstResponse is not { } share)
        {
            return;
        }

        var answered = Working(book, first, share);
        scene.Timeline.At(Working(book, first, share * 0.4), () => AssignAsync(filed, agent));
        scene.Timeline.At(answered, () => ReplyAsync(filed, agent, Scene.Pick(Ways(filed.Plan.Matter.Replies, filed.Plan), filed.Plan)));
        if (filed.Plan.Index % 3 != 0)
        {
            scene.Timeline.At(answered.AddMinutes(1), () => CheckReadingAsync(filed, agent));
        }

        Between(filed, agent, answered);
        if (course.Resolution is { } until && !(course.Withdrawn && filed.Plan.IsChat))
        {
            scene.Timeline.At(Later(Working(book, whole, until), answered.AddMinutes(35)), () => ResolveAsync(filed, agent));
        }
    }

    private void Between(FiledCase filed, StaffMember agent, DateTime answered)
    {
        var (plan, course) = (filed.Plan, filed.Plan.Course);
        if (course.Noted)
        {
            scene.Timeline.At(answered.AddMinutes(4), () => scene.DoAsync(db =>
                scene.World.Get<AddNote>().RunAsync(db, filed.Number, Scene.Pick(scene.Data.Talk.Notes, plan), Actor.Of(agent))));
        }

        if (course.FollowedUp)
        {
            scene.Timeline.At(answered.AddMinutes(9 + (plan.Index % 14)), () => WriteAsync(filed, Scene.Pick(scene.Data.Talk.CustomerFollowUps, plan), "more"));
        }

        if (course.FollowedUp && plan.Index % 5 < 3)
        {
            scene.Timeline.At(answered.AddMinutes(26 + (plan.Index % 8)), () => ReplyAsync(filed, agent, Scene.Pick(scene.Data.Talk.AgentFollowUps, plan)));
        }

        if (course.Held)
        {
            scene.Timeline.At(answered.AddHours(1), () => HoldAsync(filed, agent));
        }
    }

    private Task AssignAsync(FiledCase filed, StaffMember agent) => WhileOpenAsync(filed, (db, _) =>
        scene.World.Get<AssignTicket>().RunAsync(db, filed.Number, null, agent.Email, Actor.Of(filed.Plan.Index % 4 == 0 ? scene.Boss : agent)));

    private Task ReplyAsync(FiledCase filed, StaffMember agent, string text) => WhileOpenAsync(filed, (db, _) =>
        scene.World.Get<ReplyToTicket>().RunAsync(db, filed.Number, text.Replace("{agent}", agent.Name, StringComparison.Ordinal), Actor.Of(agent)));

    /// <summary>Agents know what the matter is; what the reader made of it is as it would really be.</summary>
    private Task CheckReadingAsync(FiledCase filed, StaffMember agent) => WhileOpenAsync(filed, (db, ticket) =>
    {
        var (kind, topic) = (ColumnForms.Parse<FeedbackKind>(filed.Plan.Matter.Kind), filed.Plan.Matter.Topic);
        var felt = kind switch { FeedbackKind.Complaint => Sentiment.Negative, FeedbackKind.Praise => Sentiment.Positive, _ => Sentiment.Neutral };
        return scene.World.Get<CorrectReading>().RunAsync(db, filed.Number, new(kind, [topic, .. ticket.Topics.Where(t => t != topic)], felt), Actor.Of(agent));
    });

    private Task HoldAsync(FiledCase filed, StaffMember agent) => WhileOpenAsync(filed, (_, ticket) =>
    {
        ticket.Hold(Scene.Pick(scene.Data.Talk.Holding, filed.Plan), Actor.Of(agent), scene.World.Clock.Now);
        return Task.CompletedTask;
    });

    private Task ResolveAsync(FiledCase filed, StaffMember agent)
    {
        var (plan, end) = (filed.Plan, filed.Plan.Matter.Ends[filed.Plan.Index % filed.Plan.Matter.Ends.Count]);
        var resolution = new Resolution(end.Cause, end.Remedy, ColumnForms.Parse<Responsibility>(end.Whose), TellsCustomer: true);
        WhileOpenAsync(filed, (db, _) =>
            scene.World.Get<ResolveTicket>().RunAsync(db, filed.Number, resolution, plan.Fill(end.Message), Actor.Of(agent)));
        new PlayPromise(scene).Begin(filed, agent);
        survey.Begin(plan.Course.Reopened ? filed with { Plan = Disappointed(plan) } : filed);
        if (plan.Course.Reopened)
        {
            scene.Timeline.After(TimeSpan.FromHours(20 + (plan.Index % 30)), () => ReopenAsync(filed, agent));
        }

        return Task.CompletedTask;
    }

    /// <summary>Whoever comes back was not satisfied with the first end, or would not say.</summary>
    private static CasePlan Disappointed(CasePlan plan) => plan with
    {
        Course = plan.Course with
        {
            Rating = plan.Index % 4 == 0 ? null : 1 + (plan.Index % 2),
            Reason = plan.Matter.Bad[plan.Index % plan.Matter.Bad.Count],
            Dismissed = plan.Index % 4 == 0,
            AnswerHours = 1 + (plan.Index % 9),
        },
    };

    /// <summary>Where a low rating has opened a case of its own, the work goes on there.</summary>
    private async Task ReopenAsync(FiledCase filed, StaffMember agent)
    {
        await scene.Timeline.CatchUpAsync();
        await using var db = await scene.World.Get<Microsoft.EntityFrameworkCore.IDbContextFactory<FeedbackDb>>().CreateDbContextAsync();
        if ((await db.TicketAsync(filed.Number)).Status == TicketStatus.Closed)
        {
            return;
        }

        var plan = filed.Plan with { Course = filed.Plan.Course with { Reopened = false } };
        await scene.DoAsync(db => scene.World.Get<ReopenTicket>().RunAsync(db, filed.Number, Scene.Pick(scene.Data.Talk.Reopening, plan), Actor.Of(agent)));
        scene.Timeline.After(TimeSpan.FromMinutes(50), () => ReplyAsync(filed, agent, Scene.Pick(scene.Data.Talk.AfterReopening, plan)));
        scene.Timeline.After(TimeSpan.FromHours(26), () => ResolveAsync(filed with { Plan = plan }, agent));
    }

    private Task WriteAsync(FiledCase filed, string text, string key) => scene.World.Get<TakeTurn>().RunAsync(new InboundMessage
    {
        Channel = filed.Channel,
        ConversationKey = filed.ConversationKey,
        MessageKey = $"{filed.ConversationKey}-{key}",
        SenderName = filed.Plan.Contact?.Name,
        Text = text,
        Locale = filed.Plan.Language,
    });

    /// <summary>The customer may have taken the case back, or it was merged into another.</summary>
    private Task WhileOpenAsync(FiledCase filed, Func<FeedbackDb, Ticket, Task> act) => scene.DoAsync(async db =>
    {
        var ticket = await db.TicketAsync(filed.Number);
        if (ticket.IsOpen)
        {
            await act(db, ticket);
        }
    });

    private static TicketClock ClockOf(Ticket ticket, string name) => ticket.Clocks.First(c => c.Name == name);

    private static DateTime Working(RoutingBook.Page book, TicketClock clock, double share)
    {
        var calendar = book.Calendars.Values.First(c => c.Name == clock.Calendar);
        return DueDate.After(clock.StartedAt, TimeSpan.FromMinutes(clock.TargetAmount * share), calendar.Hours, TimeZoneInfo.FindSystemTimeZoneById(clock.TimeZone));
    }

    private static DateTime Later(DateTime a, DateTime b) => a > b ? a : b;

    private static Dictionary<string, List<string>> Ways(List<string> ways, CasePlan plan) => new() { [plan.Language] = ways };
}
