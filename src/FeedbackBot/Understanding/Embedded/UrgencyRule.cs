namespace FeedbackBot.Understanding.Embedded;

/// <summary>How soon somebody has to look, from flags first and then from what kind of message it is.</summary>
internal static class UrgencyRule
{
    private const ReadingFlags Critical = ReadingFlags.Safety | ReadingFlags.SelfHarm;
    private const ReadingFlags High =
        ReadingFlags.Legal | ReadingFlags.Regulator | ReadingFlags.MoneyWronglyTaken | ReadingFlags.Stranded;

    public static Urgency Decide(Tally tally, ReadingFlags flags, FeedbackKind kind)
    {
        if ((flags & Critical) != 0) return Urgency.Critical;
        if ((flags & High) != 0 || tally.Urgency == Urgency.High) return Urgency.High;
        return kind switch
        {
            FeedbackKind.Praise or FeedbackKind.Suggestion or FeedbackKind.Other => Urgency.Low,
            FeedbackKind.Complaint when tally.Bad < 0.8f && !tally.WhyAndTrouble => Urgency.Low,
            _ => Urgency.Normal,
        };
    }
}
