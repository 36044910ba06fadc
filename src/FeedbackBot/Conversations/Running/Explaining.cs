namespace FeedbackBot.Conversations;

/// <summary>Says why something is asked, and asks again.</summary>
internal static class Explaining
{
    public static bool Take(Talk talk)
    {
        if (!talk.Heard.Means(Intent.Why) || talk.Pending is not { Why: { } why })
            return false;
        talk.Say(why);
        Asking.Again(talk);
        return true;
    }
}
