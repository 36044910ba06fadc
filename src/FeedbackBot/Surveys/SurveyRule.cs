using FeedbackBot.Accounts;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;

namespace FeedbackBot.Surveys;

/// <summary>Whether to ask; the words of all but the first two stand on the ticket and in the list of skipped questions as the reason.</summary>
public enum SurveyVerdict { Ask, NotYet, NotResolved, Merged, Withdrawn, Spam, AlreadyAsked, OptedOut, OtherChannel, Fatigue }

/// <summary>What was asked before.</summary>
/// <param name="AboutCaseAt">When this case's latest question was sent.</param>
/// <param name="SpentUntil">Until when the contact's budget is spent, by <see cref="FatigueBudget"/>.</param>
/// <param name="IsRecovery">It is the second half of a question that got a low answer: it is owed, and waits for the budget instead of being dropped.</param>
public readonly record struct AskedBefore(DateTime? AboutCaseAt = null, DateTime? SpentUntil = null, bool IsRecovery = false);

/// <summary>Decides who is asked: a pure function of the case, the contact and what was asked before.</summary>
public static class SurveyRule
{
    /// <param name="wishes">What the contact's wishes say about asking now; in a quiet hour it waits.</param>
    public static SurveyVerdict Decide(Ticket ticket, ContactVerdict wishes, AskedBefore before, DateTime now) =>
        ticket switch
        {
            { MergedInto: not null } => SurveyVerdict.Merged,
            { Status: TicketStatus.Closed, ResolvedAt: null } => SurveyVerdict.Withdrawn,
            { Status: not TicketStatus.Resolved } => SurveyVerdict.NotResolved,
            _ when ticket.Flags.HasFlag(ReadingFlags.Spam) => SurveyVerdict.Spam,
            _ when before.AboutCaseAt >= ticket.ResolvedAt => SurveyVerdict.AlreadyAsked,
            { SurveyDueAt: null } => SurveyVerdict.AlreadyAsked,
            _ when ticket.SurveyDueAt > now && wishes.Answer is not (ContactAnswer.OptedOut or ContactAnswer.OtherChannel) => SurveyVerdict.NotYet,
            _ => Decide(wishes, before),
        };

    /// <summary>The same of a question that no case waits for.</summary>
    public static SurveyVerdict Decide(ContactVerdict wishes, AskedBefore before) => wishes.Answer switch
    {
        ContactAnswer.OptedOut => SurveyVerdict.OptedOut,
        ContactAnswer.OtherChannel => SurveyVerdict.OtherChannel,
        _ when before.SpentUntil != null && !before.IsRecovery => SurveyVerdict.Fatigue,
        ContactAnswer.Quiet => SurveyVerdict.NotYet,
        _ => before.SpentUntil != null ? SurveyVerdict.NotYet : SurveyVerdict.Ask,
    };
}
