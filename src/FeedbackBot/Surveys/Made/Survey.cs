using System.Text.RegularExpressions;
using FeedbackBot.Accounts;
using FeedbackBot.Storage;

namespace FeedbackBot.Surveys.Made;

/// <summary>What an editor says about a survey.</summary>
/// <param name="IsAnonymous">Whether answers are kept without any tie to whoever gave them.</param>
public sealed record SurveyDraft(LocalizedText Name, IReadOnlyList<Question> Questions, bool IsAnonymous);

/// <summary>A survey that people of this site have made. Its draft is edited; customers see the version that was published last.</summary>
public sealed partial class Survey
{
    public const int MostName = 100;
    public const int MostKey = 40;

    private Survey()
    {
    }

    internal Survey(string key, SurveyDraft draft, StaffMember by, DateTime at)
    {
        (Id, Key, CreatedAt, CreatedBy) = (Guid.CreateVersion7(at), CheckedKey(key), at, by.Name);
        Write(draft, by, at);
    }

    public Guid Id { get; private set; }

    /// <summary>What other programs call it; never changed.</summary>
    public string Key { get; private set; } = "";

    public LocalizedText Name { get; private set; } = new("", "");

    /// <summary>As they are edited; see <see cref="SurveyVersion"/> for those that customers see.</summary>
    public IReadOnlyList<Question> Questions { get; private set; } = [];

    public bool IsAnonymous { get; private set; }

    /// <summary>The version that was published last; 0 where none was.</summary>
    public int Version { get; private set; }

    /// <summary>Counts what was saved: whoever saves over something else than they had read is refused.</summary>
    public int Revision { get; private set; }

    /// <summary>Whether the draft says something else than the published version.</summary>
    public bool HasChanges { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public string CreatedBy { get; private set; } = "";

    public DateTime ChangedAt { get; private set; }

    public string ChangedBy { get; private set; } = "";

    /// <summary>From then on nobody new is asked; what was sent can be answered.</summary>
    public DateTime? ArchivedAt { get; private set; }

    /// <summary>Since when customers are asked it after a resolution; null where they are not. It is one survey at a time, the one chosen last.</summary>
    public DateTime? AfterResolutionSince { get; private set; }

    /// <summary>Whether it can be sent.</summary>
    public bool IsOnOffer => Version > 0 && ArchivedAt == null;

    /// <summary>The scale of its first question, by which it is scored.</summary>
    public Metric? Metric => Questions.Count > 0 ? Questions[0].Metric : null;

    /// <param name="revision">The one that the editor had read.</param>
    internal void Change(SurveyDraft draft, int revision, StaffMember by, DateTime at)
    {
        if (revision != Revision)
        {
            throw new RuleViolation("survey_changed", $"{ChangedBy} has changed this survey since you opened it; open it anew, and what you wrote can be copied from here.");
        }

        QuestionCheck.KeepsTypes(draft.Questions, Questions);
        Write(draft, by, at);
    }

    /// <param name="last">The version published last; figures over time rest on its first question.</param>
    internal SurveyVersion Publish(SurveyVersion? last, StaffMember by, DateTime at)
    {
        CheckLive();
        QuestionCheck.Complete(Questions);
        if (last != null && (last.Rating.Id != Questions[0].Id || last.Metric != Metric))
        {
            throw new RuleViolation("survey_rating_fixed", "A published survey goes on beginning with the same question, or answers to different questions would mix; move that one back to the top, or copy the survey.", "questions");
        }

        (Version, HasChanges) = (Version + 1, false);
        Stamp(by, at);
        return new(this, by, at);
    }

    /// <param name="since">Null where another question is asked from now on.</param>
    internal void AskAfterResolution(DateTime? since) => AfterResolutionSince = since;

    /// <returns>False where it was archived already.</returns>
    internal bool Archive(StaffMember by, DateTime at)
    {
        if (ArchivedAt != null)
        {
            return false;
        }

        ArchivedAt = at;
        Stamp(by, at);
        return true;
    }

    private void Write(SurveyDraft draft, StaffMember by, DateTime at)
    {
        CheckLive();
        QuestionCheck.Limits(draft.Questions);
        Name = new(Required.Text(draft.Name.ZhHans, "survey_zh", MostName), Required.Text(draft.Name.En, "survey_en", MostName));
        (Questions, IsAnonymous, HasChanges) = (draft.Questions, draft.IsAnonymous, true);
        Stamp(by, at);
    }

    private void Stamp(StaffMember by, DateTime at) => (Revision, ChangedAt, ChangedBy) = (Revision + 1, at, by.Name);

    private void CheckLive()
    {
        if (ArchivedAt != null)
        {
            throw new RuleViolation("survey_archived", "This survey is archived; copy it to go on with it.");
        }
    }

    private static string CheckedKey(string key) => KeyForm().IsMatch(key) && !ColumnForms.TryParse<Metric>(key, out _)
        ? key
        : throw new RuleViolation("malformed", $"A key has 2 to {MostKey} small letters, digits, - or _, begins with a letter, and is none of csat, nps and ces.", "key");

    [GeneratedRegex("^[a-z][a-z0-9_-]{1,39}$")]
    private static partial Regex KeyForm();
}

/// <summary>A survey as it was published once; never changed, because answers were given to it.</summary>
public sealed class SurveyVersion
{
    private SurveyVersion()
    {
    }

    internal SurveyVersion(Survey survey, StaffMember by, DateTime at)
    {
        (SurveyId, Number, Name, Questions, IsAnonymous) = (survey.Id, survey.Version, survey.Name, survey.Questions, survey.IsAnonymous);
        (PublishedAt, PublishedBy) = (at, by.Name);
    }

    private SurveyVersion(Survey survey) => (SurveyId, Name, Questions, IsAnonymous) = (survey.Id, survey.Name, survey.Questions, survey.IsAnonymous);

    /// <summary>A draft as if it were published; stored nowhere.</summary>
    public static SurveyVersion Preview(Survey survey) => new(survey);

    public Guid SurveyId { get; private set; }

    public int Number { get; private set; }

    public LocalizedText Name { get; private set; } = new("", "");

    public IReadOnlyList<Question> Questions { get; private set; } = [];

    public bool IsAnonymous { get; private set; }

    public DateTime PublishedAt { get; private set; }

    public string PublishedBy { get; private set; } = "";

    /// <summary>The question that is the answer and its score everywhere.</summary>
    public Question Rating => Questions[0];

    public Metric Metric => Rating.Metric!.Value;
}
