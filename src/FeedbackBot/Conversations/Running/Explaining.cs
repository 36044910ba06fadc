namespace FeedbackBot.Conversations;

/// <summary>Says why something is asked, and asks again.</summary>
internal static class Explaining
{
    public static bool Take(Talk talk)
    {
        if (!talk.Heard.Means(Intent.Why) || talk.Pending is not { Why: { } why } need || talk.Running!.Explained == need.Id)
            return false;
        talk.Say(why);
        talk.Running = talk.Running with { Explained = need.Id };
        if (need.Optional && talk.Heard.Means(Intent.Skip))
            Skipping.Skip(talk);
        else
            Asking.Again(talk);
        return true;
    }
}
