namespace FeedbackBot.Understanding.Embedded;

/// <summary>Weighs by rule what a message mainly does: signs for the model, which decides.</summary>
internal static class KindRule
{
    /// <summary>The weight of a story about something that is not known.</summary>
    private const double Telling = 1.5;

    /// <param name="z">By kind; the higher the likelier.</param>
    public static void Weigh(Tally tally, Span<double> z)
    {
        for (var k = 0; k < z.Length; k++) z[k] = Math.Min(4.5, tally.Kinds[k]);
        // "Hello", "thanks" and "sorry" around a matter do not make it small talk.
        var matter = Math.Max(Math.Max(z[0], z[1]), Math.Max(z[2], z[3]));
        z[(int)FeedbackKind.Other] = Math.Max(0, Math.Min(2.2, z[(int)FeedbackKind.Other]) - 0.6 * matter);
        var (good, bad) = (Math.Min(3f, tally.Good), Math.Min(3.5f, tally.Bad));

        z[(int)FeedbackKind.Complaint] += -0.5 + 1.25 * bad - 0.5 * good;
        z[(int)FeedbackKind.Suggestion] += -1.3;
        z[(int)FeedbackKind.Praise] += -1.1 + 1.05 * good - 1.2 * bad;
        z[(int)FeedbackKind.Question] += -0.6;
        z[(int)FeedbackKind.Other] += 0.5 - 0.9 * bad - 0.35 * good + Shortness(tally);
        Ways(tally, z, bad);
    }

    private static double Shortness(Tally tally) => tally.Units switch
    {
        <= 2 => 1.2,
        <= 4 => 0.7,
        <= 8 => 0.2,
        <= 16 => 0,
        _ => -0.5,
    };

    private static void Ways(Tally tally, Span<double> z, float bad)
    {
        if (tally.WhyAndTrouble)
        {
            z[(int)FeedbackKind.Complaint] += 2.6;
            z[(int)FeedbackKind.Question] -= 0.8;
        }

        if (tally.WishForChange) z[(int)FeedbackKind.Suggestion] += 2.2;
        if ((tally.Roles & Roles.Press) != 0) z[(int)FeedbackKind.Suggestion] -= 1.2;
        if (tally.Kinds[(int)FeedbackKind.Suggestion] >= 2)
        {
            // "Could you add …?" asks nothing.
            z[(int)FeedbackKind.Question] -= 0.6;
            z[(int)FeedbackKind.Praise] -= 0.8;
            return;
        }

        if (tally.EndsAsQuestion) z[(int)FeedbackKind.Question] += bad > 1.2f ? 0.3 : 1.5;
        if ((tally.Flags & ReadingFlags.WantsHuman) != 0 && tally.Units <= 24) z[(int)FeedbackKind.Question] += 0.8;
        // Thanked for something that was told without a trouble and without a wish.
        if ((tally.Roles & Roles.Thanks) != 0 && bad < 0.3f && tally.Units >= 6 && !tally.EndsAsQuestion
            && (tally.Roles & (Roles.HowTo | Roles.Request | Roles.Press | Roles.Still | Roles.Why | Roles.Wish)) == 0)
            z[(int)FeedbackKind.Praise] += 1.2;
        var story = Story(tally);
        z[(int)FeedbackKind.Complaint] += story;
        if (story > 0) z[(int)FeedbackKind.Other] -= 0.3;

        // A subject without a feeling is a request put briefly: "invoice for last month", "改地址".
        if (tally.Units >= 3 && tally.MainTopic >= 0.5f)
        {
            z[(int)FeedbackKind.Question] += story >= Telling ? 0 : 0.9;
            z[(int)FeedbackKind.Other] -= 0.6;
        }
    }

    /// <summary>Who tells what happened and asks nothing mostly tells a trouble, whatever the words.</summary>
    private static double Story(Tally tally)
    {
        var asks = tally.EndsAsQuestion || (tally.Roles & (Roles.HowTo | Roles.Request | Roles.Thanks)) != 0;
        if (asks || tally.Good >= 0.5f) return 0;
        var told = (tally.Roles & Roles.Told) != 0 && tally.Units >= 4;
        if (tally.MainTopic >= 0.5f && (tally.Units >= 6 || told))
            return told || (tally.Roles & (Roles.But | Roles.Still)) != 0 ? 2 : 1.1;
        return told && tally.Units >= 5 ? Telling : 0;
    }
}
