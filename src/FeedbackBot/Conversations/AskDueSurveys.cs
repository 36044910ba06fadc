using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Conversations;

/// <summary>Asks how it went in the chat of every case that was resolved and is due; a chat in the middle of something is asked later.</summary>
public sealed class AskDueSurveys(
    UnitOfWork unit, IDbContextFactory<FeedbackDb> contexts, FlowLibrary flows, PerformActs perform, InviteToSurvey invite, TimeProvider time)
{
    private const int MostAtOnce = 200;

    /// <summary>How many were asked.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var read = await contexts.CreateDbContextAsync(cancellation);
        var due = await InviteToSurvey.DueAsync(read, now, MostAtOnce);
        var asked = 0;
        foreach (var number in due)
        {
            asked += await unit.RunAsync(db => AskAsync(db, number), cancellation) ? 1 : 0;
        }

        return asked;
    }

    private async Task<bool> AskAsync(FeedbackDb db, long number)
    {
        var ticket = await db.TicketAsync(number);
        var conversation = await db.Conversations.FirstAsync(c => c.Id == ticket.ConversationId);
        var state = TakeTurn.StateOf(conversation);
        if (state.Flows.Count > 0 || (await invite.RunAsync(db, number)).Invitation is not { } invitation)
        {
            return false;
        }

        var contact = await db.Contacts.FirstAsync(c => c.Id == conversation.ContactId);
        var language = state.Language ?? conversation.Locale;
        var decision = FlowRunner.Begin(flows.Book, state, ColumnForms.Word(invitation.Metric), invitation.Id.ToString(), language);
        await perform.RunAsync(db, new(conversation, contact, null, null, ""), decision);
        db.AnnounceTicket(ticket);
        return true;
    }
}
