namespace FeedbackBot.Tickets;

/// <summary>A private note of staff on a case; customers never see it.</summary>
public sealed class TicketNote
{
    private TicketNote()
    {
    }

    internal TicketNote(long ticketNumber, string text, Actor by, DateTime at)
    {
        Id = Guid.CreateVersion7(at);
        (TicketNumber, Text, AuthorId, AuthorName, At) = (ticketNumber, text, by.Id, by.Name, at);
    }

    public Guid Id { get; private set; }

    public long TicketNumber { get; private set; }

    public string Text { get; private set; } = "";

    public Guid? AuthorId { get; private set; }

    public string? AuthorName { get; private set; }

    public DateTime At { get; private set; }
}
