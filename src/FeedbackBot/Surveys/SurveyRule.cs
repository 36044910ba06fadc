using FeedbackBot.Accounts;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;

namespace FeedbackBot.Surveys;

/// <summary>Whether to ask how a resolution went; the words of all but the first two stand on the ticket as the reason.</summary>
public enum SurveyVerdict { Ask, NotYet, NotResolved, Merged, Withdrawn, Spam, AlreadyAsked, OptedOut, OtherChannel }

/// <summary>Decides who is asked: a pure function of the case, the contact and what was asked before.</summary>
public static class SurveyRule
{
    /// <param name="wishes">What the contact's wishes say about asking now; in a quiet hour it waits.</param>
    /// <param name="lastAskedAt">When this case's latest question was sent.</param>
    public static SurveyVerdict Decide(Ticket ticket, ContactVerdict wishes, DateTime? lastAskedAt, DateTime now) =>
        ticket switch
        {
            { MergedInto: not null } => SurveyVerdict.Merged,
            { Status: TicketStatus.Closed, ResolvedAt: null } => SurveyVerdict.Withdrawn,
            { Status: not TicketStatus.Resolved } => SurveyVerdict.NotResolved,
            _ when ticket.Flags.HasFlag(ReadingFlags.Spam) => SurveyVerdict.Spam,
            _ when lastAskedAt >= ticket.ResolvedAt => SurveyVerdict.AlreadyAsked,
            { SurveyDueAt: null } => SurveyVerdict.AlreadyAsked,
            _ when wishes.Answer == ContactAnswer.OptedOut => SurveyVerdict.OptedOut,
            _ when wishes.Answer == ContactAnswer.OtherChannel => SurveyVerdict.OtherChannel,
            _ when ticket.SurveyDueAt > now || wishes.Answer == ContactAnswer.Quiet => SurveyVerdict.NotYet,
            _ => SurveyVerdict.Ask,
        };
}
