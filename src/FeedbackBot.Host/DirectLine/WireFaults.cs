namespace FeedbackBot.Host.DirectLine;

/// <summary>Every refusal and failure under Direct Line has the body of the protocol: clients read it and some break without one.</summary>
public sealed class WireFaults(ILogger<WireFaults> log) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        try
        {
            return await next(context);
        }
        catch (RuleViolation broken)
        {
            return broken.Code == "not_found" ? Wire.NotFound() : Wire.BadRequest("BadArgument", broken.Message);
        }
        catch (BadHttpRequestException fault)
        {
            return Wire.Error(fault.StatusCode, "BadArgument", fault.Message);
        }
        catch (Exception failure) when (!http.RequestAborted.IsCancellationRequested)
        {
            log.LogError(failure, "{Method} {Path} failed", http.Request.Method, http.Request.Path.Value);
            return Wire.Error(StatusCodes.Status500InternalServerError, "ServiceError", "Something went wrong here; please try again.");
        }
    }
}
