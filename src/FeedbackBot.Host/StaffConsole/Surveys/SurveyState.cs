using FeedbackBot.Surveys.Made;

namespace FeedbackBot.Host.StaffConsole.Surveys;

/// <summary>Says how a survey stands.</summary>
public static class SurveyState
{
    public static string Say(ConsoleTexts texts, Survey survey)
    {
        var state = survey.ArchivedAt != null ? texts["made.state.archived"]
            : survey.Version == 0 ? texts["made.state.draft"]
            : texts.Fill(survey.HasChanges ? "made.state.changes" : "made.state.published", ("version", survey.Version));
        return survey.IsAnonymous ? $"{state} · {texts["made.is_anonymous"]}" : state;
    }
}
