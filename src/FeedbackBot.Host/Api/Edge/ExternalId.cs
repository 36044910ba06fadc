using Microsoft.AspNetCore.Http.Features;

namespace FeedbackBot.Host.Api.Edge;

/// <summary>An external id that stands last in an address, or last but one. Such ids may hold anything, a slash too (written %2F, which routing leaves as it is).</summary>
public static class ExternalId
{
    public const int Most = 200;

    /// <param name="follows">The word that stands behind it, where it is not the last.</param>
    public static string Of(HttpContext http, string routed, string? follows = null)
    {
        var target = http.Features.Get<IHttpRequestFeature>()?.RawTarget.Split('?')[0] ?? "";
        target = follows != null && target.EndsWith($"/{follows}", StringComparison.OrdinalIgnoreCase) ? target[..^(follows.Length + 1)] : target;
        var given = target.Contains('/') ? Uri.UnescapeDataString(target[(target.LastIndexOf('/') + 1)..]) : routed;
        var fields = new Fields();
        var id = fields.Needed(fields.Line(given, "externalId", Most), "externalId");
        fields.End();
        return id;
    }
}
