using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>Tells everyone behind a suggestion, in the commit in which it changes, what became of it: the one who told it and all who joined.</summary>
public static class IdeaNews
{
    /// <param name="before">The status before the change; where it is the same there is no news.</param>
    /// <param name="message">What an agent told the author with it; others hear it where it holds nothing of the author's.</param>
    internal static async Task TellVoicesAsync(this FeedbackDb db, Ticket idea, TicketStatus before, string? message, DateTime now)
    {
        if (idea.Kind != TicketKind.Suggestion || idea.Status == before || NewsOf(idea, before) is not { } news)
        {
            return;
        }

        var author = await db.Contacts.FindAsync(idea.ContactId);
        var title = PublicWords.Title(idea.Subject, author?.Name);
        var result = message == null ? null : PublicWords.Message(message, author?.Name);
        if (message == null)
        {
            await db.TellAsync(idea.ContactId, idea.ConversationId, Words(idea.Language, news, title, null), idea.Language, now);
        }

        foreach (var voice in await db.IdeaVoices.AsNoTracking().Where(v => v.TicketNumber == idea.Number).OrderBy(v => v.JoinedAt).ToListAsync())
        {
            // A result in a language they do not read would be no news.
            var told = Languages.IsChinese(voice.Language) == Languages.IsChinese(idea.Language);
            await db.TellAsync(voice.ContactId, voice.ConversationId, Words(voice.Language, news, told ? title : null, told ? result : null), voice.Language, now);
        }
    }

    private static string? NewsOf(Ticket idea, TicketStatus before) => idea.Status switch
    {
        TicketStatus.OnHold => "idea.planned",
        TicketStatus.Resolved => "idea.resolved",
        TicketStatus.Open or TicketStatus.WaitingOnCustomer when before is TicketStatus.Resolved or TicketStatus.Closed or TicketStatus.OnHold => "idea.reopened",
        _ => null,
    };

    private static string Words(string language, string news, string? title, string? result)
    {
        var idea = title == null ? Texts.Get(language, "idea.untitled") : Texts.Get(language, "idea.titled", ("title", title));
        return result == null ? Texts.Get(language, news, ("idea", idea)) : Texts.Get(language, "idea.result", ("idea", idea), ("message", result));
    }

    private static async Task TellAsync(this FeedbackDb db, Guid contact, Guid chat, string text, string language, DateTime now)
    {
        // On the API's own channel nobody sits at the other end.
        if (await db.Contacts.FindAsync(contact) is not { Preferences.OptedOut: true }
            && await db.Conversations.FirstOrDefaultAsync(c => c.Id == chat) is { Channel: not "api" } conversation)
        {
            db.Append(conversation, new(Speaker.Bot, text) { Language = language }, now);
        }
    }
}
