using System.Text.Json;
using FeedbackBot.Storage;

namespace FeedbackBot.Satisfaction.Ways;

/// <summary>A digest for a webhook, as it waits in the outbox: whose it is, so that the secret is read when it is sent.</summary>
public sealed record DigestBody(Guid OwnerId, string Body)
{
    public string ToPayload() => JsonSerializer.Serialize(this, StoredJson.Options);

    public static DigestBody Read(string payload) =>
        JsonSerializer.Deserialize<DigestBody>(payload, StoredJson.Options) ?? throw new InvalidDataException("The item carries no digest.");
}
