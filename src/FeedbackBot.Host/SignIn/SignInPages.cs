using System.Security.Claims;
using FeedbackBot.Accounts;
using FeedbackBot.Host.DirectLine;
using FeedbackBot.Host.StaffConsole;
using FeedbackBot.Storage;
using Microsoft.AspNetCore.Identity;

namespace FeedbackBot.Host.SignIn;

/// <summary>Signing in and out, the first administrator's set-up page, one's own password and language.</summary>
public static class SignInPages
{
    public const string Path = "/console/sign-in";
    public const string PasswordPath = "/console/password";
    public const string SetupPath = "/setup";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var open = routes.MapGroup("").AllowAnonymous().AddEndpointFilter<FormCheck>().ExcludeFromDescription();
        open.MapGet(Path, (HttpContext http, PageFrames frames, string? returnUrl) => ShowSignIn(http, frames, returnUrl));
        open.MapPost(Path, SignInAsync);
        open.MapPost("/console/sign-out", SignOutAsync);
        open.MapPost("/console/language", ChooseLanguageAsync);
        open.MapGet(SetupPath, ShowSetupAsync);
        open.MapPost(SetupPath, SetUpAsync);
    }

    /// <summary>Only addresses of our own: an absolute or protocol-relative one could lead a signed-in person anywhere.</summary>
    internal static string Local(string? url, string otherwise = "/console") =>
        url is ['/', not ('/' or '\\'), ..] or "/" && !url.Any(char.IsControl) ? url : otherwise;

    private static IResult ShowSignIn(HttpContext http, PageFrames frames, string? returnUrl) =>
        http.User.Identity?.IsAuthenticated == true
            ? Results.Redirect(Local(returnUrl))
            : Pages.Page<SignInPage>(("Frame", frames.For(http)), ("ReturnUrl", Local(returnUrl)));

    private static async Task<IResult> SignInAsync(
        HttpContext http, PageFrames frames, SignInManager<StaffLogin> signIn, Strangers strangers, RateLimits limits, TimeProvider time, ILogger<SignInManager<StaffLogin>> log)
    {
        var started = time.GetTimestamp();
        var form = await http.Request.ReadFormAsync();
        var (email, returnUrl) = (form["email"].ToString().Trim(), Local(form["returnUrl"]));
        if (!limits.MaySignIn(http))
        {
            http.Response.Headers.RetryAfter = "60";
            return Again(StatusCodes.Status429TooManyRequests, "sign_in.too_many");
        }

        var login = await signIn.UserManager.FindByEmailAsync(StaffMember.Normalize(email));
        var result = login == null
            ? strangers.Refuse(email)
            : await signIn.PasswordSignInAsync(login, form["password"].ToString(), form["remember"] == "on", lockoutOnFailure: true);
        if (result.Succeeded)
        {
            return Results.Redirect(returnUrl);
        }

        if (login != null)
        {
            log.LogInformation("Sign-in of {Staff} refused: {Result}", login.Id, result);
        }

        // Whether an address is known is not told; that it is locked is, for its owner has to know why the right password fails.
        await strangers.WaitAsync(started, http.RequestAborted);
        return Again(StatusCodes.Status422UnprocessableEntity, result.IsLockedOut ? "sign_in.locked" : "sign_in.wrong");

        IResult Again(int status, string problem) => Pages.Page<SignInPage>(status,
            ("Frame", frames.For(http)), ("ReturnUrl", returnUrl), ("Email", email), ("Problem", problem));
    }

    private static async Task<IResult> SignOutAsync(SignInManager<StaffLogin> signIn)
    {
        await signIn.SignOutAsync();
        return Results.Redirect(Path);
    }

    private static async Task<IResult> ChooseLanguageAsync(HttpContext http, UnitOfWork unitOfWork)
    {
        var form = await http.Request.ReadFormAsync();
        var language = Languages.Interface(form["language"]);
        PageFrames.Remember(http, language);
        if (Guid.TryParse(http.User.FindFirstValue(ClaimTypes.NameIdentifier), out var id))
        {
            await unitOfWork.RunAsync(async db => (await db.Staff.FindAsync(id))?.Update(null, language, null));
        }

        return Results.Redirect(Local(form["returnUrl"]));
    }

    private static async Task<IResult> ShowSetupAsync(HttpContext http, PageFrames frames, AddStaffLogin add, string? code) =>
        await add.IsSetupOpenAsync(code)
            ? Pages.Page<SetupPage>(("Frame", frames.For(http)), ("Code", code))
            : Pages.Problem(frames.For(http), StatusCodes.Status404NotFound, "problem.setup");

    private static async Task<IResult> SetUpAsync(HttpContext http, PageFrames frames, AddStaffLogin add, SetupLink link, SignInManager<StaffLogin> signIn)
    {
        var form = await http.Request.ReadFormAsync();
        var code = form["code"].ToString();
        if (!await add.IsSetupOpenAsync(code) || !link.Spend(code))
        {
            return Pages.Problem(frames.For(http), StatusCodes.Status404NotFound, "problem.setup");
        }

        var frame = frames.For(http);
        var (email, name) = (form["email"].ToString().Trim(), form["name"].ToString().Trim());
        try
        {
            var added = await add.RunAsync(new(Required.Text(email, "email", 320))
            {
                Name = Required.Text(name, "name", 200),
                Roles = AddStaffLogin.AllRoles,
                Password = form["password"],
                Language = frame.Language,
            });
            await signIn.SignInAsync((await signIn.UserManager.FindByIdAsync(added.Staff.Id.ToString()))!, isPersistent: false);
            return Results.Redirect("/console");
        }
        catch (RuleViolation broken)
        {
            link.GiveBack();
            return Pages.Page<SetupPage>(StatusCodes.Status422UnprocessableEntity,
                ("Frame", frame), ("Code", code), ("Email", email), ("Name", name), ("Problem", broken));
        }
    }
}
