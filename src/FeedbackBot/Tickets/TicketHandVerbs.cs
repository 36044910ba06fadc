using FeedbackBot.Accounts;

namespace FeedbackBot.Tickets;

/// <summary>The verbs of a case that concern whose hands it is in.</summary>
public sealed partial class Ticket
{
    private const string Holding = "holding=";

    /// <summary>Why nobody has been given the case yet, as a code of <see cref="Routing.Held"/>; null where it does not wait for anybody.</summary>
    public string? HeldBecause => RoutingReason.FirstOrDefault(r => r.StartsWith(Holding, StringComparison.Ordinal))?[Holding.Length..];

    /// <summary>Since when the case has been in nobody's hands.</summary>
    public DateTime WaitsSince => HandedAt ?? CreatedAt;

    /// <summary>The queue of the team keeps the case, and its routing reason says why.</summary>
    internal void WaitInQueue(string because, DateTime at)
    {
        if (HeldBecause != because)
        {
            RoutingReason = [.. RoutingReason.Where(r => !r.StartsWith(Holding, StringComparison.Ordinal)), Holding + because];
            Touch(at);
        }
    }

    /// <summary>Goes back to the team's queue, because whoever had it is away or has not touched it.</summary>
    internal void Release(StaffMember from, string because, DateTime at)
    {
        if (AssigneeId == from.Id)
        {
            Hand(null, at);
            Record("released", Actor.System, at, ("colleague", from.Name), ("release", because));
        }
    }

    private void Hand(StaffMember? assignee, DateTime at)
    {
        (AssigneeId, HandedAt) = (assignee?.Id, at);
        RoutingReason = [.. RoutingReason.Where(r => !r.StartsWith(Holding, StringComparison.Ordinal))];
    }
}
