using FeedbackBot.Accounts;

namespace FeedbackBot.Tickets;

/// <summary>The verbs of a case that concern the question how it went.</summary>
public sealed partial class Ticket
{
    /// <summary>The customer was asked how it went; the question is asked once a resolution.</summary>
    public void SurveyAsked(DateTime at)
    {
        SurveyDueAt = null;
        Record("survey_sent", Actor.System, at);
    }

    /// <summary>It is a quiet hour for the customer: they are asked when it is over.</summary>
    public void SurveyWaits(DateTime until) => SurveyDueAt = SurveyDueAt > until ? SurveyDueAt : until;

    /// <summary>The customer will not be asked about this resolution; the reason is a code.</summary>
    public void SurveySkipped(string reason, DateTime at)
    {
        SurveyDueAt = null;
        Record("survey_skipped", Actor.System, at, ("reason", reason));
    }

    public void SurveyAnswered(string metric, int value, DateTime at) =>
        Record("survey_answered", Actor.Customer, at, ("metric", metric), ("value", value.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>A customer's low answer is followed up here.</summary>
    /// <param name="about">The case they were asked about, where that is another.</param>
    internal void FollowsAnswer(string metric, int value, Ticket? about, DateTime at) => Record(
        "low_answer", Actor.Customer, at, ("metric", metric), ("value", Digits(value)), ("ticket", about == null || about.Number == Number ? null : about.Id));

    /// <summary>What the customer said with a low answer: a case that has no words of its own yet is called by it.</summary>
    internal void Explained(string words, bool isAllThereIs, DateTime at)
    {
        (Subject, Description) = isAllThereIs ? (Triage.SubjectOf(words), words) : (Subject, $"{Description}\n{words}");
        Record("explained", Actor.Customer, at);
    }
}
