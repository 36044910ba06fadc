using System.Net;
using System.Net.Sockets;

namespace FeedbackBot.Outbox;

/// <summary>Where webhooks may be posted to: hosts that the settings name anyhow, others over https at public addresses.</summary>
public static class WebhookAddress
{
    public const int MostLength = 400;

    /// <summary>Networks that nobody outside is reached at, or that lead into IPv4 by another way.</summary>
    private static readonly IPNetwork[] Inner =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32", "100.100.100.200/32",
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>What IPv6 gives to the public; translated, local, private and multicast addresses lie outside it.</summary>
    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");

    /// <summary>Only hosts that the settings name: digests go where staff say, and staff must not make this server call whom they like.</summary>
    public static bool IsAllowed(string address, OutboxOptions options) => Read(address) is { } uri && IsNamed(uri.Host, options);

    /// <summary>Whether the administrator vouches for a host: then http, any port and an inner address are all right.</summary>
    public static bool IsNamed(string host, OutboxOptions options) => options.WebhookHosts.Contains(host.Trim('[', ']'), StringComparer.OrdinalIgnoreCase);

    /// <summary>Refuses what can be refused without asking where the host lies.</summary>
    public static void Check(string address, OutboxOptions options)
    {
        var uri = Read(address) ?? throw new RuleViolation("bad_webhook_url", "This is no address a webhook can have.", "url");
        if (IsNamed(uri.Host, options))
        {
            return;
        }

        if (uri.Scheme != Uri.UriSchemeHttps || !uri.IsDefaultPort)
        {
            throw new RuleViolation("webhook_not_https", "A webhook needs https on its usual port, unless FeedbackBot:Outbox:WebhookHosts names its host.", "url");
        }

        if (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var literal) && !IsPublic(literal))
        {
            throw Inside();
        }
    }

    /// <summary>Of several addresses one that lies inside is enough to refuse the host: it could be the next that is called.</summary>
    public static void Check(string host, IEnumerable<IPAddress> addresses, OutboxOptions options)
    {
        if (!IsNamed(host, options) && !addresses.All(IsPublic))
        {
            throw Inside();
        }
    }

    public static bool IsPublic(IPAddress address)
    {
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return (address.AddressFamily == AddressFamily.InterNetwork || Global.Contains(address)) && !Array.Exists(Inner, network => network.Contains(address));
    }

    private static RuleViolation Inside() =>
        new("webhook_inside", "This host lies inside a private network, and FeedbackBot:Outbox:WebhookHosts does not name it.", "url");

    private static Uri? Read(string address) =>
        address.Length <= MostLength && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0 && uri.Host.Length > 0 && uri.Scheme is "http" or "https" ? uri : null;
}
