namespace FeedbackBot.Understanding.Embedded;

/// <summary>Which of the flags seen in the phrases stand for the whole message.</summary>
internal static class FlagRule
{
    public static ReadingFlags Decide(Tally tally, bool spam)
    {
        var flags = tally.Flags;
        if (spam) flags |= ReadingFlags.Spam;
        // An advertisement that also complains is a complaint.
        if ((flags & ReadingFlags.Spam) != 0 && tally.Bad > 0.8f) flags &= ~ReadingFlags.Spam;
        return flags;
    }
}
