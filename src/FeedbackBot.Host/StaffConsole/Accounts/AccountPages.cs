using System.Globalization;
using FeedbackBot.Host.Api;
using FeedbackBot.Host.Import;
using FeedbackBot.Outbox;
using FeedbackBot.Satisfaction;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.AspNetCore.WebUtilities;

namespace FeedbackBot.Host.StaffConsole.Accounts;

/// <summary>Accounts: the list, the map, the page of one, who stands in for its owner, bringing in a file of them, and sending an owner's digest now.</summary>
public static class AccountPages
{
    public const string Path = "/console/accounts";
    public const string MapPath = Path + "/map";
    public const string ImportPath = Path + "/import";
    public const string UnassignedPath = "/console/contacts/unassigned";

    /// <summary>Some 50,000 rows.</summary>
    private const int MostBytes = 8 * 1024 * 1024;

    public static void Map(RouteGroupBuilder console)
    {
        console.MapGet("/accounts", ListAsync);
        console.MapGet("/accounts/map", async (HttpContext http, ReadAccountMap read) =>
            Pages.Page<AccountMapPage>(("Viewer", http.Viewer()), ("Map", await read.RunAsync(http.Viewer(), http.RequestAborted))));
        console.MapGet("/accounts/import", (HttpContext http) => Pages.Page<ImportPage>(("Viewer", http.Viewer()))).AddEndpointFilter<ManagersOnly>();
        console.MapPost("/accounts/import", ImportAsync).AddEndpointFilter<ManagersOnly>();
        console.MapGet("/contacts/unassigned", async (HttpContext http, ReadAccountMap read) =>
            Pages.Page<UnassignedPage>(("Viewer", http.Viewer()), ("Contacts", await read.UnassignedAsync(http.Viewer(), http.RequestAborted))));
        console.MapGet("/accounts/{id}", (string id, HttpContext http, ReadAccounts read, string? done) => PageAsync(id, http, read, done, null));
        console.MapPost("/accounts/{id}/digest", DigestAsync);
        console.MapPost("/accounts/{id}/standing", StandingAsync);
        console.MapPost("/accounts/{id}/deputies", DeputiesAsync).AddEndpointFilter<ManagersOnly>();
    }

    public static string PathOf(string externalId) => $"{Path}/{Uri.EscapeDataString(externalId)}";

    private static async Task<IResult> ListAsync(HttpContext http, ListAccounts read) => Pages.Page<AccountsPage>(
        ("Viewer", http.Viewer()), ("List", await read.RunAsync(http.Viewer(), AccountFilter.Read(http.Request.Query), http.RequestAborted)));

    private static async Task<IResult> PageAsync(string id, HttpContext http, ReadAccounts read, string? done, RuleViolation? refused) => Pages.Page<AccountPage>(
        refused == null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        ("Viewer", http.Viewer()), ("Screen", await read.RunAsync(http.Viewer(), id, http.RequestAborted)), ("Done", done), ("Refused", refused));

    /// <summary>The running week's digest as it stands; where that was sent already, nothing is sent twice.</summary>
    private static async Task<IResult> DigestAsync(string id, HttpContext http, ReadAccounts read, SendDigests send, DeliverOutbox deliver)
    {
        var viewer = http.Viewer();
        if (!viewer.IsManager)
        {
            return Pages.Problem(viewer.Frame, StatusCodes.Status403Forbidden, "problem.forbidden");
        }

        var screen = await read.RunAsync(viewer, id, http.RequestAborted);
        if (screen.Owner == null)
        {
            return Pages.Problem(viewer.Frame, StatusCodes.Status422UnprocessableEntity, "problem.no_owner");
        }

        var outcomes = await send.RunAsync(send.RunningWeek, screen.Owner.Email, http.RequestAborted);
        await deliver.RunAsync(http.RequestAborted);
        return Done(id, outcomes.Any(o => o.IsNew) ? "new" : "before");
    }

    /// <summary>Looks at how the account stands now, for whoever may see it.</summary>
    private static async Task<IResult> StandingAsync(string id, HttpContext http, ReadAccounts read, KeepStandings keep)
    {
        var screen = await read.RunAsync(http.Viewer(), id, http.RequestAborted);
        await keep.RunAsync(screen.Account.Id, http.RequestAborted);
        return Done(id, "standing");
    }

    private static async Task<IResult> DeputiesAsync(string id, HttpContext http, ReadAccounts read, UnitOfWork work, KeepDeputies keep)
    {
        var chosen = (await http.Request.ReadFormAsync(http.RequestAborted))["deputy"].Where(d => !string.IsNullOrEmpty(d)).ToList();
        try
        {
            Guid[] members = [.. chosen.Select(d => Guid.TryParse(d, out var member) ? member : Guid.Empty).Distinct()];
            await work.RunAsync(db => keep.RunAsync(db, id, members, http.Viewer().Staff), http.RequestAborted);
            return Done(id, "deputies");
        }
        catch (RuleViolation refused) when (refused.Code != "not_found")
        {
            return await PageAsync(id, http, read, null, refused);
        }
    }

    private static async Task<IResult> ImportAsync(HttpContext http, ImportAccounts import, UnitOfWork work)
    {
        var file = (await http.Request.ReadFormAsync(http.RequestAborted)).Files.GetFile("file");
        if (file is not { Length: > 0 and <= MostBytes })
        {
            return Refused(http, "accounts.import.no_file");
        }

        try
        {
            await using var rows = file.OpenReadStream();
            var report = await import.RunAsync(rows, file.FileName, http.RequestAborted);
            var (viewer, taken) = (http.Viewer(), report[Stored.New] + report[Stored.Changed]);
            await work.RunAsync(
                db =>
                {
                    db.Audit(viewer.Actor, viewer.Now, "account.imported", ("file", file.FileName), ("n", taken.ToString(CultureInfo.InvariantCulture)));
                    return Task.CompletedTask;
                },
                http.RequestAborted);
            return Pages.Page<ImportPage>(("Viewer", viewer), ("Report", report));
        }
        catch (RuleViolation)
        {
            return Refused(http, "accounts.import.bad_file");
        }
    }

    private static IResult Refused(HttpContext http, string text) => Pages.Page<ImportPage>(StatusCodes.Status422UnprocessableEntity, ("Viewer", http.Viewer()), ("Fault", text));

    private static IResult Done(string id, string what) => Results.Redirect(QueryHelpers.AddQueryString(PathOf(id), "done", what));
}
