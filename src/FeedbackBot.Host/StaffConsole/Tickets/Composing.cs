using FeedbackBot.Accounts;
using FeedbackBot.Host.StaffConsole.Queue;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Host.StaffConsole.Tickets;

/// <summary>Somebody else at the same case.</summary>
/// <param name="Writes">Has begun a reply a moment ago.</param>
public sealed record Present(Guid Id, string Name, bool Writes);

/// <summary>A prepared reply or a macro, by its name.</summary>
public sealed record Prepared(Guid Id, string Name);

/// <summary>What the page of a case needs for writing: what I have begun, what is on its way, who else is there, and what lies ready.</summary>
public sealed record Composing
{
    public TicketDraft? Reply { get; init; }

    public TicketDraft? Note { get; init; }

    public required IReadOnlyList<HeldReply> Held { get; init; }

    public required IReadOnlyList<Present> Others { get; init; }

    public required IReadOnlyList<Colleague> Watchers { get; init; }

    public required IReadOnlyList<Prepared> Canned { get; init; }

    public required IReadOnlyList<Prepared> Macros { get; init; }

    /// <summary>A language model is configured, so that it can be asked for a draft or a summary.</summary>
    public bool HasModel { get; init; }

    /// <summary>How long a sent reply can be taken back.</summary>
    public TimeSpan UndoSend { get; init; }
}

/// <summary>Reads what the page of a case needs for writing.</summary>
public sealed class ReadComposing(TimeProvider time, IOptions<TicketOptions> options, ILanguageModel? model = null)
{
    private const int MostPrepared = 200;

    public async Task<Composing> RunAsync(FeedbackDb db, Ticket ticket, StaffMember staff, CancellationToken cancellation)
    {
        var number = ticket.Number;
        var waiting = await HeldOnAsync(db, ticket, staff, cancellation);
        var drafts = await db.TicketDrafts.AsNoTracking().Where(d => d.TicketNumber == number && d.StaffId == staff.Id).ToListAsync(cancellation);
        return new()
        {
            Reply = drafts.Find(d => d.Box == DraftBox.Reply),
            Note = drafts.Find(d => d.Box == DraftBox.Note),
            Held = await db.HeldReplies.AsNoTracking().Where(h => waiting.Contains(h.TicketNumber)).OrderBy(h => h.At).ToListAsync(cancellation),
            Others = await OthersAsync(db, number, staff.Id, cancellation),
            Watchers = await WatchersAsync(db, ticket, cancellation),
            Canned = await db.CannedReplies.AsNoTracking().For(ticket, staff.Id).OrderBy(r => r.Title).Take(MostPrepared)
                .Select(r => new Prepared(r.Id, r.Title)).ToListAsync(cancellation),
            Macros = await db.Macros.AsNoTracking().For(ticket, staff.Id).OrderBy(m => m.Name).Take(MostPrepared)
                .Select(m => new Prepared(m.Id, m.Name)).ToListAsync(cancellation),
            HasModel = model != null,
            UndoSend = options.Value.UndoSend,
        };
    }

    /// <summary>The cases on which what was written on this one waits to be sent: on a merged one, also the one in which it goes on, where the viewer may see that.</summary>
    private static async Task<List<long>> HeldOnAsync(FeedbackDb db, Ticket ticket, StaffMember staff, CancellationToken cancellation)
    {
        var onward = ticket.MergedInto == null ? [ticket.Number] : await db.NumbersOnwardAsync(ticket.Number, cancellation);
        return onward.Count == 1 ? onward : await db.Tickets.VisibleTo(db, staff).Where(t => onward.Contains(t.Number)).Select(t => t.Number).ToListAsync(cancellation);
    }

    public async Task<IReadOnlyList<Present>> OthersAsync(FeedbackDb db, long number, Guid me, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var (seen, written) = (now - NoteVisit.Stale, now - KeepDraft.Fresh);
        var drafts = db.TicketDrafts.Where(d => d.TicketNumber == number && d.Box == DraftBox.Reply && d.UpdatedAt > written);
        return await db.TicketVisits.AsNoTracking().Where(v => v.TicketNumber == number && v.StaffId != me && v.At > seen)
            .Join(db.Staff, v => v.StaffId, s => s.Id, (v, s) => new { s.Id, s.Name }).OrderBy(s => s.Name)
            .Select(s => new Present(s.Id, s.Name, drafts.Any(d => d.StaffId == s.Id))).ToListAsync(cancellation);
    }

    private static Task<List<Colleague>> WatchersAsync(FeedbackDb db, Ticket ticket, CancellationToken cancellation)
    {
        var watching = db.TicketWatchers.Where(w => w.TicketNumber == ticket.Number).Select(w => w.StaffId);
        return db.ReadersOf(ticket).Where(s => watching.Contains(s.Id)).OrderBy(s => s.Name).Select(s => new Colleague(s.Id, s.Name)).ToListAsync(cancellation);
    }
}
