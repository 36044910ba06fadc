using System.Security.Claims;
using FeedbackBot.Accounts;
using FeedbackBot.Host.SignIn;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole;

/// <summary>Refuses a changed or foreign form: every request that is not a read must carry the page's token.</summary>
public sealed class FormCheck(IAntiforgery antiforgery, PageFrames frames) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method) && (await PostedForm.TryReadAsync(http) == null || !await antiforgery.IsRequestValidAsync(http)))
        {
            return Pages.Problem(frames.For(http), StatusCodes.Status400BadRequest, "problem.form");
        }

        return await next(context);
    }
}

/// <summary>Knows who looks: roles and language are read anew from the member of staff, so that a change holds at once.</summary>
public sealed class StaffOnly(IDbContextFactory<FeedbackDb> contexts, PageFrames frames, UnitOfWork work, ShowPresence show, TimeProvider time) : IEndpointFilter
{
    private static readonly CompiledQuery<Func<FeedbackDb, Guid, Task<StaffMember?>>> MemberById = new(() =>
        EF.CompileAsyncQuery((FeedbackDb db, Guid id) => db.Set<StaffMember>().AsNoTracking().FirstOrDefault(s => s.Id == id)));

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var id = Guid.TryParse(http.User.FindFirstValue(ClaimTypes.NameIdentifier), out var parsed) ? parsed : Guid.Empty;
        StaffMember? staff;
        await using (var db = await contexts.CreateDbContextAsync(http.RequestAborted))
        {
            staff = await MemberById.For(db)(db, id);
        }

        if (staff == null || staff.Roles == StaffRoles.None)
        {
            return Results.SignOut(new() { RedirectUri = SignInPages.Path }, [IdentityConstants.ApplicationScheme]);
        }

        if (http.User.HasClaim(StaffClaims.MustChangePassword, "true") && !http.Request.Path.StartsWithSegments(SignInPages.PasswordPath))
        {
            return Results.Redirect(SignInPages.PasswordPath);
        }

        if (IsSignOfLife(http, staff, time.GetUtcNow().UtcDateTime))
        {
            staff = await work.RunAsync(db => show.RunAsync(db, id, null), http.RequestAborted) ?? staff;
        }

        http.KeepViewer(new(staff, frames.For(http, staff.Language), time.GetUtcNow().UtcDateTime));
        try
        {
            return await next(context);
        }
        catch (RuleViolation missing) when (missing.Code == "not_found")
        {
            return Pages.Problem(http.Viewer().Frame, StatusCodes.Status404NotFound, "problem.missing");
        }
    }

    /// <summary>Whoever has a page open is there: every page asks now and then how many customers wait.</summary>
    private static bool IsSignOfLife(HttpContext http, StaffMember staff, DateTime now) =>
        staff.SeesEverything() && HttpMethods.IsGet(http.Request.Method) && !(now - staff.LastBeatAt < StaffMember.Beat);
}
