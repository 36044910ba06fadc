using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Conversations;

/// <summary>Begins a conversation: its contact, its row and one greeting, in one commit; begun before, it is returned as it is.</summary>
public sealed class StartConversation(UnitOfWork unit, FlowLibrary flows, PerformActs perform, TimeProvider time)
{
    /// <param name="identity">Who the visitor was proved to be (a verified token); null for everybody else.</param>
    public Task<StartedConversation> RunAsync(string channel, string key, string? locale, VerifiedIdentity? identity, CancellationToken cancellation = default) =>
        unit.RunAsync(db => RecordAsync(db, channel, key, Languages.Interface(locale), identity), cancellation);

    private async Task<StartedConversation> RecordAsync(FeedbackDb db, string channel, string key, string language, VerifiedIdentity? identity)
    {
        if (await db.Conversations.FirstOrDefaultAsync(c => c.Channel == channel && c.Key == key) is { } present)
        {
            return new(present, IsNew: false);
        }

        var now = time.GetUtcNow().UtcDateTime;
        var contact = await ContactAsync(db, identity, now);
        var conversation = new Conversation(channel, key, contact.Id, language, now);
        db.Conversations.Add(conversation);
        var known = await TakeTurn.WhatIsKnownAsync(db, conversation, contact, page: null, now);
        var greeting = FlowRunner.Greet(flows.Book, ConversationState.Start, language, known);
        await perform.RunAsync(db, new(conversation, contact, null), greeting);
        return new(conversation, IsNew: true);
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
