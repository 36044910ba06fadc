namespace FeedbackBot.Outbox;

/// <summary>Delivers outbox items of one kind; throws where it could not. Whoever receives tells a repeat by the item's id.</summary>
public interface ICourier
{
    string Kind { get; }

    Task DeliverAsync(Guid id, string destination, string payload, CancellationToken cancellation);
}
