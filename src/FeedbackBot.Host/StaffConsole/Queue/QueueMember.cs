using FeedbackBot.Accounts;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.Queue;

/// <summary>The one who looks at the queue, and their teams.</summary>
public sealed record QueueMember(StaffMember Staff, IReadOnlyList<Guid> Teams)
{
    private static readonly CompiledQuery<Func<FeedbackDb, Guid, IAsyncEnumerable<Guid>>> TeamsOf = new(() =>
        EF.CompileAsyncQuery((FeedbackDb db, Guid staff) => db.Set<TeamMember>().Where(m => m.StaffId == staff).Select(m => m.TeamId)));

    public Guid Id => Staff.Id;

    /// <summary>Who is in no team looks at the default one.</summary>
    public static async Task<QueueMember> OfAsync(FeedbackDb db, StaffMember staff, RoutingBook.Page book, CancellationToken cancellation)
    {
        var teams = await TeamsOf.For(db)(db, staff.Id).ToListAsync(cancellation);
        return new(staff, teams.Count > 0 ? teams : [book.DefaultTeam.Id]);
    }

    public IReadOnlyList<string> TeamKeys(RoutingBook.Page book) => [.. Teams.Select(t => book.TeamOf(t)?.Key).OfType<string>()];
}
