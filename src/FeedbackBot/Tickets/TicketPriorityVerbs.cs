using FeedbackBot.Storage;
using FeedbackBot.Understanding;

namespace FeedbackBot.Tickets;

/// <summary>The verbs of a case that concern its priority.</summary>
public sealed partial class Ticket
{
    /// <summary>A second reader found more in what the customer said. The priority only rises; a case that is over, or as high already, stays as it is, and so does its promise.</summary>
    /// <returns>Whether it rose.</returns>
    internal bool RaisePriority(TicketPriority asked, ReadingFlags seen, string reader, DateTime at)
    {
        if (!IsOpen || asked <= Priority) return false;
        var before = Priority;
        (Priority, Flags) = (asked, Flags | seen);
        Record("priority_raised", Actor.System, at, ("from", ColumnForms.Word(before)), ("priority", ColumnForms.Word(asked)), ("reader", reader));
        return true;
    }

    /// <summary>What the customer says later makes a case more pressing, never less: a calm word does not take back an angry one, nor a danger that was named.</summary>
    internal void HeardAs(Reading later, DateTime at)
    {
        Flags |= later.Flags;
        if (later.Sentiment is { Label: Sentiment.Negative })
        {
            SentimentLabel = Sentiment.Negative;
        }

        RaisePriority(Triage.PriorityOf(later.Urgency, later.Flags, Kind), later.Flags, later.Reader, at);
    }
}
