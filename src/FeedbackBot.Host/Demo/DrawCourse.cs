namespace FeedbackBot.Host.Demo;

/// <summary>Decides how a case goes and how its customer rates it: moods, broken promises and stories weigh in.</summary>
internal static class DrawCourse
{
    private const double OrdinaryAnswers = 0.32;

    public static CaseCourse Of(Dice dice, SampleCase matter, SampleAccount? account, SampleStory? story, int week)
    {
        var bad = story?.BadWeeks.Contains(week) == true;
        var late = dice.Chance(bad ? 0.55 : 0.13);
        var overdue = dice.Chance(bad ? 0.6 : 0.14);
        var reopened = matter.Kind == "complaint" && dice.Chance(bad ? 0.25 : 0.08);
        var stuck = dice.Chance(0.03);
        var mood = Mood(matter, account, story, week) - (late ? 0.12 : 0) - (overdue ? 0.2 : 0) - (reopened ? 0.15 : 0);
        var rating = Rating(dice, Math.Clamp(mood, 0.02, 0.98));
        var answers = dice.Chance(story is { Answers: > 0 } ? story.Answers : OrdinaryAnswers);
        return new()
        {
            FirstResponse = late ? dice.Between(1.1, 2.2) : dice.Between(0.05, 0.85),
            Resolution = stuck ? null : overdue ? dice.Between(1.1, 2.0) : dice.Between(0.15, 0.9),
            Noted = dice.Chance(0.22),
            FollowedUp = dice.Chance(0.42),
            Reopened = reopened,
            Withdrawn = matter.Kind == "complaint" && account == null && dice.Chance(0.12),
            BeginsWithKind = dice.Chance(0.2),
            Rating = answers ? rating : null,
            Reason = answers && dice.Chance(0.75) ? dice.One(rating >= 4 ? matter.Good : matter.Bad) : null,
            Dismissed = !answers && dice.Chance(0.08),
            AnswerHours = Math.Pow(dice.Share(), 3) * 60,
        };
    }

    /// <summary>The likelihood of a rating of 4 or 5.</summary>
    private static double Mood(SampleCase matter, SampleAccount? account, SampleStory? story, int week)
    {
        if (story?.Mood.TryGetValue(week, out var told) == true)
        {
            return told;
        }

        var mood = account?.Mood ?? 0.7;
        return matter.Kind switch
        {
            "praise" => mood + 0.3,
            "complaint" => mood,
            _ => mood + 0.12,
        };
    }

    private static int Rating(Dice dice, double mood) => dice.Chance(mood)
        ? dice.Chance(0.3 + (0.35 * mood)) ? 5 : 4
        : dice.Share() switch { < 0.35 => 3, < 0.68 => 2, _ => 1 };
}
