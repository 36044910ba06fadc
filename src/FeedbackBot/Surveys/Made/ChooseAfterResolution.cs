using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Surveys.Made;

/// <summary>Says what customers are asked after a resolution from now on: a published survey, or the built-in question. Whoever was asked before answers what they were asked.</summary>
public sealed class ChooseAfterResolution(TimeProvider time)
{
    /// <param name="id">Null for the built-in question.</param>
    public async Task RunAsync(FeedbackDb db, Guid? id, StaffMember by)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var chosen = id is { } survey ? await db.SurveyAsync(survey) : null;
        if (chosen is { IsOnOffer: false })
        {
            throw new RuleViolation("survey_not_published", "This survey is not published or is archived; publish it or choose another.", "survey");
        }

        var before = await db.Surveys.Where(s => s.AfterResolutionSince != null).ToListAsync();
        if (before.Count == (chosen == null ? 0 : 1) && before.All(s => s == chosen))
        {
            return;
        }

        before.ForEach(s => s.AskAfterResolution(null));
        chosen?.AskAfterResolution(now);
        if (chosen == null)
        {
            db.Audit(Actor.Of(by), now, "survey.built_in_after_resolution");
        }
        else
        {
            db.Audit(Actor.Of(by), now, "survey.after_resolution", ("name", chosen.Name.En));
        }
    }
}
