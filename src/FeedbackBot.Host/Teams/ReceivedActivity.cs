using System.Text.Json;
using System.Text.Json.Serialization;

namespace FeedbackBot.Host.Teams;

/// <summary>An activity as the Bot Framework posts it; what we do not use is not read.</summary>
public sealed record ReceivedActivity
{
    public string? Type { get; init; }

    public string? Id { get; init; }

    /// <summary>An invoke's name.</summary>
    public string? Name { get; init; }

    /// <summary>What an installationUpdate did: add, remove, add-upgrade or remove-upgrade.</summary>
    public string? Action { get; init; }

    public string? ChannelId { get; init; }

    public string? ServiceUrl { get; init; }

    public string? Text { get; init; }

    public string? Locale { get; init; }

    public string? LocalTimezone { get; init; }

    public ReceivedPerson? From { get; init; }

    public ReceivedPerson? Recipient { get; init; }

    public ReceivedPlace? Conversation { get; init; }

    public IReadOnlyList<ReceivedPerson>? MembersAdded { get; init; }

    public IReadOnlyList<ReceivedPerson>? MembersRemoved { get; init; }

    public IReadOnlyList<ReceivedEntity>? Entities { get; init; }

    public IReadOnlyList<ReceivedFile>? Attachments { get; init; }

    public JsonElement? Value { get; init; }

    public JsonElement? ChannelData { get; init; }
}

/// <summary>A person or a bot.</summary>
public sealed record ReceivedPerson
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    /// <summary>The directory's id of the person, which the channel vouches for.</summary>
    public string? AadObjectId { get; init; }
}

/// <summary>Where something is said.</summary>
public sealed record ReceivedPlace
{
    public string? Id { get; init; }

    /// <summary>personal, groupChat or channel.</summary>
    public string? ConversationType { get; init; }

    public string? TenantId { get; init; }
}

/// <summary>A mention, or what the client tells of itself.</summary>
public sealed record ReceivedEntity
{
    public string? Type { get; init; }

    public string? Text { get; init; }

    public ReceivedPerson? Mentioned { get; init; }

    public string? Locale { get; init; }

    public string? Timezone { get; init; }
}

/// <summary>What hangs on a message; Teams also hangs the message itself on it, as HTML.</summary>
public sealed record ReceivedFile
{
    public string? ContentType { get; init; }

    public string? Name { get; init; }

    /// <summary>Something the person gave, not a preview or the message's own HTML.</summary>
    [JsonIgnore]
    public bool IsFile => ContentType == "application/vnd.microsoft.teams.file.download.info" || ContentType?.StartsWith("image/", StringComparison.Ordinal) == true;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, MaxDepth = 32)]
[JsonSerializable(typeof(ReceivedActivity))]
internal sealed partial class TeamsJson : JsonSerializerContext;
