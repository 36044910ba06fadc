using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FeedbackBot.Host.Settings;
using FeedbackBot.Understanding;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Host.DirectLine;

/// <summary>Bodies and refusals in the shape of the protocol: codes are stable, messages say what to do.</summary>
public static class Wire
{
    /// <summary>The largest activity or request, in bytes. Files come by upload and are not counted here.</summary>
    public const int MostBytes = 4_000_000;

    /// <summary>The body; an empty one is an empty object, and null is not JSON of this shape.</summary>
    public static async Task<T?> ReadAsync<T>(HttpContext http, JsonTypeInfo<T> type) where T : class, new()
    {
        if (http.Request.ContentLength == 0 || http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            return new T();
        }

        return await ReadAsync(http.Request.Body, type, http.RequestAborted);
    }

    /// <summary>What a body says; null where it is not JSON of this shape.</summary>
    public static async Task<T?> ReadAsync<T>(Stream body, JsonTypeInfo<T> type, CancellationToken cancellation, int most = MostBytes) where T : class
    {
        using var whole = new MemoryStream();
        await CopyAsync(body, whole, most, cancellation);
        try
        {
            return JsonSerializer.Deserialize(HalfCharacters.Drop(whole.GetBuffer().AsMemory(0, (int)whole.Length)).Span, type);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static async Task CopyAsync(Stream body, MemoryStream whole, int most, CancellationToken cancellation)
    {
        var piece = new byte[16_384];
        int read;
        while ((read = await body.ReadAsync(piece, cancellation)) > 0)
        {
            if (whole.Length + read > most)
            {
                throw new BadHttpRequestException($"The body may have at most {most} bytes.", StatusCodes.Status413PayloadTooLarge);
            }

            whole.Write(piece, 0, read);
        }
    }

    public static IResult Json(ConversationAnswer answer, int status = StatusCodes.Status200OK) =>
        Results.Json(answer, DirectLineJson.Default.ConversationAnswer, statusCode: status);

    public static IResult Json(ResourceAnswer answer) => Results.Json(answer, DirectLineJson.Default.ResourceAnswer);

    public static IResult BadRequest(string code, string message) => Error(StatusCodes.Status400BadRequest, code, message);

    public static IResult Unauthorized() => Error(StatusCodes.Status401Unauthorized, "Unauthorized", "Send a valid token as Authorization: Bearer.");

    public static IResult Forbidden(string code, string message) => Error(StatusCodes.Status403Forbidden, code, message);

    public static IResult NotFound() => Error(StatusCodes.Status404NotFound, "NotFound", "There is no such conversation.");

    public static IResult TooMany(HttpContext http)
    {
        http.Response.Headers.RetryAfter = "10";
        var chinese = Languages.IsChinese(http.Request.Headers.AcceptLanguage.ToString());
        return Error(StatusCodes.Status429TooManyRequests, "TooManyRequests", Texts.Get(chinese ? Languages.Chinese : Languages.English, "limit.too_many"));
    }

    public static IResult Refused(HttpContext http, FileRefused refused, string? locale, WebChatOptions limits)
    {
        if (refused.Fault == FileFault.TooMuchAnHour)
        {
            http.Response.Headers.RetryAfter = "600";
        }

        return Error(refused.Status, refused.Code, refused.Say(Languages.Interface(locale ?? http.Request.Headers.AcceptLanguage.ToString()), limits));
    }

    public static IResult Error(int status, string code, string message) =>
        Results.Json(new ErrorAnswer(new(code, message)), DirectLineJson.Default.ErrorAnswer, statusCode: status);
}

/// <summary>Who may do what with a token.</summary>
public static class Authorize
{
    /// <summary>Null where the request's token is valid (and of <paramref name="conversation"/>); the refusal otherwise.</summary>
    public static IResult? Bearer(HttpContext http, VisitorTokens tokens, out Visitor visitor, string? conversation = null) =>
        Token(BearerOf(http), tokens, out visitor, conversation);

    public static IResult? Token(string? token, VisitorTokens tokens, out Visitor visitor, string? conversation = null)
    {
        var (found, fault) = tokens.Check(token);
        visitor = found!;
        return fault switch
        {
            TokenFault.Expired => Wire.Forbidden("TokenExpired", "The token has expired; get a new one."),
            TokenFault.Missing or TokenFault.Forged => Wire.Unauthorized(),
            TokenFault.None when conversation != null && found!.ConversationKey != conversation =>
                Wire.Forbidden("BadArgument", "This token is for another conversation."),
            TokenFault.None => null,
            _ => throw new ArgumentOutOfRangeException(nameof(token)),
        };
    }

    public static (string Start, string End) AttachmentLinks(HttpContext http, VisitorTokens tokens) => AttachmentLinks(http, BearerOf(http) ?? "");

    public static (string Start, string End) AttachmentLinks(HttpContext http, string token) =>
        ($"{http.Request.Scheme}://{http.Request.Host}/v3/directline/attachments/", "?t=" + token);

    internal static string? BearerOf(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : null;
    }
}

/// <summary>Which pages may use the chat: our own, those that are listed, and programs, which send no Origin.</summary>
public sealed class Origins(IOptions<WebChatOptions> options)
{
    public bool MayUse(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0
            || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
            || options.Value.AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase);
    }
}

/// <summary>Refuses requests from pages that are not listed.</summary>
public sealed class OriginCheck(Origins origins) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        origins.MayUse(context.HttpContext.Request)
            ? await next(context)
            : Wire.Forbidden("OriginNotAllowed", "This page may not use the chat; add its origin to FeedbackBot:WebChat:AllowedOrigins.");
}
