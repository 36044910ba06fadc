namespace FeedbackBot.Understanding.Embedded;

/// <summary>How soon somebody has to look at the least, because of what was named in so many words: the one place that ranks flags. Models may add to it, never take from it.</summary>
internal static class UrgencyRule
{
    private const ReadingFlags Critical = ReadingFlags.Safety | ReadingFlags.SelfHarm;
    private const ReadingFlags High =
        ReadingFlags.Legal | ReadingFlags.Regulator | ReadingFlags.MoneyWronglyTaken | ReadingFlags.Stranded;

    public static Urgency Of(ReadingFlags flags) =>
        (flags & Critical) != 0 ? Urgency.Critical : (flags & High) != 0 ? Urgency.High : Urgency.Low;
}
