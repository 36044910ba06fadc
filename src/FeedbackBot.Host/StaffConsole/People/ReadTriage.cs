using FeedbackBot.Accounts;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using FeedbackBot.Understanding.Labels;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.People;

/// <summary>A case whose kind people should look at.</summary>
/// <param name="Guess">What the reader thinks it may be, with how sure it is.</param>
public sealed record TriageCase(long Number, string Subject, string Description, string Language, DateTime CreatedAt, TicketKind? Kind, Claim<FeedbackKind>? Guess)
{
    public string Id => TicketNumber.Format(Number);
}

/// <summary>What waits to be told apart, most urgent first, and what became of the one before.</summary>
public sealed record TriageList(IReadOnlyList<TriageCase> Cases, TriageCase? Last, Team? LastTeam);

/// <summary>Reads the open cases that have no kind, and then those whose kind the reader was not sure of; what people spoke on is not asked again.</summary>
public sealed class ReadTriage(IDbContextFactory<FeedbackDb> contexts, RoutingBook routing)
{
    /// <summary>Below this confidence a kind is worth a look.</summary>
    public const double Unsure = 0.6;

    public const int Most = 50;

    /// <summary>So many of the newest open cases are looked through for unsure ones.</summary>
    private const int MostLookedAt = 300;

    public async Task<TriageList> RunAsync(StaffMember staff, long? last, CancellationToken cancellation)
    {
        var book = await routing.OpenAsync();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var visible = db.Tickets.AsNoTracking().VisibleTo(db, staff);
        var spoken = db.Corrections.Where(c => c.Head == ReadingHead.Kind);
        var open = visible.Where(t => t.Status != TicketStatus.Resolved && t.Status != TicketStatus.Closed && !spoken.Any(c => c.TicketNumber == t.Number));
        var unread = await open.Where(t => t.Kind == null).OrderByDescending(t => t.Priority).ThenBy(t => t.Number).Take(Most).ToListAsync(cancellation);
        var read = await open.Where(t => t.Kind != null && t.Reading != null).OrderByDescending(t => t.Number).Take(MostLookedAt).ToListAsync(cancellation);
        var cases = unread.Select(Of).Concat(read.Select(Of).Where(IsUnsure)).Take(Most).ToList();
        var before = last == null ? null : await visible.FirstOrDefaultAsync(t => t.Number == last, cancellation);
        return new(cases, before == null ? null : Of(before), book.TeamOf(before?.TeamId));
    }

    private static bool IsUnsure(TriageCase one) => one.Guess is { Confidence: < Unsure } guess && Triage.KindOf(guess.Label) == one.Kind;

    private static TriageCase Of(Ticket t) => new(t.Number, t.Subject, t.Description, t.Language, t.CreatedAt, t.Kind, StoredReading.Read(t.Reading)?.Kind);
}
