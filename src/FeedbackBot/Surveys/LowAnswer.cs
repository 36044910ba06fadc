using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Surveys;

/// <summary>Which answers are so low that somebody looks at once, where that is wished, and which of them still want a second one.</summary>
public static class LowAnswer
{
    /// <summary>Pure.</summary>
    public static bool Is(Metric metric, int value, SurveyOptions options) => options.FollowLowAnswers && value <= MostOf(metric, options);

    /// <summary>The highest rating that is low.</summary>
    public static int MostOf(Metric metric, SurveyOptions options) => metric switch
    {
        Metric.Csat => options.LowCsat,
        Metric.Nps => options.LowNps,
        Metric.Ces => options.LowCes,
        _ => throw new ArgumentOutOfRangeException(nameof(metric)),
    };

    /// <summary>The low answer that a case follows up, where no second answer stands beside it yet: it is asked about on the same scale.</summary>
    internal static Task<Answer?> UnpairedAsync(this FeedbackDb db, long number)
    {
        var answers = db.Answers;
        return answers.Where(a => a.CaseNumber == number && !answers.Any(b => b.RecoversId == a.Id)).OrderBy(a => a.AnsweredAt).FirstOrDefaultAsync();
    }
}
