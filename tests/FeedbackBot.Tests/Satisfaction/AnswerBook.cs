using FeedbackBot.Surveys;

namespace FeedbackBot.Tests.Satisfaction;

/// <summary>Makes answers in bulk.</summary>
internal static class AnswerBook
{
    public static Answer Csat(int value, DateTime at, Attribution attribution, string? reason = null, long? ticket = null)
    {
        var answer = new Answer(Metric.Csat, value, attribution, at);
        answer.From(null, ticket);
        if (reason != null)
        {
            answer.Explain(reason);
        }

        return answer;
    }

    public static IEnumerable<Answer> Csat(IEnumerable<int> values, DateTime at, Attribution attribution) =>
        values.Select((value, i) => Csat(value, at.AddMinutes(i), attribution));

    public static Task StoreAllAsync(this TestDatabase database, IEnumerable<Answer> answers) =>
        database.Work.RunAsync(db =>
        {
            db.AddRange(answers);
            return Task.CompletedTask;
        });
}
