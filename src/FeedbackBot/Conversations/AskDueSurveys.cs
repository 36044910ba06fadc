using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Outbox;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Surveys.Made;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Conversations;

/// <summary>
/// Asks how it went with every case that was resolved and is due: in its chat (one that is in the middle of something is asked later), or by a link
/// in an e-mail where nobody reads a chat or the customer prefers mail.
/// </summary>
public sealed class AskDueSurveys(
    UnitOfWork unit, IDbContextFactory<FeedbackDb> contexts, SurveysUnderWay surveys, PerformActs perform, InviteToSurvey invite,
    SurveyLetter letter, TimeProvider time)
{
    private const int MostAtOnce = 200;

    /// <summary>After so long without a word, what was begun counts as left; the question does not wait for it for ever.</summary>
    private static readonly TimeSpan LeftAlone = TimeSpan.FromMinutes(10);

    /// <summary>How many were asked.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var asked = 0;
        foreach (var number in await ReadyAsync(now, cancellation))
        {
            asked += await unit.RunAsync(db => AskAsync(db, number), cancellation) ? 1 : 0;
        }

        return asked;
    }

    /// <summary>Due cases whose chat is not in the middle of something.</summary>
    private async Task<IReadOnlyList<long>> ReadyAsync(DateTime now, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var due = await InviteToSurvey.DueAsync(db, now, MostAtOnce);
        var conversations = db.Conversations;
        var chats = await db.Tickets.AsNoTracking().Where(t => due.Contains(t.Number))
            .Join(conversations, t => t.ConversationId, c => c.Id, (t, c) => new { t.Number, Chat = c }).ToListAsync(cancellation);
        return [.. chats.Where(c => !IsBusy(c.Chat, now)).Select(c => c.Number)];
    }

    /// <summary>While an agent has the turn (for another case of this chat), an answer would go to the agent and not be counted.</summary>
    private static bool IsBusy(Conversation chat, DateTime now) =>
        chat.TurnOwner == TurnOwner.Agent || (now - chat.LastMessageAt < LeftAlone && TakeTurn.StateOf(chat).Flows.Count > 0);

    private async Task<bool> AskAsync(FeedbackDb db, long number)
    {
        var ticket = await db.TicketAsync(number);
        var conversation = await db.Conversations.FirstAsync(c => c.Id == ticket.ConversationId);
        var contact = await db.Contacts.FirstAsync(c => c.Id == conversation.ContactId);
        var reached = HowReached.Of(contact, ticket, conversation.Channel);
        if (reached.Email is { } email && (!reached.InChat || contact.Preferences.Channel == "email"))
        {
            return await MailAsync(db, ticket, contact, email);
        }

        if (!reached.InChat)
        {
            await invite.SkipAsync(db, ticket, "no_chat");
            return false;
        }

        var state = TakeTurn.StateOf(conversation);
        if (IsBusy(conversation, time.GetUtcNow().UtcDateTime) || (await invite.RunAsync(db, number)).Invitation is not { } invitation)
        {
            return false;
        }

        await SayAsync(db, conversation, contact, state, invitation, await db.VersionOfAsync(invitation));
        db.AnnounceTicket(ticket);
        return true;
    }

    /// <summary>A made survey is asked question by question, and its page told first, but not to a group; an anonymous one is only told, for a chat is not anonymous.</summary>
    private async Task SayAsync(FeedbackDb db, Conversation conversation, Contact contact, ConversationState state, Invitation invitation, SurveyVersion? made)
    {
        var language = state.Language ?? conversation.Locale;
        if (made != null && (made.IsAnonymous || !conversation.IsShared))
        {
            db.Append(conversation, SurveyLetter.InChat(invitation, made, contact, language), time.GetUtcNow().UtcDateTime);
        }

        if (made is { IsAnonymous: true })
        {
            return;
        }

        var stand = made == null ? await surveys.LookAsync(db, state) : await surveys.BeginAsync(db, state, invitation, made);
        var flow = made == null ? ColumnForms.Word(invitation.Metric) : MadeSurveyFlow.NameOf(invitation.Id);
        await perform.RunAsync(db, new(conversation, contact, null), FlowRunner.Begin(stand.Book, stand.State, flow, invitation.Id.ToString(), language));
    }

    private async Task<bool> MailAsync(FeedbackDb db, Ticket ticket, Contact contact, string email)
    {
        if ((await invite.RunAsync(db, ticket.Number, delivery: SurveyDelivery.Email)).Invitation is not { } invitation)
        {
            return false;
        }

        db.Post(letter.Ask(invitation, await db.VersionOfAsync(invitation), ticket, contact, email), time.GetUtcNow().UtcDateTime);
        db.AnnounceTicket(ticket);
        return true;
    }
}
