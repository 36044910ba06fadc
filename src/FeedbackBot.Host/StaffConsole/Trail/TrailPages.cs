using FeedbackBot.Access;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.Trail;

/// <summary>Who changed which settings, for managers: the latest first.</summary>
public static class TrailPages
{
    public const string Path = "/console/settings/trail";
    public const int PageSize = 50;

    /// <summary>The parts that settings have: the first words of the codes.</summary>
    public static readonly IReadOnlyList<string> Parts = ["policy", "calendar", "pack", "routing", "team", "desk", "canned", "macro", "view", "account", "campaign", "survey", "report", "dispute", "webhook"];

    public static void Map(RouteGroupBuilder console) => console.MapGet("/settings/trail", ListAsync).AddEndpointFilter<ManagersOnly>();

    /// <param name="before">The last entry of the page before this.</param>
    private static async Task<IResult> ListAsync(HttpContext http, IDbContextFactory<FeedbackDb> contexts, RoutingBook routing, string? part, long? before)
    {
        var chosen = Parts.Contains(part) ? part : null;
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var entries = db.AuditEntries.AsNoTracking().Where(e => before == null || e.Sequence < before);
        if (chosen != null)
        {
            entries = entries.Where(e => e.Code.StartsWith(chosen + "."));
        }

        var rows = await entries.OrderByDescending(e => e.Sequence).Take(PageSize + 1).ToListAsync(http.RequestAborted);
        return Pages.Page<TrailPage>(("Viewer", http.Viewer()), ("Rows", rows.Take(PageSize).ToList()), ("HasMore", rows.Count > PageSize), ("Part", chosen), ("IsFirst", before == null),
            ("Teams", (await routing.OpenAsync()).Teams));
    }
}
