using FeedbackBot.Messages;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>How a suggestion stands, in the words of the board.</summary>
public enum IdeaStatus { UnderReview, Planned, Done, Declined }

/// <summary>The board's words for the status of a suggestion's case.</summary>
public static class IdeaStatusOf
{
    public static IdeaStatus Of(TicketStatus status, bool declined) => status switch
    {
        TicketStatus.OnHold => IdeaStatus.Planned,
        TicketStatus.Resolved or TicketStatus.Closed => declined ? IdeaStatus.Declined : IdeaStatus.Done,
        _ => IdeaStatus.UnderReview,
    };
}

/// <summary>Moves a suggestion on the board; whoever told it and all who joined hear it in their chats, in the words given where others may read them.</summary>
public sealed class SetIdeaStatus(ReplyToTicket reply, ResolveTicket resolve, TimeProvider time)
{
    /// <param name="words">What they are told; needed where the matter ends.</param>
    public async Task<Ticket> RunAsync(FeedbackDb db, long number, IdeaStatus status, string? words, Actor by)
    {
        var idea = await db.TicketAsync(number);
        if (idea.Kind != TicketKind.Suggestion || idea.MergedInto != null)
        {
            throw new RuleViolation("no_idea", "This case is not a suggestion that stands for itself.");
        }

        if (IdeaStatusOf.Of(idea.Status, idea.Declined) == status)
        {
            return idea;
        }

        var told = string.IsNullOrWhiteSpace(words) ? null : words.Trim();
        var (before, now) = (idea.Status, time.GetUtcNow().UtcDateTime);
        if (status is IdeaStatus.Done or IdeaStatus.Declined)
        {
            await EndAsync(db, idea, status, Required.Text(told, "words", 4000), by, now);
            return idea;
        }

        if (!idea.IsOpen)
        {
            idea.Reopen("idea_" + ColumnForms.Word(status), by, now);
        }

        idea.Resume(by, now);
        if (told != null)
        {
            await reply.RunAsync(db, number, told, by);
        }

        if (status == IdeaStatus.Planned)
        {
            idea.Hold("idea_planned", by, now);
        }

        (await db.Conversations.FirstAsync(c => c.Id == idea.ConversationId)).GiveTurnTo(TurnOwner.Bot);
        await db.TellVoicesAsync(idea, before, told, now);
        db.AnnounceTicket(idea);
        return idea;
    }

    private async Task EndAsync(FeedbackDb db, Ticket idea, IdeaStatus status, string words, Actor by, DateTime now)
    {
        if (!idea.IsOpen)
        {
            idea.Reopen("idea_" + ColumnForms.Word(status), by, now);
        }

        if (status == IdeaStatus.Declined)
        {
            idea.Decline();
        }

        await resolve.RunAsync(db, idea.Number, new(idea.Subject, words, Responsibility.Us, TellsCustomer: true), words, by);
    }
}
