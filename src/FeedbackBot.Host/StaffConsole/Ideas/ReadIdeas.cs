using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.Ideas;

/// <summary>A suggestion on the board.</summary>
public sealed record IdeaRow(long Number, string Subject, string Language, int Voices, TicketStatus Status, bool Declined, DateTime CreatedAt)
{
    public IdeaStatus On => IdeaStatusOf.Of(Status, Declined);

    public string Id => TicketNumber.Format(Number);

    public int Votes => Voices + 1;
}

/// <summary>A page of the board.</summary>
/// <param name="Like">The suggestion to which those shown are similar; null for the whole board.</param>
public sealed record IdeaBoard(IReadOnlyList<IdeaRow> Rows, IdeaStatus? Status, string? Q, int Page, bool HasMore, IdeaRow? Like);

/// <summary>Reads the board of suggestions, most votes first, and those similar to one.</summary>
public sealed class ReadIdeas(IDbContextFactory<FeedbackDb> contexts)
{
    private const int PageSize = 30;
    private const int MostCompared = 1000;
    private const int MostSimilar = 12;

    /// <summary>People look at what is shown, so much less will do than where the customer is asked.</summary>
    private const double AlikeEnough = 0.2;

    public async Task<IdeaBoard> RunAsync(StaffMember staff, IdeaStatus? status, string? q, int page, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var ideas = (q == null ? db.Tickets : db.Matching(q)).AsNoTracking().OnlyIdeas().VisibleTo(db, staff);
        var some = await Rows(Of(ideas, status).OrderByDescending(t => t.Voices).ThenByDescending(t => t.Number))
            .Skip(page * PageSize).Take(PageSize + 1).ToListAsync(cancellation);
        return new([.. some.Take(PageSize)], status, q, page, some.Count > PageSize, null);
    }

    /// <summary>Null where there is no such suggestion.</summary>
    public async Task<IdeaBoard?> LikeAsync(StaffMember staff, long number, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var visible = db.Ideas().VisibleTo(db, staff);
        var idea = await visible.FirstOrDefaultAsync(t => t.Number == number, cancellation);
        if (idea == null)
        {
            return null;
        }

        var told = IdeaLikeness.Of(idea.Description, idea.Language);
        var others = await visible.Where(t => t.Language == idea.Language && t.Number != number).OrderByDescending(t => t.Number).Take(MostCompared)
            .Select(t => new { t.Number, t.Description }).ToListAsync(cancellation);
        List<long> alike = [.. others.Select(o => (o.Number, Score: told.Score(IdeaLikeness.Of(o.Description, idea.Language))))
            .Where(o => o.Score >= AlikeEnough).OrderByDescending(o => o.Score).Take(MostSimilar).Select(o => o.Number)];
        var rows = await Rows(visible.Where(t => alike.Contains(t.Number))).ToListAsync(cancellation);
        var own = new IdeaRow(idea.Number, idea.Subject, idea.Language, idea.Voices, idea.Status, idea.Declined, idea.CreatedAt);
        return new([.. rows.OrderBy(r => alike.IndexOf(r.Number))], null, null, 0, false, own);
    }

    private static IQueryable<IdeaRow> Rows(IQueryable<Ticket> ideas) =>
        ideas.Select(t => new IdeaRow(t.Number, t.Subject, t.Language, t.Voices, t.Status, t.Declined, t.CreatedAt));

    private static IQueryable<Ticket> Of(IQueryable<Ticket> ideas, IdeaStatus? status) => status switch
    {
        IdeaStatus.Planned => ideas.Where(t => t.Status == TicketStatus.OnHold),
        IdeaStatus.Done => ideas.Where(t => (t.Status == TicketStatus.Resolved || t.Status == TicketStatus.Closed) && !t.Declined),
        IdeaStatus.Declined => ideas.Where(t => (t.Status == TicketStatus.Resolved || t.Status == TicketStatus.Closed) && t.Declined),
        IdeaStatus.UnderReview => ideas.Where(t => t.Status != TicketStatus.OnHold && t.Status != TicketStatus.Resolved && t.Status != TicketStatus.Closed),
        _ => ideas,
    };
}
