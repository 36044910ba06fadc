namespace FeedbackBot.Surveys.Made;

/// <summary>What was said to one further question: a rating, a choice (a row for each), or words; none of them where the question was passed over.</summary>
public sealed class SurveyResponse
{
    private SurveyResponse()
    {
    }

    private SurveyResponse(Answer answer, Question question, int ordinal = 0)
    {
        (Id, AnswerId, SurveyId) = (Guid.CreateVersion7(answer.AnsweredAt), answer.Id, answer.SurveyId!.Value);
        (QuestionId, Type, Ordinal) = (question.Id, question.Type, ordinal);
        if (question.Metric is { } metric)
        {
            (ScaleLow, ScaleHigh) = Scale.Of(metric);
        }
    }

    public Guid Id { get; private set; }

    public Guid AnswerId { get; private set; }

    public Guid SurveyId { get; private set; }

    public string QuestionId { get; private set; } = "";

    public QuestionType Type { get; private set; }

    /// <summary>Of the rows of one question; with it nothing is stored twice, whoever sends a page twice at once.</summary>
    public int Ordinal { get; private set; }

    public int? ScaleLow { get; private set; }

    public int? ScaleHigh { get; private set; }

    public int? Value { get; private set; }

    /// <summary>The id of what was chosen.</summary>
    public string? Choice { get; private set; }

    /// <summary>The customer's own words, masked.</summary>
    public string? Text { get; private set; }

    /// <summary>Rows of what was given to a question, one at least.</summary>
    internal static IEnumerable<SurveyResponse> Of(Answer answer, Question question, IReadOnlyList<string> given) =>
        given.Count == 0 ? [new(answer, question)] : given.Select((value, ordinal) => question.Type switch
        {
            QuestionType.Text => new SurveyResponse(answer, question, ordinal) { Text = ReasonText.Clean(value) },
            QuestionType.Choice or QuestionType.MultiChoice => new SurveyResponse(answer, question, ordinal) { Choice = value },
            _ => new SurveyResponse(answer, question, ordinal) { Value = SurveyCourse.RatingOf(question, value) },
        });

    /// <summary>Puts other rows in the place of those that are stored for a question.</summary>
    internal static void PutRight(Storage.FeedbackDb db, IReadOnlyList<SurveyResponse> stored, Answer answer, Question question, IReadOnlyList<string> given)
    {
        var rows = Of(answer, question, given).ToList();
        foreach (var row in stored)
        {
            if (rows.Find(r => r.Ordinal == row.Ordinal) is { } other)
            {
                (row.Value, row.Choice, row.Text) = (other.Value, other.Choice, other.Text);
            }
            else
            {
                db.Remove(row);
            }
        }

        db.AddRange(rows.Where(r => stored.All(s => s.Ordinal != r.Ordinal)));
    }

    /// <summary>As a condition reads it; nothing where the question was passed over.</summary>
    internal string? Given => Value?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? Choice ?? Text;
}
