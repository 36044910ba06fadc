using FeedbackBot.Satisfaction.Measures;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Satisfaction;

/// <summary>From the first answer, question or case to just after the last.</summary>
internal sealed record FactSpan(DateTime From, DateTime To)
{
    /// <summary>Null where there is nothing yet. By metric, for so each end is one look into an index.</summary>
    public static async Task<FactSpan?> ReadAsync(FeedbackDb db, CancellationToken cancellation = default)
    {
        var ends = new List<DateTime?>();
        foreach (var metric in Enum.GetValues<Metric>())
        {
            var (answers, questions) = (db.Answers.Where(a => a.Metric == metric), db.Invitations.Where(i => i.Metric == metric));
            ends.Add(await answers.MinAsync(a => (DateTime?)a.AnsweredAt, cancellation));
            ends.Add(await answers.MaxAsync(a => (DateTime?)a.AnsweredAt, cancellation));
            ends.Add(await questions.MinAsync(i => (DateTime?)i.SentAt, cancellation));
            ends.Add(await questions.MaxAsync(i => (DateTime?)i.SentAt, cancellation));
        }

        ends.Add(await db.CaseMeasures.MinAsync(m => (DateTime?)m.CreatedAt, cancellation));
        ends.Add(await db.CaseMeasures.MaxAsync(m => (DateTime?)m.CreatedAt, cancellation));
        return ends.Min() is { } first && ends.Max() is { } last ? new(first, last.AddTicks(TimeSpan.TicksPerMicrosecond)) : null;
    }
}
