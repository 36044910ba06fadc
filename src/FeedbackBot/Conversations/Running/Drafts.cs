namespace FeedbackBot.Conversations;

/// <summary>What was cancelled is kept for a day: whoever thinks better of it need not tell it again.</summary>
internal static class Drafts
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);

    /// <summary>Keeps the flow that is being dropped, where anything was told in it.</summary>
    public static void Keep(Talk talk)
    {
        if (!Filling.Told(talk))
            return;
        talk.Draft = talk.Running! with { Step = null, Tries = 0, WantsHuman = false };
        talk.DraftUntil = talk.Turn.Now + KeptFor;
    }

    /// <summary>Going on, in so many words, takes it up at once; asking for the same kind of matter, it is offered.</summary>
    public static bool Take(Talk talk)
    {
        if (talk.Draft is not { } draft || talk.Book.Find(draft.Flow) is not { } flow)
            return false;
        if (talk.Turn.Now > talk.DraftUntil)
            (talk.Draft, talk.DraftUntil) = (null, null);
        else if (talk.Heard.IsWhole(Intent.GoOn))
            TakeUp(talk, draft);
        else if (flow.Says.IsWhole(talk.Heard.Plain))
            Offer(talk, flow, draft);
        return talk.HasSaid;
    }

    private static void TakeUp(Talk talk, RunningFlow draft)
    {
        Push(talk, draft);
        talk.Say(Line.Recap, ("title", talk.Text(talk.Flow!.Title)));
        Asking.Next(talk);
    }

    private static void Offer(Talk talk, Flow flow, RunningFlow draft)
    {
        Push(talk, draft);
        Asides.Ask(talk, SharedSteps.Resume, talk.Text(Line.Resume, ("title", talk.Text(flow.Title))));
    }

    private static void Push(Talk talk, RunningFlow draft)
    {
        talk.Push(draft);
        (talk.Draft, talk.DraftUntil) = (null, null);
    }
}
