using System.Globalization;

namespace FeedbackBot.Tickets;

/// <summary>The verbs of a case that is a suggestion others may join.</summary>
public sealed partial class Ticket
{
    /// <summary>How many joined this suggestion, beside the one who told it.</summary>
    public int Voices { get; private set; }

    /// <summary>It was decided not to do what this suggestion asks for.</summary>
    public bool Declined { get; private set; }

    internal void Decline() => Declined = true;

    /// <summary>Voices that a merge had brought are taken back.</summary>
    internal void LoseVoices(int count) => Voices -= count;

    internal void Joined(DateTime at)
    {
        Voices++;
        Record("joined", Actor.Customer, at, ("voices", Voices.ToString(CultureInfo.InvariantCulture)));
    }
}
