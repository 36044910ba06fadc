using System.IO.Compression;
using System.Text.Json;
using FeedbackBot.Host.Assets;

namespace FeedbackBot.Tests.Assets;

public class BuiltAssetsTests
{
    private static readonly AssetManifest Manifest = AssetManifest.Read(AppContext.BaseDirectory);

    [Fact]
    public void The_widget_takes_at_most_5_KB_before_the_click() =>
        Manifest.All["widget.js"].Compressed.ShouldBeLessThanOrEqualTo(5 * 1024);

    [Fact]
    public void All_scripts_of_the_chat_page_take_at_most_40_KB() =>
        Manifest.All["chat.js"].Compressed.ShouldBeLessThanOrEqualTo(40 * 1024);

    [Theory]
    [InlineData("chat.js"), InlineData("chat.css"), InlineData("console.js"), InlineData("console.css"), InlineData("theme.js")]
    [InlineData("charts.js"), InlineData("webchat.js"), InlineData("webchat-page.js"), InlineData("webchat-page.css"), InlineData("icons.svg")]
    public void A_logical_name_stands_for_a_hashed_file_that_exists(string name)
    {
        var url = Manifest.Url(name);

        url.ShouldMatch(@"^/assets/[a-z-]+-[A-Za-z0-9]{8,}\.(js|css|svg)$");
        File.Exists(Path.Combine(Manifest.Folder, url.TrimStart('/'))).ShouldBeTrue();
    }

    [Fact]
    public void Every_compressed_file_unpacks_to_the_plain_one()
    {
        foreach (var asset in Manifest.All.Values)
        {
            var file = Path.Combine(Manifest.Folder, asset.Path.TrimStart('/'));
            var plain = File.ReadAllBytes(file);
            plain.LongLength.ShouldBe(asset.Size, asset.Path);
            Unpack(new BrotliStream(File.OpenRead(file + ".br"), CompressionMode.Decompress)).ShouldBe(plain, asset.Path);
            Unpack(new GZipStream(File.OpenRead(file + ".gz"), CompressionMode.Decompress)).ShouldBe(plain, asset.Path);
        }
    }

    [Fact]
    public void An_unknown_name_is_refused_with_the_names_there_are() =>
        Should.Throw<ArgumentException>(() => Manifest.Url("chatt.js")).Message.ShouldContain("chat.js");

    [Fact]
    public void A_program_without_built_assets_says_what_to_do()
    {
        var empty = Directory.CreateTempSubdirectory();
        try
        {
            Should.Throw<InvalidOperationException>(() => AssetManifest.Read(empty.FullName)).Message.ShouldContain("Build the Host project again");
        }
        finally
        {
            empty.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_npm_lock_file_pins_every_package_and_names_no_download_address()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryRoot(), "src/FeedbackBot.Host/Assets/package-lock.json")));
        var packages = file.RootElement.GetProperty("packages").EnumerateObject().Where(package => package.Name != "").ToList();

        packages.ShouldNotBeEmpty();
        foreach (var package in packages)
        {
            package.Value.TryGetProperty("integrity", out _).ShouldBeTrue(package.Name);
            package.Value.TryGetProperty("resolved", out _).ShouldBeFalse(package.Name);
        }
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "FeedbackBot.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }

    private static byte[] Unpack(Stream packed)
    {
        using (packed)
        {
            using var plain = new MemoryStream();
            packed.CopyTo(plain);
            return plain.ToArray();
        }
    }
}
