using FeedbackBot.Storage;

namespace FeedbackBot.Tickets;

/// <summary>The verbs of a case that is a suggestion others may join.</summary>
public sealed partial class Ticket
{
    /// <summary>How many joined this suggestion, beside the one who told it.</summary>
    public int Voices { get; private set; }

    internal void Joined(DateTime at)
    {
        Voices++;
        Record("joined", Actor.Customer, at, ("voices", Voices.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }
}

/// <summary>Puts a case on hold: it waits for something that neither we nor the customer can hurry, such as its turn in a plan.</summary>
public sealed class HoldTicket(TimeProvider time)
{
    public async Task<Ticket> RunAsync(FeedbackDb db, long number, string? reason, Actor by)
    {
        var ticket = await db.TicketAsync(number);
        var (before, now) = (ticket.Status, time.GetUtcNow().UtcDateTime);
        ticket.Hold(Required.Text(reason, "reason", 1000), by, now);
        await db.TellVoicesAsync(ticket, before, null, now);
        db.AnnounceTicket(ticket);
        return ticket;
    }
}
