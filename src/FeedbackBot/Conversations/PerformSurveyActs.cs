using FeedbackBot.Storage;
using FeedbackBot.Surveys;

namespace FeedbackBot.Conversations;

/// <summary>Performs the effects that concern the survey a conversation is in.</summary>
public sealed class PerformSurveyActs(RecordAnswer record, RecordReason explain, DismissInvitation dismiss)
{
    public async Task<Outcome> RateAsync(FeedbackDb db, TurnScene scene, KeepRating act)
    {
        if (scene.Subject is not { } invitation)
        {
            return new("expired");
        }

        var outcome = await record.RunAsync(db, invitation, act.Value);
        return new(outcome is AnswerOutcome.Recorded or AnswerOutcome.AlreadyAnswered ? "recorded" : "expired");
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
