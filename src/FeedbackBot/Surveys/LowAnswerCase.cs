using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;

namespace FeedbackBot.Surveys;

/// <summary>The case that follows up a low answer: a complaint in the customer's own words, where they gave some.</summary>
internal static class LowAnswerCase
{
    /// <summary>The channel of conversations in which nobody reads along.</summary>
    public const string NobodyThere = "api";

    private const string ListeningPost = "survey";

    public static NewTicket Facts(
        Answer answer, Ticket? about, Conversation conversation, Contact contact, EmbeddedReader reader, Func<Answer, string, string> unexplained)
    {
        var spoken = about == null || about.Language == "und" ? contact.Language ?? conversation.Locale : about.Language;
        var reading = answer.Reason == null ? null : reader.Read(answer.Reason, spoken);
        var language = reading is { Language: not "und" } ? reading.Language : spoken;
        var priority = reading == null ? TicketPriority.Normal : Triage.PriorityOf(reading.Urgency, reading.Flags, TicketKind.Complaint);
        return new()
        {
            Kind = TicketKind.Complaint,
            Priority = about?.Priority > priority ? about.Priority : priority,
            Subject = Triage.SubjectOf(answer.Reason ?? unexplained(answer, language)),
            Description = answer.Reason ?? unexplained(answer, language),
            Language = language,
            Topics = reading is { Topics.Count: > 0 } ? [.. reading.Topics.Select(t => t.Label)] : about?.Topics ?? [],
            Sentiment = reading?.Sentiment,
            Flags = reading?.Flags ?? ReadingFlags.None,
            Reading = reading == null ? null : StoredReading.Write(reading),
            ListeningPost = ListeningPost,
            Channel = conversation.Channel,
            ConversationId = conversation.Id,
            FirstSequence = FirstOf(answer, about, conversation),
            ContactId = contact.Id,
            Fields = about?.Fields ?? new Dictionary<string, string>(),
            ReceiptCode = about?.ReceiptCode,
            OccurredAt = about?.OccurredAt,
            StartedAt = about?.Kind == TicketKind.Complaint ? about.BeganAt : null,
        };
    }

    /// <summary>In a chat the message with the rating begins the case; behind a link nothing was said there, and it begins with what is said next.</summary>
    private static int FirstOf(Answer answer, Ticket? about, Conversation conversation) =>
        about == null ? 1 : answer.Source == "chat" ? conversation.LastSequence : conversation.LastSequence + 1;
}
