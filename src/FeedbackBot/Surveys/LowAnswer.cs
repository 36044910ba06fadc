using FeedbackBot.Storage;
using FeedbackBot.Surveys.Made;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Surveys;

/// <summary>What the customer of a case is asked next: again what they gave a low answer to, else the question after a resolution.</summary>
/// <param name="Low">The low answer that the case followed up; null for most.</param>
/// <param name="Made">The made survey that is asked; null where it is the built-in question.</param>
internal sealed record NextQuestion(Answer? Low, Made.SurveyVersion? Made)
{
    public Metric Metric => Low?.Metric ?? Made?.Metric ?? Metric.Csat;

    public SurveyKind Kind => Low == null ? SurveyKind.Resolution : SurveyKind.Recovery;
}

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

    internal static async Task<NextQuestion> NextQuestionAsync(this FeedbackDb db, long number)
    {
        var low = await db.UnpairedAsync(number);
        return new(low, await db.AskedAfterResolutionAsync(low));
    }

    /// <summary>The low answer that a case follows up, where no second answer stands beside it yet: it is asked about on the same scale.</summary>
    /// <remarks>Also one that another case followed up which has become a part of this one, for the same customer.</remarks>
    internal static Task<Answer?> UnpairedAsync(this FeedbackDb db, long number)
    {
        var (answers, tickets) = (db.Answers, db.Tickets);
        var parts = tickets.Where(t => t.Number == number || (t.MergedInto == number && tickets.Any(whole => whole.Number == number && whole.ContactId == t.ContactId))).Select(t => t.Number);
        return answers.Where(a => a.CaseNumber != null && parts.Contains(a.CaseNumber.Value) && !answers.Any(b => b.RecoversId == a.Id)).OrderBy(a => a.AnsweredAt).FirstOrDefaultAsync();
    }
}
