using FeedbackBot.Host.StaffConsole.Reports;
using FeedbackBot.Satisfaction;
using FeedbackBot.Surveys;

namespace FeedbackBot.Host.StaffConsole.Surveys;

/// <summary>Lays the results of a survey out as tables, a section for each question: the page and its files show the same.</summary>
public sealed class SurveyTables(ConsoleTexts texts)
{
    private readonly ReportWords _words = new(texts, new Dictionary<string, string>());

    public IReadOnlyList<ReportSection> Of(SurveyResults results) => [.. results.Questions.Select((q, index) => SectionOf(q, index + 1))];

    private ReportSection SectionOf(QuestionResult result, int number)
    {
        var text = result.Question.Text.In(texts.Language);
        var note = texts.Fill("made.answered_by", ("n", result.N), ("asked", result.Asked));
        note = result.IsStillAsked ? note : $"{note} {texts["made.no_longer"]}";
        return new(result.Question.Id, $"{number}. {text}", note, null, result switch
        {
            { Score: { } score } => RatingOf(score),
            { Question.HasChoices: true } => ChoicesOf(result),
            _ => new([texts["made.words"]], [.. result.Words.Select(w => (IReadOnlyList<Cell>)[new(w)])]),
        });
    }

    /// <summary>The figure first, then how many gave each value; below the minimum only that there are too few.</summary>
    private ReportTable RatingOf(Score score)
    {
        List<IReadOnlyList<Cell>> rows = [[new(texts[$"metric.{Storage.ColumnForms.Word(score.Metric)}"]), ReportWords.Count(score.N), _words.Figure(score), _words.Interval(score)]];
        if (score.Value != null)
        {
            rows.AddRange(score.Distribution.OrderByDescending(d => d.Key).Select(d => (IReadOnlyList<Cell>)
                [new(d.Key.ToString(System.Globalization.CultureInfo.InvariantCulture)), .. SharesOf(d.Value, score.N)]));
        }

        return new([texts["made.value"], texts["made.n"], texts["made.share"], texts["made.interval"]], rows);
    }

    private ReportTable ChoicesOf(QuestionResult result) => new(
        [texts["made.choice_column"], texts["made.n"], texts["made.share"], texts["made.interval"]],
        result.Choices.Count > 0
            ? [.. result.Choices.Select(c => (IReadOnlyList<Cell>)[new(c.Choice.Text.In(texts.Language)), .. SharesOf(c.N, result.N)])]
            : [[new(texts["made.all"]), ReportWords.Count(result.N), new(_words.Few(result.N)), new("")]]);

    private static IReadOnlyList<Cell> SharesOf(long chosen, long n)
    {
        var interval = ScoreFormula.Wilson(chosen, n);
        return
        [
            ReportWords.Count(chosen), new(ReportWords.Percent((double)chosen / n), (double)chosen / n),
            new($"{ReportWords.Percent(interval.Low)} – {ReportWords.Percent(interval.High)}"),
        ];
    }
}
