namespace FeedbackBot.Conversations;

/// <summary>Coming back after a while: one line of where things stood, then on with what is being said now.</summary>
internal static class Returning
{
    public static bool Take(Talk talk)
    {
        if (!talk.Turn.AfterPause || talk.Flow is not { } flow)
            return false;
        talk.Say(Line.Recap, ("title", talk.Text(flow.Title)));
        if (!talk.Heard.IsWhole(Intent.Greeting) && !(talk.Heard.Content <= 3 && talk.Heard.HasClause(Intent.Greeting)))
            return false;
        Asking.Again(talk);
        return true;
    }
}
