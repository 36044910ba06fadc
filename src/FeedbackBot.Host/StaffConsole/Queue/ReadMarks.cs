using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.Queue;

/// <summary>Small marks on a row: I have begun something there, and who is there now.</summary>
/// <param name="Others">Names; those who write come first.</param>
public sealed record RowMark(bool HasDraft, IReadOnlyList<Tickets.Present> Others);

/// <summary>Reads the marks of a page of rows, in two queries for all of them.</summary>
public sealed class ReadMarks(IDbContextFactory<FeedbackDb> contexts, TimeProvider time)
{
    public async Task<IReadOnlyDictionary<long, RowMark>> RunAsync(StaffMember staff, IReadOnlyCollection<long> numbers)
    {
        if (numbers.Count == 0)
        {
            return new Dictionary<long, RowMark>();
        }

        var now = time.GetUtcNow().UtcDateTime;
        var (seen, written) = (now - NoteVisit.Stale, now - KeepDraft.Fresh);
        await using var db = await contexts.CreateDbContextAsync();
        var mine = await db.TicketDrafts.Where(d => d.StaffId == staff.Id && EF.Parameter(numbers).Contains(d.TicketNumber)).Select(d => d.TicketNumber).Distinct().ToListAsync();
        var drafts = db.TicketDrafts.Where(d => d.Box == DraftBox.Reply && d.UpdatedAt > written);
        var visits = await db.TicketVisits.Where(v => EF.Parameter(numbers).Contains(v.TicketNumber) && v.StaffId != staff.Id && v.At > seen)
            .Join(db.Staff, v => v.StaffId, s => s.Id, (v, s) => new { v.TicketNumber, s.Id, s.Name })
            .Select(v => new { v.TicketNumber, v.Id, v.Name, Writes = drafts.Any(d => d.TicketNumber == v.TicketNumber && d.StaffId == v.Id) }).ToListAsync();
        return mine.Concat(visits.Select(v => v.TicketNumber)).Distinct().ToDictionary(number => number, number => new RowMark(
            mine.Contains(number),
            [.. visits.Where(v => v.TicketNumber == number).OrderByDescending(v => v.Writes).ThenBy(v => v.Name).Select(v => new Tickets.Present(v.Id, v.Name, v.Writes))]));
    }
}
