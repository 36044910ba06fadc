using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.Life;

/// <summary>A case at the other end of a link.</summary>
/// <param name="Outgoing">The link points from the case looked at to this one.</param>
public sealed record LinkedCase(long Number, string Type, bool Outgoing, string Subject, string Language, TicketStatus Status);

/// <summary>What a case is tied to, became, and promised.</summary>
public sealed record CaseLife
{
    /// <summary>Both directions; cases that the viewer may not see are left out.</summary>
    public required IReadOnlyList<LinkedCase> Links { get; init; }

    /// <summary>Those of the parts too: what was promised before a merge is still to be kept.</summary>
    public required IReadOnlyList<Commitment> Commitments { get; init; }

    /// <summary>Cases that became a part of this one.</summary>
    public required IReadOnlyList<MergedPart> Parts { get; init; }

    /// <summary>A link taken away a moment ago, to be put back; null where there is none.</summary>
    public (string Type, long To)? Unlinked { get; init; }

    /// <summary>This case was merged, and that can be undone.</summary>
    public bool CanUnmerge { get; init; }

    /// <summary>How many cases this one caused.</summary>
    public int Caused => Links.Count(l => !l.Outgoing && l.Type == TicketLink.CausedBy);
}

/// <summary>Reads what a case is tied to.</summary>
public static class ReadLife
{
    private const int MostLinks = 100;
    private static readonly TimeSpan UndoShown = TimeSpan.FromMinutes(10);

    /// <param name="events">What happened to it so far, in order.</param>
    public static async Task<CaseLife> LifeOfAsync(this FeedbackDb db, Ticket ticket, IReadOnlyList<TicketEvent> events, StaffMember staff, TicketOptions options, DateTime now, CancellationToken cancellation)
    {
        var links = await LinksAsync(db, ticket.Number, staff, cancellation);
        var last = events.LastOrDefault(e => e.Code == "unlinked");
        var merged = ticket.MergedInto == null ? (DateTime?)null
            : await db.MergeRecords.Where(m => m.SourceNumber == ticket.Number && m.UndoneAt == null).MaxAsync(m => (DateTime?)m.At, cancellation);
        var parts = await db.PartsOfAsync(ticket.Number);
        var whole = parts.Select(p => p.Number).Append(ticket.Number).ToList();
        return new()
        {
            Links = links,
            Commitments = await db.Commitments.AsNoTracking().Where(c => whole.Contains(c.TicketNumber)).OrderBy(c => c.DueAt).ToListAsync(cancellation),
            Parts = parts,
            Unlinked = last != null && now - last.At < UndoShown ? GoneIn(last, links) : null,
            CanUnmerge = merged is { } at && now - at <= options.UnmergeWithin,
        };
    }

    private static async Task<List<LinkedCase>> LinksAsync(FeedbackDb db, long number, StaffMember staff, CancellationToken cancellation)
    {
        var visible = db.Tickets.AsNoTracking().VisibleTo(db, staff);
        var all = db.TicketLinks.AsNoTracking();
        var outgoing = await all.Where(l => l.FromNumber == number).OrderBy(l => l.At).Take(MostLinks)
            .Join(visible, l => l.ToNumber, t => t.Number, (l, t) => new LinkedCase(t.Number, l.Type, true, t.Subject, t.Language, t.Status)).ToListAsync(cancellation);
        var incoming = await all.Where(l => l.ToNumber == number).OrderBy(l => l.At).Take(MostLinks)
            .Join(visible, l => l.FromNumber, t => t.Number, (l, t) => new LinkedCase(t.Number, l.Type, false, t.Subject, t.Language, t.Status)).ToListAsync(cancellation);
        return [.. outgoing, .. incoming];
    }

    private static (string Type, long To)? GoneIn(TicketEvent unlinked, List<LinkedCase> links)
    {
        var (type, to) = (unlinked.Arguments.GetValueOrDefault("type", ""), TicketNumber.Parse(unlinked.Arguments.GetValueOrDefault("ticket")) ?? 0);
        return links.Exists(l => l.Outgoing && l.Type == type && l.Number == to) ? null : (type, to);
    }
}
