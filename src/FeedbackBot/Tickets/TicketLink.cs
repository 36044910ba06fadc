using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>One case points to another: duplicate_of, caused_by, follow_up_of or related_to.</summary>
public sealed class TicketLink
{
    public const string CausedBy = "caused_by";
    public const string FollowUpOf = "follow_up_of";
    public const string RelatedTo = "related_to";

    public static readonly IReadOnlyList<string> Types = ["duplicate_of", CausedBy, FollowUpOf, RelatedTo];

    private TicketLink()
    {
    }

    internal TicketLink(long from, long to, string type, DateTime at) => (FromNumber, ToNumber, Type, At) = (from, to, type, at);

    public long FromNumber { get; private set; }

    public long ToNumber { get; private set; }

    public string Type { get; private set; } = "";

    public DateTime At { get; private set; }
}

/// <summary>Points from one case to another.</summary>
public sealed class LinkTickets(TimeProvider time)
{
    public async Task<TicketLink> RunAsync(FeedbackDb db, long number, long to, string? type, Actor by)
    {
        if (type == null || !TicketLink.Types.Contains(type))
        {
            throw new RuleViolation("unknown_link", $"type must be one of {string.Join(", ", TicketLink.Types)}.", "type");
        }

        if (number == to)
        {
            throw new RuleViolation("link_to_itself", "A case cannot be linked to itself.", "to");
        }

        var ticket = await db.TicketAsync(number);
        var other = await db.TicketAsync(to);
        if (await db.TicketLinks.FindAsync(number, to, type) is { } present)
        {
            return present;
        }

        return db.Link(ticket, other, type, by, time.GetUtcNow().UtcDateTime);
    }
}

/// <summary>Takes a link away again; where there is none, nothing changes.</summary>
public sealed class UnlinkTickets(TimeProvider time)
{
    public async Task RunAsync(FeedbackDb db, long number, long to, string? type, Actor by)
    {
        if (await db.TicketLinks.FindAsync(number, to, type ?? "") is not { } link)
        {
            return;
        }

        var ticket = await db.TicketAsync(number);
        db.TicketLinks.Remove(link);
        ticket.Unlinked(link.Type, await db.TicketAsync(to), by, time.GetUtcNow().UtcDateTime);
        db.AnnounceTicket(ticket);
    }
}

/// <summary>Linking within other use cases.</summary>
internal static class Linking
{
    public static TicketLink Link(this FeedbackDb db, Ticket from, Ticket to, string type, Actor by, DateTime at)
    {
        var link = new TicketLink(from.Number, to.Number, type, at);
        db.TicketLinks.Add(link);
        from.Linked(type, to, by, at);
        db.AnnounceTicket(from);
        db.AnnounceTicket(to);
        return link;
    }
}
