using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>Makes a case of its own of what a customer said within another: read, routed and promised like any other, its promises counted from the moment it was said.</summary>
public sealed class SplitTicket(OpenTicket open, EmbeddedReader reader, TimeProvider time)
{
    private const int MostDescription = 20_000;

    /// <param name="from">The first message, by its number in the conversation.</param>
    /// <param name="to">The last one.</param>
    /// <returns>The new case; the one made before where the same was split off already.</returns>
    public async Task<Ticket> RunAsync(FeedbackDb db, long number, int from, int to, Actor by)
    {
        var ticket = await db.TicketAsync(number);
        if (ticket.MergedInto is { } into)
        {
            throw new RuleViolation("merged_ticket", $"This case was merged into {TicketNumber.Format(into)}; split that one.");
        }

        if (await db.Tickets.Include(t => t.Clocks).FirstOrDefaultAsync(t => t.ConversationId == ticket.ConversationId && t.FirstSequence == from && t.LastSequence == to) is { } before)
        {
            return before;
        }

        var said = await SaidAsync(db, ticket, from, to, by.Id);
        var conversation = await db.Conversations.FirstAsync(c => c.Id == ticket.ConversationId);
        var facts = Facts(ticket, conversation, said) with { FirstSequence = from, LastSequence = to };
        var part = (await open.RunAsync(db, facts, await db.Contacts.FirstAsync(c => c.Id == ticket.ContactId))).Ticket;
        conversation.CountTicket();
        var now = time.GetUtcNow().UtcDateTime;
        ticket.Split(part, by, now);
        db.Link(part, ticket, TicketLink.RelatedTo, by, now);
        Tell(db, conversation, ticket, part, now);
        return part;
    }

    /// <summary>The customer's messages in the range, as far as whoever splits may read them; something must be left of the case.</summary>
    private static async Task<List<Message>> SaidAsync(FeedbackDb db, Ticket ticket, int from, int to, Guid? reader)
    {
        var talk = await db.TalkAsync(ticket.ConversationId, reader);
        var all = (await talk.SaidOn(db.Messages.AsNoTracking(), ticket.Number).Where(m => m.Speaker == Speaker.Customer).OrderBy(m => m.Sequence).ToListAsync())
            .FindAll(m => !talk.Hides(m));
        var said = all.FindAll(m => m.Sequence >= from && m.Sequence <= to);
        if (said.Count == 0)
        {
            throw new RuleViolation("nothing_to_split", "Choose at least one message of the customer.", "from");
        }

        if (said.Count == all.Count)
        {
            throw new RuleViolation("nothing_left", "Nothing of the customer's would be left in this case.", "to");
        }

        // A part is one stretch of the chat: what stands within it would go along.
        var within = await db.Messages.CountAsync(m => m.ConversationId == ticket.ConversationId && m.Sequence >= from && m.Sequence <= to && m.Speaker == Speaker.Customer && m.Type == "message");
        return within == said.Count ? said : throw new RuleViolation("not_together", "Between these messages stands something of another case; split them off one after the other.", "to");
    }

    private NewTicket Facts(Ticket ticket, Conversation conversation, List<Message> said)
    {
        var text = PersonalData.Mask(string.Join("\n", said.Select(m => m.Text).Where(t => !string.IsNullOrWhiteSpace(t))));
        var reading = reader.Read(text, ticket.Language);
        var kind = reading.KindAbstained ? null : Triage.KindOf(reading.Kind?.Label);
        return new()
        {
            Kind = kind,
            Priority = Triage.PriorityOf(reading.Urgency, reading.Flags, kind),
            Subject = text.Length == 0 ? ticket.Subject : Triage.SubjectOf(text),
            Description = TextCleaning.Cut(text, MostDescription),
            Language = reading.Language == "und" ? ticket.Language : reading.Language,
            Topics = [.. reading.Topics.Select(t => t.Label)],
            Sentiment = reading.Sentiment,
            Flags = reading.Flags,
            Reading = StoredReading.Write(reading),
            ListeningPost = ticket.ListeningPost,
            Channel = conversation.Channel,
            ConversationId = conversation.Id,
            ContactId = ticket.ContactId,
            ReceiptCode = ticket.ReceiptCode,
            OccurredAt = said[0].SentAt,
            StartedAt = said[0].SentAt,
            PromisedFrom = said[0].SentAt,
        };
    }

    private static void Tell(FeedbackDb db, Conversation conversation, Ticket ticket, Ticket part, DateTime now)
    {
        var language = ticket.Language == "und" ? conversation.Locale : ticket.Language;
        var key = part.ReceiptCode == null ? "split.told" : "split.told_with_code";
        db.Append(conversation, new(Speaker.Bot, Texts.Get(language, key, ("old", ticket.Id), ("ticket", part.Id), ("subject", part.Subject)))
        {
            Language = Languages.Interface(language),
            ReceiptOf = part.Id,
            TicketNumber = part.Number,
        }, now);
    }
}
