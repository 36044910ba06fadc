using FeedbackBot.Host.Settings;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Host.Chat;

/// <summary>Answers with a page, and says in headers what it may load and who may frame it.</summary>
public sealed class Pages(IOptions<WebChatOptions> options)
{
    private const string OwnOnly =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self'; form-action 'self'; base-uri 'none'; ";

    /// <summary>Web Chat also adds one empty style element without the nonce; this is the hash of nothing.</summary>
    private const string EmptyStyle = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

    private readonly string _hosts = string.Join(' ', (string[])["'self'", .. options.Value.AllowedOrigins]);

    /// <summary>The chat: the one page that the listed sites may frame.</summary>
    public IResult Chat<T>(HttpContext http, object parameters, int status = StatusCodes.Status200OK) where T : IComponent =>
        Page<T>(http, parameters, status, OwnOnly + "frame-ancestors " + _hosts);

    public static IResult Plain<T>(HttpContext http, object parameters, int status = StatusCodes.Status200OK) where T : IComponent =>
        Page<T>(http, parameters, status, OwnOnly + "frame-ancestors 'none'");

    /// <summary>The genuine Web Chat writes its styles itself, with a nonce, and speaks through a web socket.</summary>
    public static IResult WithNonce<T>(HttpContext http, object parameters, string nonce) where T : IComponent =>
        Page<T>(http, parameters, StatusCodes.Status200OK,
            $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}' {EmptyStyle}; img-src 'self' data: blob:; media-src 'self' blob:; "
            + "font-src 'self' data:; connect-src 'self' ws: wss: blob:; worker-src 'self' blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");

    private static RazorComponentResult<T> Page<T>(HttpContext http, object parameters, int status, string contentSecurity) where T : IComponent
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = contentSecurity;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
        headers.Vary = "Accept-Language";
        headers["X-Robots-Tag"] = "noindex";
        return new(parameters) { StatusCode = status, PreventStreamingRendering = true };
    }
}
