using FeedbackBot.Messages;
using FeedbackBot.Tickets;

namespace FeedbackBot.Host.StaffConsole.Tickets;

/// <summary>One thing on the timeline of a case: a message, a private note, or something that happened.</summary>
/// <param name="Part">The merged case in whose chat a message was said, or on which a note was written; null for the case's own.</param>
public sealed record Entry(DateTime At, Message? Message = null, TicketNote? Note = null, TicketEvent? Event = null, long? Part = null)
{
    /// <summary>Stands at the element, so that a refreshed timeline keeps what is already there.</summary>
    public string Key => Message != null ? Part == null ? $"m{Message.Sequence}" : $"m{Part}-{Message.Sequence}" : Note != null ? $"n{Note.Id:N}" : $"e{Event!.Sequence}";

    /// <summary>In order of time. The event of a note is left out: the note itself stands there.</summary>
    /// <param name="number">The case whose timeline it is.</param>
    public static IReadOnlyList<Entry> Merge(long number, IEnumerable<Message> messages, IEnumerable<TicketNote> notes, IEnumerable<TicketEvent> events, IEnumerable<SaidInPart> merged) =>
    [
        .. messages.Select(m => new Entry(m.SentAt, Message: m))
            .Concat(merged.Select(m => new Entry(m.Message.SentAt, Message: m.Message, Part: m.Part)))
            .Concat(notes.Select(n => new Entry(n.At, Note: n, Part: n.TicketNumber == number ? null : n.TicketNumber)))
            .Concat(events.Where(e => e.Code != "noted").Select(e => new Entry(e.At, Event: e)))
            .OrderBy(entry => entry.At),
    ];
}
