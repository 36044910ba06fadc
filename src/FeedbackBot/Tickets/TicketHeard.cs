namespace FeedbackBot.Tickets;

/// <summary>What the present commit has heard of a case and not told yet.</summary>
public sealed partial class Ticket
{
    /// <summary>When the customer wrote; not stored.</summary>
    internal DateTime? HeardAt { get; set; }
}
