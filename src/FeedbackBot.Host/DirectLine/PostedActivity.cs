using System.Text.Json;
using System.Text.Json.Serialization;

namespace FeedbackBot.Host.DirectLine;

/// <summary>An activity as clients post it; what we do not use is not read.</summary>
public sealed record PostedActivity
{
    public string? Type { get; init; }

    public string? Id { get; init; }

    public string? Text { get; init; }

    public string? Locale { get; init; }

    public string? LocalTimezone { get; init; }

    public PostedUser? From { get; init; }

    public JsonElement? Value { get; init; }

    public JsonElement? ChannelData { get; init; }
}

/// <summary>The user part of a request or an activity.</summary>
public sealed record PostedUser
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    /// <summary>A host site's signed identity token.</summary>
    public string? Token { get; init; }
}

/// <summary>What tokens/generate and conversations are given.</summary>
public sealed record TokenRequest
{
    public PostedUser? User { get; init; }

    public string? Locale { get; init; }

    /// <summary>May hold the page, as an activity's does.</summary>
    public JsonElement? ChannelData { get; init; }
}

/// <summary>A conversation as clients get it.</summary>
public sealed record ConversationAnswer(
    string ConversationId,
    string Token,
    [property: JsonPropertyName("expires_in")] int ExpiresIn,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? StreamUrl = null);

/// <summary>The id of what was posted.</summary>
public sealed record ResourceAnswer(string Id);

/// <summary>An ActivitySet without activities, with the watermark that the client sent.</summary>
public sealed record NothingNew(string[] Activities, string Watermark);

/// <summary>An error in the shape of the protocol.</summary>
public sealed record ErrorAnswer(ErrorBody Error);

/// <summary>A stable code and a message for people.</summary>
public sealed record ErrorBody(string Code, string Message);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(PostedActivity))]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(ConversationAnswer))]
[JsonSerializable(typeof(ResourceAnswer))]
[JsonSerializable(typeof(NothingNew))]
[JsonSerializable(typeof(ErrorAnswer))]
internal sealed partial class DirectLineJson : JsonSerializerContext;
