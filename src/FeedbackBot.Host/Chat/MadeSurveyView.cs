using FeedbackBot.Conversations;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Surveys.Made;

namespace FeedbackBot.Host.Chat;

/// <summary>A page of a made survey, for customers or as an editor's preview.</summary>
/// <param name="Path">Where its form is sent.</param>
public sealed record MadeSurveyView(SurveyVersion Version, IReadOnlyList<Question> Ask, string Path)
{
    /// <summary>What was typed or chosen, by question.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Typed { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Why it cannot be taken, by question.</summary>
    public IReadOnlyDictionary<string, string> Faults { get; init; } = new Dictionary<string, string>();

    /// <summary>Carried along by the form.</summary>
    public IReadOnlyList<(string Name, string Value)> Hidden { get; init; } = [];

    public long? TicketNumber { get; init; }

    /// <summary>Whether the rating is stored already.</summary>
    public bool IsGoingOn { get; init; }

    /// <summary>Whether what was sent could no longer be stored.</summary>
    public bool IsTooLate { get; init; }

    /// <summary>Whether this page cannot be opened a second time: only its own form leads on.</summary>
    public bool IsOneWay => IsGoingOn && Version.IsAnonymous && Ask.Count > 0;

    /// <summary>A preview is sent by GET, so that nothing of it could be stored.</summary>
    public bool IsPreview { get; init; }

    /// <summary>In a preview, that the customer would rather not say.</summary>
    public bool IsLetGo { get; init; }

    /// <summary>What the values of a scale are called, by metric.</summary>
    public required IReadOnlyDictionary<Metric, IReadOnlyList<(string Value, string Label)>> Scales { get; init; }

    public IReadOnlyList<string> TypedOf(Question question) => Typed.GetValueOrDefault(question.Id) ?? [];

    /// <summary>The field that names each question of a page.</summary>
    public const string Asked = "asked";

    /// <summary>The field of a question, in forms of customers.</summary>
    public static string FieldOf(string question) => "q-" + question;

    /// <summary>Scales as the dialogs call their values.</summary>
    public static IReadOnlyDictionary<Metric, IReadOnlyList<(string Value, string Label)>> ScalesIn(FlowBook book, string language) =>
        Enum.GetValues<Metric>().ToDictionary(m => m, m => (IReadOnlyList<(string, string)>)[.. SurveyQuestion.Of(book, m, language).Choices.Select(c => (c.Value, c.Label))]);
}
