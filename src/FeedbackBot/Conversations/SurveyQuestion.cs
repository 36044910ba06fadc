using System.Globalization;
using FeedbackBot.Conversations.Answers;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Understanding;

namespace FeedbackBot.Conversations;

/// <summary>A survey's question as it is asked outside a chat, in the words of its dialog file.</summary>
/// <param name="Choices">From the lowest value to the highest, each as it is called.</param>
public sealed record SurveyQuestion(Metric Metric, string Text, IReadOnlyList<Choice> Choices)
{
    /// <param name="isAboutCase">Where false, a question that the dialog asks about a case is asked about us instead.</param>
    /// <exception cref="RuleViolation">There is no dialog for this metric.</exception>
    public static SurveyQuestion Of(FlowBook book, Metric metric, string language, bool isAboutCase = true)
    {
        var need = NeedOf(book, metric)
            ?? throw new RuleViolation("not_found", $"There is no dialog that asks for {ColumnForms.Word(metric)}.");
        var asked = need.Ask?.Variants(language, new(_ => null, ReadingFlags.None, null, _ => null, "")) ?? [];
        var text = isAboutCase || metric == Metric.Nps ? asked.FirstOrDefault() ?? "" : Texts.Get(language, $"question.{ColumnForms.Word(metric)}.alone");
        return new(metric, text, need.Type.Buttons(language));
    }

    /// <summary>How the dialog of a metric asks for the rating; null where there is none.</summary>
    internal static Need? NeedOf(FlowBook book, Metric metric) => book.Find(ColumnForms.Word(metric))?.Needs.FirstOrDefault(n => n.Type is RatingAnswer);
}
