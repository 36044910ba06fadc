using Microsoft.Net.Http.Headers;

namespace FeedbackBot.Host.Assets;

/// <summary>Serves the built files as they were compressed at build time; nothing is compressed while a visitor waits.</summary>
public static class PrecompressedAssets
{
    private const string ForEver = "public, max-age=31536000, immutable";

    // its address is written into other people's pages and cannot carry a hash, so a new version must arrive soon
    private const string ForAFewMinutes = "public, max-age=300, stale-while-revalidate=86400";

    /// <summary>Maps one endpoint for each built file: /assets/NAME-HASH.EXT and /widget.js.</summary>
    public static void MapAssets(this IEndpointRouteBuilder routes, AssetManifest manifest)
    {
        foreach (var asset in manifest.All.Values)
        {
            var file = Path.Combine(manifest.Folder, asset.Path.TrimStart('/'));
            routes.MapMethods(asset.Path, ["GET", "HEAD"], context => SendAsync(context, asset, file))
                .AllowAnonymous()
                .ExcludeFromDescription();
        }
    }

    private static Task SendAsync(HttpContext context, Asset asset, string file)
    {
        var encoding = ChooseEncoding(context.Request.GetTypedHeaders().AcceptEncoding);
        var tag = new EntityTagHeaderValue($"\"{asset.Hash}{(encoding is null ? "" : "-" + encoding)}\"");
        var headers = context.Response.Headers;
        headers.ETag = tag.ToString();
        headers.CacheControl = asset.Path.StartsWith("/assets/", StringComparison.Ordinal) ? ForEver : ForAFewMinutes;
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.XContentTypeOptions = "nosniff";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false)))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        var chosen = new FileInfo(file + (encoding is null ? "" : "." + encoding));
        headers.ContentType = asset.Type;
        headers.ContentEncoding = encoding switch { "br" => "br", "gz" => "gzip", _ => default };
        headers.ContentLength = chosen.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.SendFileAsync(chosen.FullName);
    }

    /// <summary>The best of what both sides have: "br", "gz" or null for the plain file. Quality 0 means "not this one".</summary>
    internal static string? ChooseEncoding(IList<StringWithQualityHeaderValue> accepted)
    {
        // Brotli is always the smaller file here, so a client's preference between the two is not asked
        if (Accepts(accepted, "br"))
            return "br";
        return Accepts(accepted, "gzip") ? "gz" : null;
    }

    private static bool Accepts(IList<StringWithQualityHeaderValue> accepted, string name)
    {
        var named = accepted.FirstOrDefault(value => value.Value.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? accepted.FirstOrDefault(value => value.Value == "*");
        return named is not null && named.Quality is not 0;
    }
}
