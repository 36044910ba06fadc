using FeedbackBot.Surveys.Made;

namespace FeedbackBot.Tests.Surveys.Made;

/// <summary>Questions for tests; ids are words.</summary>
internal static class MadeForms
{
    public static Question Rating(QuestionType type = QuestionType.Csat) => new("rating", type, Said("How satisfied are you?")) { Required = true };

    public static Question Text(string id) => new(id, QuestionType.Text, Said("Say " + id));

    /// <summary>With the choices a and b.</summary>
    public static Question Choice(string id, QuestionType type = QuestionType.Choice) =>
        new(id, type, Said("Choose " + id)) { Choices = [new("a", Said("Apple")), new("b", Said("Bread"))] };

    /// <summary>A rating; what was bought; which it was, asked of those who are not satisfied; and why, asked of those who name bread.</summary>
    public static SurveyDraft Draft(bool isAnonymous = false) => new(new("调查", "How was it?"),
    [
        Rating(), Choice("bought", QuestionType.MultiChoice),
        Choice("which") with { Required = true, When = new("rating", ShowTest.AtMost, "3") },
        Text("why") with { When = new("which", ShowTest.Is, "b") },
    ], isAnonymous);

    public static LocalizedText Said(string text) => new(text + "（中）", text);
}
