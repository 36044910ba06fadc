using System.Text.Json;

namespace FeedbackBot.Host.Assets;

/// <summary>One built file: its address, media type, content hash, and its length before and after Brotli.</summary>
public sealed record Asset(string Path, string Type, string Hash, long Size, long Compressed);

/// <summary>What build.mjs made: logical names ("chat.js") and the hashed files they stand for.</summary>
public sealed class AssetManifest
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly Dictionary<string, Asset> assets;

    private AssetManifest(string folder, Dictionary<string, Asset> assets)
    {
        Folder = folder;
        this.assets = assets;
    }

    /// <summary>The wwwroot folder that the addresses are relative to.</summary>
    public string Folder { get; }

    /// <summary>Every built file by its logical name.</summary>
    public IReadOnlyDictionary<string, Asset> All => assets;

    /// <summary>Reads the manifest under the program's folder (the content root).</summary>
    public static AssetManifest Read(string contentRoot)
    {
        var folder = Path.Combine(contentRoot, "wwwroot");
        var file = Path.Combine(folder, "assets", "manifest.json");
        if (!File.Exists(file))
            throw new InvalidOperationException($"{file} is missing: the web pages' scripts and styles were not built. Build the Host project again.");

        using var stream = File.OpenRead(file);
        var assets = JsonSerializer.Deserialize<Dictionary<string, Asset>>(stream, Json)
            ?? throw new InvalidOperationException($"{file} is empty. Build the Host project again.");
        return new AssetManifest(folder, assets);
    }

    /// <summary>The address of a file by its logical name, safe to cache for ever; an unknown name is a programming error.</summary>
    public string Url(string logicalName) =>
        assets.TryGetValue(logicalName, out var asset)
            ? asset.Path
            : throw new ArgumentException($"No asset is named '{logicalName}'; there are {string.Join(", ", assets.Keys.Order())}.", nameof(logicalName));
}
