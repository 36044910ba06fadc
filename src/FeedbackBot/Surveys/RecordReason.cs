using FeedbackBot.Messages;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Surveys;

/// <summary>Adds the customer's own words to a rating given before, and to the case that a low one opened; false where there is no rating to explain or nothing was said.</summary>
public sealed class RecordReason(FollowLowAnswer follow)
{
    public async Task<bool> RunAsync(FeedbackDb db, Guid invitationId, string reason)
    {
        var words = ReasonText.Clean(reason);
        var answer = await db.Answers.SingleOrDefaultAsync(a => a.InvitationId == invitationId);
        if (answer == null || words == null)
        {
            return false;
        }

        var isFirst = answer.Reason == null;
        answer.Explain(isFirst ? words : ReasonText.Shorten($"{answer.Reason}\n{words}"));
        await follow.ExplainAsync(db, answer, words, isFirst);
        if (answer.TicketNumber is { } number)
        {
            db.Announce(Topics.Ticket(number));
        }

        return true;
    }
}
