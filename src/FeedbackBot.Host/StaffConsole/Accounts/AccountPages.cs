using FeedbackBot.Outbox;
using FeedbackBot.Satisfaction;
using Microsoft.AspNetCore.WebUtilities;

namespace FeedbackBot.Host.StaffConsole.Accounts;

/// <summary>Accounts: the list, the page of one, and sending its owner's digest now.</summary>
public static class AccountPages
{
    public const string Path = "/console/accounts";

    public static void Map(RouteGroupBuilder console)
    {
        console.MapGet("/accounts", ListAsync);
        console.MapGet("/accounts/{id}", PageAsync);
        console.MapPost("/accounts/{id}/digest", DigestAsync);
    }

    public static string PathOf(string externalId) => $"{Path}/{Uri.EscapeDataString(externalId)}";

    private static async Task<IResult> ListAsync(HttpContext http, ReadAccounts read, string? q, string? tier, string? mine, string? after)
    {
        var words = string.IsNullOrWhiteSpace(q) ? null : q.Trim();
        var list = await read.ListAsync(http.Viewer(), new(words, tier, mine == "on", after), http.RequestAborted);
        return Pages.Page<AccountsPage>(("Viewer", http.Viewer()), ("List", list));
    }

    private static async Task<IResult> PageAsync(string id, HttpContext http, ReadAccounts read, string? sent) =>
        Pages.Page<AccountPage>(("Viewer", http.Viewer()), ("Screen", await read.RunAsync(http.Viewer(), id, http.RequestAborted)), ("Sent", sent));

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
        return Results.Redirect(QueryHelpers.AddQueryString(PathOf(id), "sent", outcomes.Any(o => o.IsNew) ? "new" : "before"));
    }
}
