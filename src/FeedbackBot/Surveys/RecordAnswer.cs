using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Surveys;

/// <summary>What came of an answer; only the first was counted.</summary>
public enum AnswerOutcome { Recorded, AlreadyAnswered, Expired, Closed, UnknownInvitation }

/// <summary>Stores the rating that a customer gave to an invitation: once, within its lifetime, for whom the invitation says. A low one is followed up in the same commit.</summary>
public sealed class RecordAnswer(FollowLowAnswer follow, TimeProvider time, IOptions<SurveyOptions> options)
{
    /// <param name="reason">What was said with it, where both come at once.</param>
    public async Task<AnswerOutcome> RunAsync(FeedbackDb db, Guid invitationId, int value, string? reason = null)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var invitation = await db.Invitations.SingleOrDefaultAsync(i => i.Id == invitationId);
        if (invitation == null)
        {
            return AnswerOutcome.UnknownInvitation;
        }

        Scale.Check(invitation.Metric, value);
        if (!invitation.IsOpenAt(now))
        {
            // Only one still open can expire; a late answer is where that is noticed.
            invitation.Close(InvitationStatus.Expired, now);
            return OutcomeOf(invitation.Status);
        }

        await StoreAsync(db, invitation, value, reason, now);
        return AnswerOutcome.Recorded;
    }

    /// <summary>The answer to an invitation that is open.</summary>
    /// <param name="anonymousId">The id that an anonymous answer gets, by which a page that is sent again finds it.</param>
    internal async Task<Answer> StoreAsync(FeedbackDb db, Invitation invitation, int value, string? reason, DateTime now, Guid? anonymousId = null)
    {
        invitation.Close(InvitationStatus.Answered, now);
        if (invitation.IsAnonymous)
        {
            var day = LocalTime.StartOf(DateOnly.FromDateTime(LocalTime.Of(now, options.Value.DayZone)), options.Value.DayZone);
            return db.Answers.Add(Answer.WithoutName(invitation, value, await MaySayAsync(db, invitation), day, anonymousId)).Entity;
        }

        var answer = new Answer(invitation, value, now);
        if (ReasonText.Clean(reason) is { } words)
        {
            answer.Explain(words);
        }

        db.Answers.Add(answer);
        await TellTicketAsync(db, invitation, value, now);
        await follow.RunAsync(db, answer);
        return answer;
    }

    /// <summary>Another value in the place of the one just given; low, it is followed up where that one was not.</summary>
    internal async Task PutRightAsync(FeedbackDb db, Invitation invitation, Answer answer, int value, DateTime now)
    {
        if (answer.Value == value)
        {
            return;
        }

        answer.PutRight(value);
        await TellTicketAsync(db, invitation, value, now);
        if (answer.CaseNumber == null)
        {
            await follow.RunAsync(db, answer);
        }
    }

    /// <summary>The account of an anonymous answer, where enough of its contacts have answered that it could be any of theirs; else nothing.</summary>
    private async Task<Attribution> MaySayAsync(FeedbackDb db, Invitation invitation)
    {
        var (survey, attribution) = (invitation.SurveyId, invitation.Attribution);
        var answered = attribution.AccountId is { } account
            ? 1 + await db.Invitations.Where(i => i.SurveyId == survey && i.IsAnonymous && i.Status == InvitationStatus.Answered && i.Attribution.AccountId == account && i.ContactId != invitation.ContactId)
                .Select(i => i.ContactId).Distinct().CountAsync()
            : 0;
        return answered >= options.Value.AnonymousFrom
            ? new() { AccountId = attribution.AccountId, OwnerId = attribution.OwnerId, Tier = attribution.Tier, ListeningPost = Attribution.Survey }
            : new() { ListeningPost = Attribution.Survey };
    }

    private static AnswerOutcome OutcomeOf(InvitationStatus status) => status switch
    {
        InvitationStatus.Answered => AnswerOutcome.AlreadyAnswered,
        InvitationStatus.Expired => AnswerOutcome.Expired,
        _ => AnswerOutcome.Closed,
    };

    private static async Task TellTicketAsync(FeedbackDb db, Invitation invitation, int value, DateTime now)
    {
        if (invitation.TicketNumber is { } number && await db.Tickets.SingleOrDefaultAsync(t => t.Number == number) is { } ticket)
        {
            ticket.SurveyAnswered(ColumnForms.Word(invitation.Metric), value, now);
            db.Announce(Topics.Ticket(number));
        }
    }
}
