using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Conversations;

/// <summary>Begins a conversation: its contact, its row and one greeting, in one commit; begun before, it is returned as it is.</summary>
public sealed class StartConversation(UnitOfWork unit, FlowLibrary flows, PerformActs perform, TimeProvider time)
{
    /// <summary>So long what was begun elsewhere is worth going on with.</summary>
    private static readonly TimeSpan TakesOverFor = TimeSpan.FromDays(30);

    /// <param name="identity">Who the visitor was proved to be (a verified token); null for everybody else.</param>
    /// <param name="isShared">Others hear it: nobody is greeted, and nothing that was begun elsewhere is brought here.</param>
    public Task<StartedConversation> RunAsync(
        string channel, string key, string? locale, VerifiedIdentity? identity, CancellationToken cancellation = default, bool isShared = false) =>
        unit.RunAsync(db => RecordAsync(db, channel, key, Languages.Interface(locale), identity, isShared), cancellation);

    private async Task<StartedConversation> RecordAsync(FeedbackDb db, string channel, string key, string language, VerifiedIdentity? identity, bool isShared)
    {
        if (await db.Conversations.FirstOrDefaultAsync(c => c.Channel == channel && c.Key == key) is { } present)
        {
            return new(present, IsNew: false);
        }

        var now = time.GetUtcNow().UtcDateTime;
        var contact = await ContactAsync(db, identity, now);
        var conversation = new Conversation(channel, key, contact.Id, language, now);
        db.Conversations.Add(conversation);
        if (isShared)
        {
            conversation.Share();
            return new(conversation, IsNew: true);
        }

        var state = identity == null ? ConversationState.Start : await TakeOverAsync(db, conversation, now);
        var known = await TakeTurn.WhatIsKnownAsync(db, conversation, contact, page: null, now);
        var greeting = FlowRunner.Greet(flows.Book, state, language, known);
        await perform.RunAsync(db, new(conversation, contact, null), greeting);
        return new(conversation, IsNew: true);
    }

    /// <summary>What this person had begun elsewhere, on another device or channel, goes on here and there no longer.</summary>
    private static async Task<ConversationState> TakeOverAsync(FeedbackDb db, Conversation conversation, DateTime now)
    {
        var since = now - TakesOverFor;
        var before = await db.Conversations
            .Where(c => c.ContactId == conversation.ContactId && c.LastMessageAt >= since && c.State != null)
            .OrderByDescending(c => c.LastMessageAt).FirstOrDefaultAsync();
        if (before == null || TakeTurn.StateOf(before) is not { Flows.Count: > 0 } left || left.Flows.Any(f => f.Subject != null))
        {
            return ConversationState.Start;
        }

        before.KeepState(StateJson.Write(left with { Flows = [] }));
        return ConversationState.Start with
        {
            Flows = [.. left.Flows.Where(f => f.Flow != FlowBook.Shared).Select(f => f with { FirstTurn = 0 })],
            Lasting = left.Lasting,
        };
    }

    private static async Task<Contact> ContactAsync(FeedbackDb db, VerifiedIdentity? identity, DateTime now)
    {
        var contact = identity == null ? new Contact(now) : await db.ContactOfAsync(identity.Subject, now);
        if (identity == null)
        {
            db.Contacts.Add(contact);
            return contact;
        }

        contact.Update(new(identity.Name, identity.Email), now);
        if (identity.Account != null)
        {
            contact.BelongTo(await db.AccountOfAsync(identity.Account, now), now);
        }

        return contact;
    }
}

/// <summary>A conversation and whether this call began it.</summary>
public sealed record StartedConversation(Conversation Conversation, bool IsNew);

/// <summary>What a host site vouches for with a signed token.</summary>
/// <param name="Order">The order that the customer was looking at.</param>
public sealed record VerifiedIdentity(string Subject, string? Name, string? Email, string? Account, string? Order = null);
