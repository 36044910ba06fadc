using FeedbackBot.Accounts;
using FeedbackBot.Conversations;
using FeedbackBot.Host.DirectLine;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.StaffConsole;

/// <summary>Files cases with known facts, in a web chat of their own.</summary>
public static class Cases
{
    public static async Task<long> FileAsync(
        TestServer server, string subject, TicketKind? kind = TicketKind.Complaint, string topic = "other", Sentiment? sentiment = null,
        TicketPriority priority = TicketPriority.Normal, string language = "en", string? account = null,
        Reading? reading = null)
    {
        var key = VisitorTokens.NewId();
        await server.Services.GetRequiredService<StartConversation>().RunAsync("webchat", key, language, null);
        var open = server.Services.GetRequiredService<OpenTicket>();
        var now = server.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        return await server.Work.RunAsync(async db =>
        {
            var conversation = await db.Set<Conversation>().FirstAsync(c => c.Key == key);
            var contact = await db.Set<Contact>().FirstAsync(c => c.Id == conversation.ContactId);
            if (account != null)
            {
                contact.BelongTo(await db.AccountOfAsync(account, now), now);
            }

            var said = db.Append(conversation, new(Speaker.Customer, subject) { Language = language }, now);
            var opened = await open.RunAsync(db, new NewTicket
            {
                Kind = kind,
                Subject = subject,
                Description = subject,
                Language = language,
                Topics = [topic],
                Priority = priority,
                Sentiment = sentiment is { } label ? new(label, 0, 0.9) : null,
                Reading = reading == null ? null : StoredReading.Write(reading),
                ListeningPost = "webchat",
                Channel = "webchat",
                ConversationId = conversation.Id,
                FirstSequence = said.Sequence,
                ContactId = contact.Id,
            }, contact);
            return opened.Ticket.Number;
        });
    }

    public static string Path(long number) => $"/console/tickets/{TicketNumber.Format(number)}";
}
