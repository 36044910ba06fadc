using System.Security.Cryptography;
using FeedbackBot.Access;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.Api.Edge;

/// <summary>What an effect answers: a status and the JSON.</summary>
public sealed record Outcome(int Status, byte[] Json, string? Location = null);

/// <summary>
/// Carries out a POST, once for every Idempotency-Key: the record of the answer is written in the commit of the effect, so of two requests
/// with one key exactly one has an effect and both get its answer. A refusal has no effect and is not kept: the key may be used again.
/// </summary>
public sealed class RunOnce(UnitOfWork unit, TimeProvider time)
{
    public const string Header = "Idempotency-Key";
    public const string ReplayedHeader = "Idempotency-Replayed";
    private const int MostKey = 200;

    // Not static: a compiled query belongs to the provider it first ran on.
    private readonly Func<FeedbackDb, string, string, Task<IdempotentRequest?>> _find =
        EF.CompileAsyncQuery((FeedbackDb db, string scope, string key) =>
            db.Set<IdempotentRequest>().AsNoTracking().FirstOrDefault(r => r.Scope == scope && r.Key == key));

    /// <param name="path">The address under /api/v1 in its one canonical form: keys on different addresses never meet.</param>
    /// <param name="work">The effect; it may run more than once, but only one run lands.</param>
    /// <param name="render">The answer to what the effect gave; without a key it is made outside the commit.</param>
    public async Task<IResult> PostAsync<T>(HttpContext http, string path, byte[] body, Func<FeedbackDb, Task<T>> work, Func<T, Outcome> render, Func<byte[], string?>? locate = null)
    {
        if (KeyOf(http) is not { } key)
        {
            return new JsonResult(render(await unit.RunAsync(work, http.RequestAborted)));
        }

        var scope = $"{ApiEdge.CallerOf(http).Id} {path}";
        var hash = Convert.ToHexStringLower(SHA256.HashData(body));
        var (outcome, replayed) = await unit.RunAsync(db => OnceAsync(db, scope, key, hash, work, render), http.RequestAborted);
        if (replayed)
        {
            http.Response.Headers[ReplayedHeader] = "true";
            outcome = outcome with { Location = locate?.Invoke(outcome.Json) };
        }

        return new JsonResult(outcome);
    }

    private async Task<(Outcome Outcome, bool Replayed)> OnceAsync<T>(
        FeedbackDb db, string scope, string key, string hash, Func<FeedbackDb, Task<T>> work, Func<T, Outcome> render)
    {
        if (await _find(db, scope, key) is { } before)
        {
            return before.BodyHash == hash
                ? (new(before.Status, System.Text.Encoding.UTF8.GetBytes(before.Body)), true)
                : throw new RuleViolation(ProblemCode.IdempotencyKeyReused, $"{Header} was used before with another body.", Header);
        }

        var outcome = render(await work(db));
        db.IdempotentRequests.Add(new(scope, key, hash, outcome.Status, System.Text.Encoding.UTF8.GetString(outcome.Json), time.GetUtcNow().UtcDateTime));
        return (outcome, false);
    }

    public static bool HasKey(HttpContext http) => http.Request.Headers.ContainsKey(Header);

    private static string? KeyOf(HttpContext http)
    {
        var given = http.Request.Headers[Header];
        if (given.Count == 0)
        {
            return null;
        }

        var key = given.ToString();
        return key.Length is > 0 and <= MostKey && given.Count == 1 && key.All(c => c is > ' ' and <= '~')
            ? key
            : throw Refusal.Field(ProblemCode.Malformed, Header, $"{Header} must have 1 to {MostKey} visible ASCII characters.");
    }
}

/// <summary>JSON that is already written.</summary>
public sealed class JsonResult(Outcome outcome) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        (response.StatusCode, response.ContentType, response.ContentLength) = (outcome.Status, "application/json; charset=utf-8", outcome.Json.Length);
        if (outcome.Location != null)
        {
            response.Headers.Location = outcome.Location;
        }

        return response.Body.WriteAsync(outcome.Json, 0, outcome.Json.Length);
    }
}
