namespace FeedbackBot.Host.StaffConsole;

/// <summary>Lets managers and administrators through; others are told that this is not for them.</summary>
public sealed class ManagersOnly : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var viewer = context.HttpContext.Viewer();
        return viewer.IsManager ? await next(context) : Pages.Problem(viewer.Frame, StatusCodes.Status403Forbidden, "problem.forbidden");
    }
}
