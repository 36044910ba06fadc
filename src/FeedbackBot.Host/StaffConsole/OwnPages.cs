using FeedbackBot.Accounts;
using FeedbackBot.Host.SignIn;
using FeedbackBot.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole;

/// <summary>What concerns the member of staff who is signed in, and the list of all for administrators.</summary>
public static class OwnPages
{
    public static void Map(RouteGroupBuilder console)
    {
        console.MapGet("/staff", StaffAsync);
        console.MapGet("/password", (HttpContext http) => Password(http, null));
        console.MapPost("/password", ChangePasswordAsync);
    }

    private static IResult Password(HttpContext http, RuleViolation? problem) => Pages.Page<PasswordPage>(
        problem == null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        ("Viewer", http.Viewer()), ("Must", http.User.HasClaim(StaffClaims.MustChangePassword, "true")), ("Problem", problem));

    private static async Task<IResult> ChangePasswordAsync(HttpContext http, SignInManager<StaffLogin> signIn)
    {
        var form = await http.Request.ReadFormAsync();
        var login = await signIn.UserManager.GetUserAsync(http.User);
        if (login == null || !await signIn.UserManager.CheckPasswordAsync(login, form["current"].ToString()))
        {
            return Password(http, new("wrong_password", "The current password is not right.", "current"));
        }

        try
        {
            login.MustChangePassword = false;
            AddStaffLogin.Check(await signIn.UserManager.ChangePasswordAsync(login, form["current"].ToString(), form["password"].ToString()));
        }
        catch (RuleViolation broken)
        {
            return Password(http, broken);
        }

        await signIn.RefreshSignInAsync(login);
        return Results.Redirect("/console");
    }

    private static async Task<IResult> StaffAsync(HttpContext http, IDbContextFactory<FeedbackDb> contexts)
    {
        var viewer = http.Viewer();
        if (!viewer.IsManager)
        {
            return Pages.Problem(viewer.Frame, StatusCodes.Status403Forbidden, "problem.forbidden");
        }

        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var staff = await db.Staff.AsNoTracking().OrderBy(s => s.Name).ToListAsync(http.RequestAborted);
        return Pages.Page<StaffPage>(("Viewer", viewer), ("Staff", staff));
    }
}
