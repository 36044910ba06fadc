using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json.Nodes;
using FeedbackBot.Conversations;
using FeedbackBot.Host.Teams;
using FeedbackBot.Tests.House;

namespace FeedbackBot.Tests.Teams;

/// <summary>The app package holds what Teams asks for, within its limits.</summary>
public class AppPackageTests
{
    private static readonly FlowBook Book = FlowBook.Load(Path.Combine(Repository.Root, "dialogs"));

    private static readonly AppPackage Good = new() { AppId = TeamsCloud.AppId, Site = "https://care.example.com", Name = "Customer care", Developer = "Example Ltd" };

    [Fact]
    public void The_manifest_keeps_to_the_limits_of_teams()
    {
        var files = Files(Good.Build(Book));
        files.Keys.Order(StringComparer.Ordinal).ShouldBe(["color.png", "manifest.json", "outline.png", "zh-cn.json"]);
        var manifest = JsonNode.Parse(files["manifest.json"])!;
        var chinese = JsonNode.Parse(files["zh-cn.json"])!;
        foreach (var (brief, full, name) in new[]
        {
            (manifest["description"]!["short"]!, manifest["description"]!["full"]!, manifest["name"]!["full"]!),
            (chinese["description.short"]!, chinese["description.full"]!, chinese["name.full"]!),
        })
        {
            brief.ToString().Length.ShouldBeLessThanOrEqualTo(80);
            full.ToString().Length.ShouldBeLessThanOrEqualTo(4000);
            name.ToString().Length.ShouldBeLessThanOrEqualTo(100);
        }

        var commands = manifest["bots"]![0]!["commandLists"]![0]!["commands"]!.AsArray();
        commands.Count.ShouldBeInRange(2, 10);
        commands.Select(c => c!["title"]!.ToString()).ShouldBeUnique();
        commands.ShouldAllBe(c => c!["title"]!.ToString().Length <= 32 && !c["title"]!.ToString().StartsWith('/') && c["description"]!.ToString().Length <= 128);
        Enumerable.Range(0, commands.Count).ShouldAllBe(n => chinese[$"bots[0].commandLists[0].commands[{n}].title"] != null);
        manifest["bots"]![0]!["botId"]!.ToString().ShouldBe(TeamsCloud.AppId);
        manifest["validDomains"]!.AsArray().Single()!.ToString().ShouldBe("care.example.com");
    }

    [Theory]
    [InlineData("color.png", 192)]
    [InlineData("outline.png", 32)]
    public void The_icons_have_the_sides_that_teams_asks_for(string name, int side)
    {
        var png = Files(Good.Build(Book))[name];
        png.AsSpan(0, 8).ToArray().ShouldBe(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A });
        BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)).ShouldBe(side);
        BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)).ShouldBe(side);
    }

    [Fact]
    public void What_teams_would_refuse_is_refused_here_by_name()
    {
        Fault(Good with { AppId = "" }).ShouldBe("AppId");
        Fault(Good with { Site = "http://localhost:5080" }).ShouldBe("Site");
        Fault(Good with { Name = new string('a', 31) }).ShouldBe("Name");
        Fault(Good with { Developer = "" }).ShouldBe("Developer");
        Fault(Good with { Version = "1" }).ShouldBe("Version");
    }

    private static string? Fault(AppPackage package) => Should.Throw<RuleViolation>(() => package.Build(Book)).Field;

    private static Dictionary<string, byte[]> Files(byte[] package)
    {
        using var zip = new ZipArchive(new MemoryStream(package));
        return zip.Entries.ToDictionary(e => e.FullName, e =>
        {
            using var stream = e.Open();
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return copy.ToArray();
        });
    }
}
