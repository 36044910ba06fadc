using System.ComponentModel.DataAnnotations;

namespace FeedbackBot.Connectors.Teams;

/// <summary>Settings under FeedbackBot:Teams: the bot's registration with Microsoft, and for other clouds and tests where its parts are.</summary>
public sealed class TeamsOptions : IValidatableObject
{
    /// <summary>The registration's application id; not set (default): /api/messages is not there.</summary>
    public string? AppId { get; set; }

    /// <summary>The registration's client secret, with which replies are sent.</summary>
    public string? AppPassword { get; set; }

    /// <summary>The directory that the registration belongs to (a single-tenant bot).</summary>
    public string? TenantId { get; set; }

    /// <summary>Where the keys are published with which channels sign. Default: the public cloud's.</summary>
    public string OpenIdMetadataUrl { get; set; } = "https://login.botframework.com/v1/.well-known/openidconfiguration";

    /// <summary>Where the token for replies is got. Default: the public cloud's, of <see cref="TenantId"/>.</summary>
    public string? TokenUrl { get; set; }

    /// <summary>What the token for replies is for. Default: the public cloud's Connector.</summary>
    public string TokenScope { get; set; } = "https://api.botframework.com/.default";

    /// <summary>Who issues the channels' tokens. Default: the public cloud's.</summary>
    public string Issuer { get; set; } = "https://api.botframework.com";

    /// <summary>Hosts besides the public cloud's to which replies may go, with everything below them; those of this machine also over http.</summary>
    public string[] AllowedServiceHosts { get; set; } = [];

    /// <summary>Directories whose people are heard; empty (default): of every one that may use the registration.</summary>
    public string[] AllowedTenants { get; set; } = [];

    /// <summary>Messages a second to all conversations of a tenant; Teams itself takes 50 (default).</summary>
    [Range(1, 100_000)]
    public int MostPerSecond { get; set; } = 50;

    /// <summary>Messages a second to one conversation; Teams itself takes 7 (default), and 60 in 30 seconds.</summary>
    [Range(1, 10_000)]
    public int MostPerThread { get; set; } = 7;

    internal bool IsConfigured => !string.IsNullOrWhiteSpace(AppId);

    internal Uri TokenAddress => new(TokenUrl ?? $"https://login.microsoftonline.com/{TenantId}/oauth2/v2.0/token");

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsConfigured)
        {
            yield break;
        }

        if (string.IsNullOrEmpty(AppPassword))
        {
            yield return new($"{nameof(AppPassword)} is needed beside {nameof(AppId)}: without it no reply can be sent.", [nameof(AppPassword)]);
        }

        if (string.IsNullOrEmpty(TenantId) && string.IsNullOrEmpty(TokenUrl))
        {
            yield return new($"{nameof(TenantId)} is needed beside {nameof(AppId)}.", [nameof(TenantId)]);
        }

        foreach (var (name, value) in new[] { (nameof(OpenIdMetadataUrl), OpenIdMetadataUrl), (nameof(TokenUrl), TokenUrl) })
        {
            if (value != null && !(Uri.TryCreate(value, UriKind.Absolute, out var address) && (address.Scheme == "https" || address is { Scheme: "http", IsLoopback: true })))
            {
                yield return new($"{name} must begin with https. (http is for this machine only.)", [name]);
            }
        }
    }
}
