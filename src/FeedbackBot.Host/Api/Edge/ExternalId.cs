using Microsoft.AspNetCore.Http.Features;

namespace FeedbackBot.Host.Api.Edge;

/// <summary>An external id that stands last in an address. Such ids may hold anything, a slash too (written %2F, which routing leaves as it is).</summary>
public static class ExternalId
{
    public const int Most = 200;

    public static string Of(HttpContext http, string routed)
    {
        var target = http.Features.Get<IHttpRequestFeature>()?.RawTarget.Split('?')[0] ?? "";
        var given = target.Contains('/') ? Uri.UnescapeDataString(target[(target.LastIndexOf('/') + 1)..]) : routed;
        var fields = new Fields();
        var id = fields.Needed(fields.Line(given, "externalId", Most), "externalId");
        fields.End();
        return id;
    }
}
