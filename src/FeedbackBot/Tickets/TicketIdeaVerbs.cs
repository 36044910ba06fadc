using System.Globalization;

namespace FeedbackBot.Tickets;

/// <summary>The verbs of a case that is a suggestion others may join.</summary>
public sealed partial class Ticket
{
    /// <summary>How many joined this suggestion, beside the one who told it.</summary>
    public int Voices { get; private set; }

    internal void Joined(DateTime at)
    {
        Voices++;
        Record("joined", Actor.Customer, at, ("voices", Voices.ToString(CultureInfo.InvariantCulture)));
    }
}
