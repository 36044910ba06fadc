using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Surveys.Made;
using FeedbackBot.Tickets;

namespace FeedbackBot.Conversations;

/// <summary>Performs the effects that concern the survey a conversation is in.</summary>
public sealed class PerformSurveyActs(RecordAnswer record, RecordReason explain, AnswerMadeSurvey made, DismissInvitation dismiss)
{
    public async Task<Outcome> RateAsync(FeedbackDb db, TurnScene scene, KeepRating act)
    {
        if (scene.Subject is not { } invitation)
        {
            return new("expired");
        }

        var outcome = await record.RunAsync(db, invitation, act.Value);
        return outcome switch
        {
            AnswerOutcome.Recorded => Recorded(db, scene, act, invitation),
            AnswerOutcome.AlreadyAnswered => new("recorded"),
            _ => new("expired"),
        };
    }

    /// <summary>A low rating opened a case, and the customer is told its number, where the flow has words for it.</summary>
    private static Outcome Recorded(FeedbackDb db, TurnScene scene, KeepRating act, Guid invitation)
    {
        if (db.Answers.Local.First(a => a.InvitationId == invitation).CaseNumber is not { } number)
        {
            return new("recorded");
        }

        return Followed(scene, act, number);
    }

    /// <summary>The same of a question of a made survey; only the rating opens a case.</summary>
    public async Task<Outcome> RespondAsync(FeedbackDb db, TurnScene scene, KeepResponse act) =>
        await made.TakeAsync(db, Guid.Parse(act.Survey), act.Question, q => MadeSurveyFlow.Given(q, act.Value), act.Words) is { } number
            ? Followed(scene, act, number)
            : new("recorded");

    private static Outcome Followed(TurnScene scene, Effect act, long number)
    {
        var ticket = TicketNumber.Format(number);
        scene.State = scene.State with { Tickets = [.. scene.State.Tickets.Where(t => t != ticket), ticket] };
        return act.Outcomes.ContainsKey("followed") ? new("followed") { Facts = new Dictionary<string, string> { ["ticket"] = ticket } } : new("recorded");
    }

    public async Task<Outcome> ExplainAsync(FeedbackDb db, TurnScene scene, KeepReason act)
    {
        if (scene.Subject is { } invitation)
        {
            await explain.RunAsync(db, invitation, act.Text);
        }

        return new("recorded");
    }

    public async Task<Outcome> DismissAsync(FeedbackDb db, TurnScene scene)
    {
        if (scene.Subject is { } invitation)
        {
            await dismiss.RunAsync(db, invitation);
        }

        return new("dismissed");
    }
}
