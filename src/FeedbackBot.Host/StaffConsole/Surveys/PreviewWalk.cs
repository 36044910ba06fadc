using FeedbackBot.Host.Chat;
using FeedbackBot.Surveys.Made;

namespace FeedbackBot.Host.StaffConsole.Surveys;

/// <summary>How far an editor has come in a preview. Pure: all of it stands in the address.</summary>
/// <param name="Page">What is asked now.</param>
/// <param name="Typed">What was entered there and is refused.</param>
/// <param name="Hidden">What was given on earlier pages.</param>
public sealed record PreviewWalk(
    IReadOnlyList<Question> Page, IReadOnlyDictionary<string, IReadOnlyList<string>> Typed, IReadOnlyDictionary<string, string> Faults, IReadOnlyList<(string, string)> Hidden, bool IsLetGo)
{
    public static PreviewWalk Of(IReadOnlyList<Question> questions, IQueryCollection query)
    {
        if (query.ContainsKey("dismiss"))
        {
            return new([], new Dictionary<string, IReadOnlyList<string>>(), new Dictionary<string, string>(), [], IsLetGo: true);
        }

        IReadOnlyList<string> Typed(string question) => [.. query[MadeSurveyView.FieldOf(question)].OfType<string>()];
        var asked = query[MadeSurveyView.Asked].OfType<string>().Distinct().ToDictionary(q => q, Typed);
        var page = SurveyCourse.Next(questions, asked);
        IReadOnlyDictionary<string, string> faults = new Dictionary<string, string>();
        if (query["sent"] == "1")
        {
            (var given, faults) = SurveyCourse.Read(page, Typed);
            asked = faults.Count == 0 ? asked.Concat(given).ToDictionary() : asked;
            page = SurveyCourse.Next(questions, asked);
        }

        var typed = faults.Count > 0 ? page.ToDictionary(q => q.Id, q => Typed(q.Id)) : [];
        return new(page, typed, faults, [.. asked.Keys.Select(q => (MadeSurveyView.Asked, q)), .. asked.SelectMany(a => a.Value.Select(v => (MadeSurveyView.FieldOf(a.Key), v)))], IsLetGo: false);
    }
}
