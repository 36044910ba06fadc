using FeedbackBot.Accounts;
using FeedbackBot.Conversations;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.Demo;

/// <summary>What becomes of a low rating: the case that it opened is answered and resolved, and most of those customers rate again, mostly higher.</summary>
internal sealed class PlayRecovery(Scene scene)
{
    /// <summary>Called after a customer was asked and may have answered.</summary>
    /// <param name="filed">The case they were asked about.</param>
    public async Task BeginAsync(FiledCase filed)
    {
        await scene.Timeline.CatchUpAsync();
        await using var db = await scene.World.Get<IDbContextFactory<FeedbackDb>>().CreateDbContextAsync();
        if (await db.Answers.AsNoTracking().FirstOrDefaultAsync(a => a.TicketNumber == filed.Number && a.CaseNumber != null && a.RecoversId == null) is not { CaseNumber: { } number })
        {
            return;
        }

        var book = await scene.World.Get<RoutingBook>().OpenAsync();
        var ticket = await db.TicketAsync(number);
        var (agent, followUp) = (scene.AgentFor(book.TeamOf(ticket.TeamId)?.Key ?? StartingBook.DefaultTeam, filed.Plan), filed with { Number = number });
        scene.Timeline.After(TimeSpan.FromHours(2), () => scene.DoAsync(db => WriteAsync(db, followUp, agent)));
        scene.Timeline.After(TimeSpan.FromHours(23 + (filed.Plan.Index % 20)), () => ResolveAsync(followUp, agent));
    }

    private async Task WriteAsync(FeedbackDb db, FiledCase filed, StaffMember agent)
    {
        var words = Scene.Pick(scene.Data.Talk.AfterReopening, filed.Plan).Replace("{agent}", agent.Name, StringComparison.Ordinal);
        await scene.World.Get<AssignTicket>().RunAsync(db, filed.Number, null, agent.Email, Actor.Of(agent));
        await scene.World.Get<ReplyToTicket>().RunAsync(db, filed.Number, words, Actor.Of(agent));
    }

    private Task ResolveAsync(FiledCase filed, StaffMember agent)
    {
        var end = filed.Plan.Matter.Ends[(filed.Plan.Index + 1) % filed.Plan.Matter.Ends.Count];
        var resolution = new Resolution(end.Cause, end.Remedy, ColumnForms.Parse<Responsibility>(end.Whose), TellsCustomer: true);
        scene.DoAsync(db => scene.World.Get<ResolveTicket>().RunAsync(db, filed.Number, resolution, filed.Plan.Fill(end.Message), Actor.Of(agent)));
        scene.Timeline.After(TimeSpan.FromSeconds(2), () => AskAsync(filed));
        return Task.CompletedTask;
    }

    /// <summary>Whoever was asked something else only lately is asked once that is long enough ago.</summary>
    private async Task AskAsync(FiledCase filed)
    {
        await scene.Timeline.CatchUpAsync();
        await scene.World.Get<AskDueSurveys>().RunAsync();
        await using var db = await scene.World.Get<IDbContextFactory<FeedbackDb>>().CreateDbContextAsync();
        if ((await db.TicketAsync(filed.Number)).SurveyDueAt is { } due)
        {
            var soon = scene.World.Clock.Now.AddMinutes(15);
            scene.Timeline.At(due > soon ? due.AddSeconds(1) : soon, () => AskAsync(filed));
        }
        else if (filed.Plan.Index % 5 != 4)
        {
            scene.Timeline.After(TimeSpan.FromHours(1 + (filed.Plan.Index % 7)), () => scene.DoAsync(work => RateAsync(work, filed)));
        }
    }

    private async Task RateAsync(FeedbackDb db, FiledCase filed)
    {
        if (await db.Invitations.AsNoTracking().FirstOrDefaultAsync(i => i.TicketNumber == filed.Number && i.Status == InvitationStatus.Sent) is { } asked)
        {
            await scene.World.Get<RecordAnswer>().RunAsync(db, asked.Id, 3 + (filed.Plan.Index % 3));
        }
    }
}
