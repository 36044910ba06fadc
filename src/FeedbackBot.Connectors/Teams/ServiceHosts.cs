namespace FeedbackBot.Connectors.Teams;

/// <summary>To which servers replies may go. The address comes with every activity, so without this list whoever can sign one could aim this server anywhere.</summary>
internal static class ServiceHosts
{
    private static readonly string[] PublicClouds =
    [
        "smba.trafficmanager.net", "botframework.com", "teams.microsoft.com", "smba.infra.gcc.teams.microsoft.com",
        "botframework.azure.us", "smba.infra.gov.teams.microsoft.us", "smba.infra.dod.teams.microsoft.us", "botframework.azure.cn",
    ];

    public static bool Allow(string? serviceUrl, IReadOnlyList<string> more) =>
        Uri.TryCreate(serviceUrl, UriKind.Absolute, out var address) && address.UserInfo.Length == 0 && address.Query.Length == 0
        && ((address.Scheme == "https" && (PublicClouds.Any(host => IsWithin(address, host)) || more.Any(host => IsWithin(address, host))))
            || (address is { Scheme: "http", IsLoopback: true } && more.Any(host => IsWithin(address, host))));

    private static bool IsWithin(Uri address, string host) =>
        host.Length > 0 && (address.Host.Equals(host, StringComparison.OrdinalIgnoreCase) || address.Authority.Equals(host, StringComparison.OrdinalIgnoreCase)
            || address.Host.EndsWith("." + host, StringComparison.OrdinalIgnoreCase));
}
