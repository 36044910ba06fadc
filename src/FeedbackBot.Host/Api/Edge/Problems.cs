using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Features;

namespace FeedbackBot.Host.Api.Edge;

/// <summary>An error as RFC 9457 describes it, with the fields at fault.</summary>
public sealed record ProblemJson
{
    /// <summary>Stable: urn:feedbackbot:problem: and a code.</summary>
    public required string Type { get; init; }

    public required string Title { get; init; }

    public required int Status { get; init; }

    public required string Detail { get; init; }

    /// <summary>Field (as a path such as documents[3].text, a query parameter or a header) and what is wrong with it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }
}

/// <summary>Writes problems.</summary>
public static class Problems
{
    public const string TypePrefix = "urn:feedbackbot:problem:";
    public const string MediaType = "application/problem+json";

    public static Task WriteAsync(HttpContext http, Refusal refusal)
    {
        var language = ApiTexts.LanguageOf(http);
        var problem = new ProblemJson
        {
            Type = TypePrefix + refusal.Code,
            Title = ApiTexts.TryGet(language, "problem." + refusal.Code) ?? ApiTexts.Get(language, "problem.refused"),
            Status = refusal.Status,
            Detail = refusal.Message,
            Errors = refusal.Errors,
        };
        http.Response.StatusCode = refusal.Status;
        if (refusal.Status == StatusCodes.Status401Unauthorized)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
        }

        return http.Response.WriteAsJsonAsync(problem, ApiJson.Wire.ProblemJson, MediaType);
    }

    /// <summary>What routing itself refuses (no such path, another method, another media type), said in the same shape.</summary>
    public static Task WriteBareStatusAsync(HttpContext http)
    {
        var language = ApiTexts.LanguageOf(http);
        var code = http.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => ProblemCode.NotFound,
            StatusCodes.Status405MethodNotAllowed => ProblemCode.MethodNotAllowed,
            StatusCodes.Status413PayloadTooLarge => ProblemCode.TooLarge,
            StatusCodes.Status415UnsupportedMediaType => ProblemCode.MediaType,
            _ => "refused",
        };
        return WriteAsync(http, new(http.Response.StatusCode, code, ApiTexts.Get(language, "problem." + code)));
    }

    public static bool IsBare(HttpContext http) =>
        !http.Response.HasStarted && http.Response.StatusCode >= 400 && http.Response.ContentType == null && http.Response.ContentLength is null or 0
        && http.Features.Get<IHttpResponseBodyFeature>() != null;
}
