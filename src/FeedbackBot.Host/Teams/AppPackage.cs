using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FeedbackBot.Conversations;
using FeedbackBot.Host.Chat;

namespace FeedbackBot.Host.Teams;

/// <summary>The app that is uploaded to Teams: a manifest in both languages and two icons, in one zip file. Pure.</summary>
public sealed partial record AppPackage
{
    private const string Schemas = "https://developer.microsoft.com/json-schemas/teams/v1.22/";
    private const string ChineseFile = "zh-cn.json";
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The registration's application id, a GUID.</summary>
    public required string AppId { get; init; }

    /// <summary>The https address under which this server is reached.</summary>
    public required string Site { get; init; }

    /// <summary>The short name, at most 30 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Who runs it, at most 32 characters.</summary>
    public required string Developer { get; init; }

    /// <summary>Three numbers; Teams takes an update only with a higher one.</summary>
    public string Version { get; init; } = "1.0.0";

    /// <summary>A rule violation names the first part that Teams would refuse.</summary>
    public byte[] Build(FlowBook book)
    {
        Check();
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "manifest.json", JsonSerializer.SerializeToUtf8Bytes(Manifest(book), Readable));
            Add(zip, ChineseFile, JsonSerializer.SerializeToUtf8Bytes(Localized(book, Languages.Chinese), Readable));
            Add(zip, "color.png", AppIcon.Color());
            Add(zip, "outline.png", AppIcon.Outline());
        }

        return file.ToArray();
    }

    private void Check()
    {
        Require(Guid.TryParse(AppId, out _), "Teams:AppId is the registration's application id, a GUID.", nameof(AppId));
        Require(Uri.TryCreate(Site, UriKind.Absolute, out var site) && site is { Scheme: "https", IsLoopback: false }, "PublicUrl must be the https address under which this server is reached: Teams shows links to it.", nameof(Site));
        Require(Name.Length is > 0 and <= 30, "The name has 1 to 30 characters.", nameof(Name));
        Require(Developer.Length is > 0 and <= 32, "The developer's name has 1 to 32 characters.", nameof(Developer));
        Require(VersionForm().IsMatch(Version), "The version is three numbers such as 1.0.0.", nameof(Version));
    }

    private static void Require(bool holds, string otherwise, string field)
    {
        if (!holds)
        {
            throw new RuleViolation("bad_app_package", otherwise, field);
        }
    }

    private JsonObject Manifest(FlowBook book) => new()
    {
        ["$schema"] = Schemas + "MicrosoftTeams.schema.json",
        ["manifestVersion"] = "1.22",
        ["version"] = Version,
        ["id"] = AppId,
        ["developer"] = new JsonObject { ["name"] = Developer, ["websiteUrl"] = Site, ["privacyUrl"] = Site + "/privacy", ["termsOfUseUrl"] = Site + "/privacy" },
        ["name"] = new JsonObject { ["short"] = Name, ["full"] = Text(Languages.English, "full") },
        ["description"] = new JsonObject { ["short"] = Text(Languages.English, "brief"), ["full"] = Text(Languages.English, "about") },
        ["icons"] = new JsonObject { ["color"] = "color.png", ["outline"] = "outline.png" },
        ["accentColor"] = AppIcon.Accent,
        ["localizationInfo"] = new JsonObject
        {
            ["defaultLanguageTag"] = "en",
            ["additionalLanguages"] = new JsonArray(new JsonObject { ["languageTag"] = "zh-cn", ["file"] = ChineseFile }),
        },
        ["bots"] = new JsonArray(new JsonObject
        {
            ["botId"] = AppId,
            ["scopes"] = new JsonArray("personal", "team", "groupChat"),
            ["supportsFiles"] = false,
            ["isNotificationOnly"] = false,
            ["commandLists"] = new JsonArray(new JsonObject
            {
                ["scopes"] = new JsonArray("personal", "team", "groupChat"),
                ["commands"] = new JsonArray([.. Commands(book, Languages.English).Select(c => new JsonObject { ["title"] = c.Title, ["description"] = c.Description })]),
            }),
        }),
        ["validDomains"] = new JsonArray(new Uri(Site).Host),
    };

    private static JsonObject Localized(FlowBook book, string language)
    {
        var texts = new JsonObject
        {
            ["$schema"] = Schemas + "MicrosoftTeams.Localization.schema.json",
            ["name.full"] = Text(language, "full"),
            ["description.short"] = Text(language, "brief"),
            ["description.full"] = Text(language, "about"),
        };
        foreach (var (number, command) in Commands(book, language).Index())
        {
            texts[$"bots[0].commandLists[0].commands[{number}].title"] = command.Title;
            texts[$"bots[0].commandLists[0].commands[{number}].description"] = command.Description;
        }

        return texts;
    }

    /// <summary>A command is what somebody would write: the buttons' own words, and help.</summary>
    private static IEnumerable<(string Title, string Description)> Commands(FlowBook book, string language) =>
    [
        .. book.Openings.Select(o => (o.In(language), ChatTexts.Get(language, "teams.app.command", ("what", o.In(language))))),
        (Text(language, "help"), Text(language, "help_text")),
    ];

    private static string Text(string language, string key) => ChatTexts.Get(language, "teams.app." + key);

    private static void Add(ZipArchive zip, string name, byte[] content)
    {
        using var stream = zip.CreateEntry(name, CompressionLevel.Optimal).Open();
        stream.Write(content);
    }

    [GeneratedRegex(@"^\d{1,5}\.\d{1,5}\.\d{1,5}$")]
    private static partial Regex VersionForm();
}
