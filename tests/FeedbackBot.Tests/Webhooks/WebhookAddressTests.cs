using System.Net;
using FeedbackBot.Connectors.Webhooks;
using FeedbackBot.Outbox;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tests.Webhooks;

/// <summary>A webhook leads to nobody inside, whatever it is called and whenever it is looked up.</summary>
public sealed class WebhookAddressTests
{
    [Theory]
    [InlineData("93.184.216.34", true)]
    [InlineData("2606:2800:220:1:248:1893:25c8:1946", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.255.255.254", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("168.63.129.16", false)]
    [InlineData("100.100.100.200", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fd00:ec2::254", false)]
    [InlineData("fec0::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:93.184.216.34", true)]
    [InlineData("::127.0.0.1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("64:ff9b:1::1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2001:0:4136:e378:8000:63bf:3fff:fdd2", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("100::1", false)]
    public void An_address_is_public_or_it_is_not(string address, bool isPublic) => WebhookAddress.IsPublic(IPAddress.Parse(address)).ShouldBe(isPublic);

    [Theory]
    [InlineData("https://hooks.example.com/a?b=c", null)]
    [InlineData("https://hooks.example.com:443/", null)]
    [InlineData("http://named.example.com:8080/x", null)]
    [InlineData("http://hooks.example.com/", "webhook_not_https")]
    [InlineData("https://hooks.example.com:22/", "webhook_not_https")]
    [InlineData("https://user:secret@hooks.example.com/", "bad_webhook_url")]
    [InlineData("https://user@named.example.com/", "bad_webhook_url")]
    [InlineData("ftp://named.example.com/", "bad_webhook_url")]
    [InlineData("file:///etc/passwd", "bad_webhook_url")]
    [InlineData("hooks.example.com", "bad_webhook_url")]
    [InlineData("", "bad_webhook_url")]
    [InlineData("https://127.0.0.1/", "webhook_inside")]
    [InlineData("https://2130706433/", "webhook_inside")]
    [InlineData("https://0x7f.1/", "webhook_inside")]
    [InlineData("https://[::1]/", "webhook_inside")]
    [InlineData("https://[::ffff:169.254.169.254]/", "webhook_inside")]
    public void An_address_is_refused_by_what_it_says(string url, string? code)
    {
        var options = new OutboxOptions { WebhookHosts = ["named.example.com"] };
        if (code == null)
        {
            WebhookAddress.Check(url, options);
        }
        else
        {
            Should.Throw<RuleViolation>(() => WebhookAddress.Check(url, options)).Code.ShouldBe(code);
        }
    }

    [Fact]
    public async Task A_name_that_leads_inside_is_refused_when_it_is_given_and_one_that_nobody_knows_yet_is_taken()
    {
        using var post = Post(host => host == "unknown.example.com" ? throw new System.Net.Sockets.SocketException(11001) : [IPAddress.Parse("93.184.216.34"), IPAddress.Loopback]);
        (await Should.ThrowAsync<RuleViolation>(() => post.CheckAsync("https://both.example.com/", CancellationToken.None))).Code.ShouldBe("webhook_inside");
        await post.CheckAsync("https://unknown.example.com/", CancellationToken.None);
    }

    [Fact]
    public async Task A_name_that_changes_its_address_after_it_was_checked_is_not_called()
    {
        using var receiver = new Receiver();
        var answers = new Queue<IPAddress>([IPAddress.Parse("93.184.216.34"), IPAddress.Loopback]);
        using var post = Post(_ => [answers.Dequeue()]);
        await post.CheckAsync("https://rebound.example.com/", CancellationToken.None);
        var failure = await Should.ThrowAsync<Exception>(() => post.RunAsync(new("id", "https://rebound.example.com/", "{}", "application/json", []), CancellationToken.None));
        (failure as RuleViolation ?? failure.InnerException).ShouldBeOfType<RuleViolation>().Code.ShouldBe("webhook_inside");
        answers.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_named_host_is_called_where_it_lies_and_no_longer_once_it_is_not_named()
    {
        using var receiver = new Receiver();
        using var named = Post(_ => [IPAddress.Loopback], "127.0.0.1");
        (await named.RunAsync(new("id", receiver.Url, "{}", "application/json", []), CancellationToken.None)).Status.ShouldBe(204);
        using var unnamed = Post(_ => [IPAddress.Loopback]);
        await Should.ThrowAsync<RuleViolation>(() => unnamed.RunAsync(new("id", receiver.Url, "{}", "application/json", []), CancellationToken.None));
        receiver.Calls.Count.ShouldBe(1);
    }

    private static WebhookPost Post(Func<string, IPAddress[]> resolve, params string[] named) =>
        new(Options.Create(new OutboxOptions { WebhookHosts = named }), TimeProvider.System, (host, _) => Task.FromResult(resolve(host)));
}
