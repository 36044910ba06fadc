namespace FeedbackBot.Surveys;

/// <summary>Which answers are so low that somebody looks at once. Pure.</summary>
public static class LowAnswer
{
    public static bool Is(Metric metric, int value, SurveyOptions options) => options.FollowLowAnswers && value <= metric switch
    {
        Metric.Csat => options.LowCsat,
        Metric.Nps => options.LowNps,
        Metric.Ces => options.LowCes,
        _ => throw new ArgumentOutOfRangeException(nameof(metric)),
    };
}
