using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;

namespace FeedbackBot.Connectors.AzureLanguage;

/// <summary>How the product shows who it is: the resource's key, an application with a secret, or the machine's managed identity.</summary>
public static class Credentials
{
    private const string KeyHeader = "Ocp-Apim-Subscription-Key";

    public static HttpPipelinePolicy PolicyOf(AzureLanguageOptions options) => string.IsNullOrEmpty(options.Key)
        ? new BearerTokenAuthenticationPolicy(TokenOf(options), ScopeOf(options))
        : new ShowKey(options.Key);

    public static TokenCredential TokenOf(AzureLanguageOptions options)
    {
        if (!string.IsNullOrEmpty(options.ClientSecret))
        {
            var authority = IsInChina(options) ? AzureAuthorityHosts.AzureChina : AzureAuthorityHosts.AzurePublicCloud;
            return new ClientSecretCredential(options.TenantId, options.ClientId, options.ClientSecret, new ClientSecretCredentialOptions { AuthorityHost = authority });
        }

        return new ManagedIdentityCredential(string.IsNullOrEmpty(options.ClientId)
            ? ManagedIdentityId.SystemAssigned
            : ManagedIdentityId.FromUserAssignedClientId(options.ClientId));
    }

    public static string ScopeOf(AzureLanguageOptions options) =>
        IsInChina(options) ? "https://cognitiveservices.azure.cn/.default" : "https://cognitiveservices.azure.com/.default";

    private static bool IsInChina(AzureLanguageOptions options) =>
        new Uri(options.Endpoint!).Host.EndsWith(".azure.cn", StringComparison.OrdinalIgnoreCase);

    private sealed class ShowKey(string key) : HttpPipelineSynchronousPolicy
    {
        public override void OnSendingRequest(HttpMessage message) => message.Request.Headers.SetValue(KeyHeader, key);
    }
}
