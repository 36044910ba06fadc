using System.Globalization;

namespace FeedbackBot.Surveys.Made;

/// <summary>What was given to the questions of one page, or why it cannot be taken.</summary>
/// <param name="Given">By question: a rating's number, ids of choices, words; empty where nothing was said.</param>
/// <param name="Faults">By question: required or invalid.</param>
public sealed record GivenAnswers(IReadOnlyDictionary<string, IReadOnlyList<string>> Given, IReadOnlyDictionary<string, string> Faults);

/// <summary>The way through a made survey: pure. A page shows every question whose condition is met by now; what it opens is on the next page.</summary>
public static class SurveyCourse
{
    public const string IsRequired = "required";
    public const string IsInvalid = "invalid";

    /// <param name="asked">What was given so far, by question; also those to which nothing was said.</param>
    public static IReadOnlyList<Question> Next(IReadOnlyList<Question> questions, IReadOnlyDictionary<string, IReadOnlyList<string>> asked) =>
        [.. questions.Where(q => !asked.ContainsKey(q.Id) && (q.When == null || (asked.TryGetValue(q.When.Question, out var given) && q.When.Holds(given))))];

    /// <summary>Takes what a form says about the questions of its page; of other questions it takes nothing.</summary>
    public static GivenAnswers Read(IReadOnlyList<Question> page, Func<string, IReadOnlyList<string>> typed)
    {
        var (given, faults) = (new Dictionary<string, IReadOnlyList<string>>(), new Dictionary<string, string>());
        foreach (var question in page)
        {
            IReadOnlyList<string> values = [.. typed(question.Id).Select(v => v.Trim()).Where(v => v.Length > 0).Distinct()];
            given[question.Id] = values;
            if (values.Count == 0 ? question.Required : !Takes(question, values))
            {
                faults[question.Id] = values.Count == 0 ? IsRequired : IsInvalid;
            }
        }

        return new(given, faults);
    }

    private static bool Takes(Question question, IReadOnlyList<string> values) => question.Type switch
    {
        QuestionType.Text => values.Count == 1,
        QuestionType.MultiChoice => values.All(v => question.Choices.Any(c => c.Id == v)),
        QuestionType.Choice => values.Count == 1 && question.Choices.Any(c => c.Id == values[0]),
        _ => values.Count == 1 && RatingOf(question, values[0]) != null,
    };

    /// <summary>Null where it is no value of the question's scale.</summary>
    internal static int? RatingOf(Question question, string value) =>
        question.Metric is { } metric && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var rating) && Scale.Has(metric, rating) ? rating : null;
}
