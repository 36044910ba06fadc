using FeedbackBot.Storage;
using FeedbackBot.Surveys.Made;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.Surveys;

/// <summary>Says how a survey stands.</summary>
public static class SurveyState
{
    /// <param name="isAnonymous">Whether the version that customers are asked is; null where none is published, and the draft says.</param>
    public static string Say(ConsoleTexts texts, Survey survey, bool? isAnonymous)
    {
        var state = survey.ArchivedAt != null ? texts["made.state.archived"]
            : survey.Version == 0 ? texts["made.state.draft"]
            : texts.Fill(survey.HasChanges ? "made.state.changes" : "made.state.published", ("version", survey.Version));
        return isAnonymous ?? survey.IsAnonymous ? $"{state} · {texts["made.is_anonymous"]}" : state;
    }

    /// <summary>By survey, whether the version published last is anonymous.</summary>
    public static Task<Dictionary<Guid, bool>> AnonymousAsync(FeedbackDb db, CancellationToken cancellation) =>
        db.Surveys.Join(db.SurveyVersions, s => new { s.Id, s.Version }, v => new { Id = v.SurveyId, Version = v.Number }, (s, v) => new { s.Id, v.IsAnonymous })
            .ToDictionaryAsync(s => s.Id, s => s.IsAnonymous, cancellation);
}
