using FeedbackBot.Conversations.Answers;
using FeedbackBot.Understanding;

namespace FeedbackBot.Conversations;

/// <summary>Asked how a case went, the customer tells that it is not over: the words go to that case, which opens again, and no rating is asked of it now.</summary>
internal static class NotOver
{
    /// <summary>Fewer words are a rating that was not understood.</summary>
    private const double Telling = 3;

    /// <summary>The survey that is about a case; others ask about everything.</summary>
    private const string AboutCase = "csat";

    public static bool Take(Talk talk)
    {
        if (!IsSaid(talk))
            return false;
        talk.Running = null;
        talk.Do(new DismissSurvey());
        talk.Do(new AddToTicket(TicketNumberAnswer.Find(talk.Heard.Plain), talk.Heard.Text) { Outcomes = AfterFiling.Outcomes(talk, ("added", Line.OpenAgain)) });
        return true;
    }

    public static bool IsSaid(Talk talk) =>
        talk.Running is { Flow: AboutCase, Subject: not null } && talk.Pending is { Type: RatingAnswer rating } && rating.Parse(talk.Heard) is null
        && talk.Heard.Content >= Telling && !talk.Heard.IsQuestion && talk.Heard.IsKind(FeedbackKind.Complaint) && !talk.Heard.Means(Intent.Withdrawal);
}
