using System.ComponentModel.DataAnnotations;

namespace FeedbackBot.Connectors.AzureLanguage;

/// <summary>Settings under FeedbackBot:AzureLanguage.</summary>
public sealed class AzureLanguageOptions : IValidatableObject
{
    /// <summary>The resource's address, such as https://NAME.cognitiveservices.azure.com; not set (default): nothing is ever sent.</summary>
    public string? Endpoint { get; set; }

    /// <summary>One of the resource's two keys; goes before the credentials below.</summary>
    public string? Key { get; set; }

    /// <summary>Without a key: the directory of the application that signs in with <see cref="ClientSecret"/>.</summary>
    public string? TenantId { get; set; }

    /// <summary>Without a key: the application that signs in, or without a secret the user-assigned managed identity.</summary>
    public string? ClientId { get; set; }

    /// <summary>Without a key and without this, the machine's managed identity signs in.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>The version of the service's interface. Default 2023-04-01, the one this was written for.</summary>
    [RegularExpression(@"\d{4}-\d{2}-\d{2}(-preview)?")]
    public string ApiVersion { get; set; } = "2023-04-01";

    /// <summary>How long one call may take, attempts and pauses between them included. Default 3 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:20", ParseLimitsInInvariantCulture = true)]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long the service is left alone after half of at least four calls in five minutes failed. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "01:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan Rest { get; set; } = TimeSpan.FromSeconds(30);

    internal bool IsConfigured => !string.IsNullOrWhiteSpace(Endpoint);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsConfigured)
        {
            yield break;
        }

        if (!Uri.TryCreate(Endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http"))
        {
            yield return new($"{nameof(Endpoint)} is an address such as https://NAME.cognitiveservices.azure.com.", [nameof(Endpoint)]);
        }
        else if (address.Scheme == "http" && !(address.IsLoopback && !string.IsNullOrEmpty(Key)))
        {
            yield return new($"{nameof(Endpoint)} must begin with https: what customers write is sent there. (http is for this machine only, and with a {nameof(Key)}.)", [nameof(Endpoint)]);
        }

        if (!string.IsNullOrEmpty(ClientSecret) && (string.IsNullOrEmpty(TenantId) || string.IsNullOrEmpty(ClientId)))
        {
            yield return new($"{nameof(TenantId)} and {nameof(ClientId)} are needed beside {nameof(ClientSecret)}.", [nameof(ClientSecret)]);
        }
    }
}
