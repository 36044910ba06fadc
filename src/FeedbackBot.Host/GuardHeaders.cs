namespace FeedbackBot.Host;

/// <summary>What every answer says to browsers, whoever wrote it: a page, a program's answer, a refusal.</summary>
public static class GuardHeaders
{
    public static void UseGuardHeaders(this WebApplication app)
    {
        app.UseHsts();
        app.Use(static (HttpContext http, RequestDelegate next) =>
        {
            // At the start of the answer: an error handler throws away the headers that were set before it.
            http.Response.OnStarting(static response =>
            {
                ((HttpResponse)response).Headers.XContentTypeOptions = "nosniff";
                return Task.CompletedTask;
            }, http.Response);
            return next(http);
        });
    }
}
