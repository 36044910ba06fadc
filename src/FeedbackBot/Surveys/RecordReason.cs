using FeedbackBot.Messages;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Surveys;

/// <summary>Adds the customer's own words to a rating given before; false where there is no rating to explain or nothing was said.</summary>
public sealed class RecordReason
{
    public async Task<bool> RunAsync(FeedbackDb db, Guid invitationId, string reason)
    {
        var words = ReasonText.Clean(reason);
        var answer = await db.Answers.SingleOrDefaultAsync(a => a.InvitationId == invitationId);
        if (answer == null || words == null)
        {
            return false;
        }

        answer.Explain(answer.Reason == null ? words : ReasonText.Shorten($"{answer.Reason}\n{words}"));
        if (answer.TicketNumber is { } number)
        {
            db.Announce(Topics.Ticket(number));
        }

        return true;
    }
}
