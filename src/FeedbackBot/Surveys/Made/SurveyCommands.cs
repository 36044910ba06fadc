using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using FeedbackBot.Surveys.Campaigns;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Surveys.Made;

/// <summary>Makes the draft of a survey.</summary>
public sealed class MakeSurvey(TimeProvider time)
{
    public async Task<Guid> RunAsync(FeedbackDb db, string key, SurveyDraft draft, StaffMember by)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var survey = new Survey(key, draft, by, now);
        if (await db.Surveys.AnyAsync(s => s.Key == survey.Key))
        {
            throw new RuleViolation("survey_key_taken", $"There is a survey {survey.Key} already; choose another key.", "key");
        }

        db.Surveys.Add(survey);
        db.Audit(Actor.Of(by), now, "survey.made", ("name", survey.Name.En));
        return survey.Id;
    }
}

/// <summary>Saves the draft of a survey, or says who has changed it meanwhile.</summary>
public sealed class ChangeSurvey(TimeProvider time)
{
    /// <param name="revision">The one that the editor had read.</param>
    public async Task RunAsync(FeedbackDb db, Guid id, SurveyDraft draft, int revision, StaffMember by)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var survey = await db.SurveyAsync(id);
        survey.Change(draft, revision, by, now);
        db.Audit(Actor.Of(by), now, "survey.changed", ("name", survey.Name.En));
    }
}

/// <summary>Publishes the draft as the next version: it is what customers are asked from now on; whoever was asked before answers what they were asked.</summary>
public sealed class PublishSurvey(TimeProvider time)
{
    public async Task<int> RunAsync(FeedbackDb db, Guid id, StaffMember by)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var survey = await db.SurveyAsync(id);
        db.SurveyVersions.Add(survey.Publish(await db.LastVersionAsync(id), by, now));
        db.Audit(Actor.Of(by), now, "survey.published", ("name", survey.Name.En), ("version", survey.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return survey.Version;
    }
}

/// <summary>Makes a draft of its own from a survey, with questions of its own, so that no answers mix.</summary>
public sealed class CopySurvey(TimeProvider time)
{
    public async Task<Guid> RunAsync(FeedbackDb db, Guid id, StaffMember by)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var survey = await db.SurveyAsync(id);
        var stem = survey.Key.Length > Survey.MostKey - 4 ? survey.Key[..(Survey.MostKey - 4)] : survey.Key;
        var taken = await db.Surveys.Where(s => s.Key.StartsWith(stem)).Select(s => s.Key).ToListAsync();
        var key = Enumerable.Range(2, 998).Select(n => $"{stem}-{n}").FirstOrDefault(k => !taken.Contains(k))
            ?? throw new RuleViolation("survey_key_taken", "This survey was copied too often; make a new one.", "key");
        var copy = new Survey(key, new(survey.Name, CopiedQuestions.Of(survey.Questions, now), survey.IsAnonymous), by, now);
        db.Surveys.Add(copy);
        db.Audit(Actor.Of(by), now, "survey.made", ("name", survey.Name.En));
        return copy.Id;
    }
}

/// <summary>Archives a survey: nobody new is asked, what was sent can still be answered, and its results stay.</summary>
public sealed class ArchiveSurvey(TimeProvider time)
{
    public async Task RunAsync(FeedbackDb db, Guid id, StaffMember by)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var survey = await db.SurveyAsync(id);
        if (await db.Campaigns.Where(c => c.SurveyId == id && (c.Status == CampaignStatus.Running || c.Status == CampaignStatus.Paused)).Select(c => c.Name).FirstOrDefaultAsync() is { } campaign)
        {
            throw new RuleViolation("survey_in_use", $"The campaign {campaign} is still sending this survey; stop it first.");
        }

        if (survey.AfterResolutionSince != null)
        {
            throw new RuleViolation("survey_after_resolution", "Customers are asked this survey after a resolution; choose another question for that first.");
        }

        if (survey.Archive(by, now))
        {
            db.Audit(Actor.Of(by), now, "survey.archived", ("name", survey.Name.En));
        }
    }
}

/// <summary>The questions of a copy: the same words under ids of their own.</summary>
internal static class CopiedQuestions
{
    public static IReadOnlyList<Question> Of(IReadOnlyList<Question> questions, DateTime at)
    {
        var ids = questions.Select(q => q.Id).Concat(questions.SelectMany(q => q.Choices).Select(c => c.Id)).Distinct().ToDictionary(id => id, _ => Question.NewId(at));
        return
        [
            .. questions.Select(q => q with
            {
                Id = ids[q.Id],
                Choices = [.. q.Choices.Select(c => c with { Id = ids[c.Id] })],
                When = q.When is { } when ? when with { Question = ids.GetValueOrDefault(when.Question, when.Question), Value = ids.GetValueOrDefault(when.Value, when.Value) } : null,
            }),
        ];
    }
}
