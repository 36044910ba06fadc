namespace FeedbackBot.Host.Api.Edge;

/// <summary>What an endpoint asks of the caller's key.</summary>
public sealed record NeedsScope(string Scope);

/// <summary>The edge of the API: checks the key, and turns every refusal and failure into one problem.</summary>
public sealed class ApiEdge(RequestDelegate next, KeyRing keys, ILogger<ApiEdge> log)
{
    private const string Scheme = "Bearer ";

    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await AuthorizeAsync(http);
            await next(http);
            if (Problems.IsBare(http))
            {
                await Problems.WriteBareStatusAsync(http);
            }
        }
        catch (Exception failure) when (!http.Response.HasStarted && AsRefusal(http, failure) is { } refusal)
        {
            http.Response.Clear();
            await Problems.WriteAsync(http, refusal);
        }
    }

    public static Caller CallerOf(HttpContext http) => (Caller)http.Items[typeof(Caller)]!;

    private async Task AuthorizeAsync(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        var secret = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : "";
        if (secret.Length is 0 or > 1000 || await keys.FindAsync(secret, http.RequestAborted) is not { } caller)
        {
            throw new Refusal(StatusCodes.Status401Unauthorized, ProblemCode.Unauthorized, secret.Length == 0
                ? "Send an API key as Authorization: Bearer KEY."
                : "This API key is not known here, or it has expired.");
        }

        if (http.GetEndpoint()?.Metadata.GetMetadata<NeedsScope>()?.Scope is { } scope && !caller.Scopes.Contains(scope))
        {
            throw new Refusal(StatusCodes.Status403Forbidden, ProblemCode.MissingScope, $"This needs a key with the scope {scope}.");
        }

        http.Items[typeof(Caller)] = caller;
    }

    /// <summary>Null where there is nobody left to tell.</summary>
    private Refusal? AsRefusal(HttpContext http, Exception failure)
    {
        switch (failure)
        {
            case Refusal refusal:
                return refusal;
            case RuleViolation rule:
                return Refusal.Of(rule);
            case BadHttpRequestException bad:
                var large = bad.StatusCode == StatusCodes.Status413PayloadTooLarge;
                return new(bad.StatusCode, large ? ProblemCode.TooLarge : ProblemCode.Malformed, large ? $"The body may have at most {Body.MostBytes} bytes." : "The request is not valid HTTP.");
            case OperationCanceledException when http.RequestAborted.IsCancellationRequested:
                return null;
            default:
                log.LogError(failure, "{Method} {Endpoint} failed", http.Request.Method, http.GetEndpoint()?.DisplayName);
                return new(StatusCodes.Status500InternalServerError, ProblemCode.Internal, "The request could not be carried out; the server's log says why.");
        }
    }
}
