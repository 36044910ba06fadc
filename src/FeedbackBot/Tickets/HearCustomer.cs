using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tickets;

/// <summary>The case on which a customer's word landed, and what they were told where that is a new one.</summary>
public sealed record HeardOn(Ticket Ticket, Message? Told)
{
    public bool IsFollowUp => Told != null;
}

/// <summary>
/// A customer's word goes where the work goes on: to the case theirs was merged into, or that follows it. A case resolved lately opens again;
/// after that, and where it is closed, a linked follow-up is opened, which keeps when the matter began and what is known, and the customer is told its number.
/// </summary>
public sealed class HearCustomer(OpenTicket open, TimeProvider time, IOptions<TicketOptions> options)
{
    private const int MostDescription = 20_000;

    /// <param name="conversation">Where it was said.</param>
    public async Task<HeardOn> RunAsync(FeedbackDb db, Ticket named, Conversation conversation, Message heard)
    {
        var ticket = await LatestAsync(db, named, heard.SentAt);
        if (!ticket.TakesMoreAt(heard.SentAt, options.Value.ReopenWithin))
        {
            return await FollowUpAsync(db, named, ticket, conversation, heard);
        }

        if (new[] { ticket, named }.FirstOrDefault(t => t.ConversationId == conversation.Id) is { } here)
        {
            await db.BelongsToAsync(heard, here.Number);
        }
        else
        {
            await RepeatAsync(db, ticket, heard);
        }

        ticket.CustomerWrote(heard.SentAt);
        if (StoredReading.Read(heard.Reading) is { } reading)
        {
            ticket.HeardAs(reading, heard.SentAt);
        }

        await db.RecuseNamedLaterAsync(ticket, [heard.Text], time.GetUtcNow().UtcDateTime);
        db.AnnounceTicket(ticket);
        return new(ticket, null);
    }

    /// <summary>Said in another chat than the case's own: there it is said too, for whoever works on the case reads that one.</summary>
    private static async Task RepeatAsync(FeedbackDb db, Ticket ticket, Message heard)
    {
        var own = await db.Conversations.FirstAsync(c => c.Id == ticket.ConversationId);
        db.Append(own, new(Speaker.Customer, heard.Text)
        {
            SenderId = heard.SenderId,
            Language = heard.Language,
            Reading = heard.Reading,
            TicketNumber = ticket.Number,
            Key = $"heard:{heard.ConversationId:N}:{heard.Sequence}",
        }, heard.SentAt);
    }

    /// <summary>Along merges and follow-ups of the same customer, until a case still takes words or none follows.</summary>
    private async Task<Ticket> LatestAsync(FeedbackDb db, Ticket named, DateTime at)
    {
        var ticket = await db.WhereItGoesOnAsync(named);
        var seen = new HashSet<long> { ticket.Number };
        while (!ticket.TakesMoreAt(at, options.Value.ReopenWithin) && await FollowUpOfAsync(db, ticket, named.ContactId) is { } next)
        {
            ticket = await db.WhereItGoesOnAsync(next);
            if (!seen.Add(ticket.Number))
            {
                break;
            }
        }

        return ticket;
    }

    private static Task<Ticket?> FollowUpOfAsync(FeedbackDb db, Ticket ticket, Guid customer)
    {
        var links = db.TicketLinks;
        return db.Tickets.Include(t => t.Clocks)
            .Where(t => t.ContactId == customer && links.Any(l => l.ToNumber == ticket.Number && l.Type == TicketLink.FollowUpOf && l.FromNumber == t.Number))
            .OrderByDescending(t => t.Number).FirstOrDefaultAsync();
    }

    private async Task<HeardOn> FollowUpAsync(FeedbackDb db, Ticket named, Ticket last, Conversation conversation, Message heard)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var opened = await open.RunAsync(db, Facts(named, conversation, heard), await db.Contacts.FirstAsync(c => c.Id == named.ContactId));
        conversation.CountTicket();
        await db.BelongsToAsync(heard, opened.Ticket.Number);
        db.Link(opened.Ticket, last, TicketLink.FollowUpOf, Actor.Customer, now);
        var language = opened.Ticket.Language == "und" ? conversation.Locale : opened.Ticket.Language;
        var key = named.ReceiptCode == null ? "follow_up.opened" : "follow_up.opened_with_code";
        var text = Texts.Get(language, key, ("old", named.Id), ("ticket", opened.Ticket.Id));
        var told = db.Append(conversation, new(Speaker.Bot, text)
        {
            Language = Languages.Interface(language),
            ReplyTo = heard.Sequence,
            ReceiptOf = opened.Ticket.Id,
            TicketNumber = opened.Ticket.Number,
        }, now);
        return new(opened.Ticket, told);
    }

    private static NewTicket Facts(Ticket named, Conversation conversation, Message heard)
    {
        var reading = StoredReading.Read(heard.Reading);
        var description = PersonalData.Mask(heard.Text);
        var asked = reading == null ? named.Priority : Triage.PriorityOf(reading.Urgency, reading.Flags, named.Kind);
        return new()
        {
            Kind = named.Kind,
            Priority = asked > named.Priority ? asked : named.Priority,
            Subject = description.Length == 0 ? named.Subject : Triage.SubjectOf(description),
            Description = TextCleaning.Cut(description, MostDescription),
            Language = reading is { Language: not "und" } ? reading.Language : named.Language,
            Topics = named.Topics,
            Sentiment = reading?.Sentiment,
            Flags = reading?.Flags ?? ReadingFlags.None,
            Reading = heard.Reading,
            ListeningPost = conversation.Channel == "api" ? named.ListeningPost : conversation.Channel,
            Channel = conversation.Channel,
            ConversationId = conversation.Id,
            FirstSequence = heard.Sequence,
            ContactId = named.ContactId,
            Fields = named.Fields,
            ReceiptCode = named.ReceiptCode,
            OccurredAt = named.OccurredAt,
            StartedAt = named.BeganAt,
        };
    }
}
