namespace FeedbackBot.Host.Chat;

/// <summary>Lets a form in only from our own pages, also behind a proxy that changes the scheme: the check that a cookie alone is not.</summary>
public sealed class SameSite : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        return HttpMethods.IsGet(request.Method) || IsOwn(request)
            ? await next(context)
            : NoticePage.Foreign(context.HttpContext, PageLanguage.Of(request));
    }

    private static bool IsOwn(HttpRequest request)
    {
        var from = request.Headers["Sec-Fetch-Site"].ToString();
        if (from.Length > 0)
        {
            return from is "same-origin" or "none";
        }

        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0
            || (Uri.TryCreate(origin, UriKind.Absolute, out var page) && string.Equals(page.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }
}
