using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using FeedbackBot.Messages;
using Microsoft.IdentityModel.Tokens;

namespace FeedbackBot.Tests.Teams;

/// <summary>Who may bring activities: only a channel that proves itself, and every other way is 401.</summary>
public sealed class TeamsTokenTests : IAsyncLifetime
{
    private TeamsCloud _cloud = null!;
    private TestServer _server = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        _cloud = await TeamsCloud.StartAsync();
        _server = await TestServer.StartAsync(_cloud.Settings());
        _http = new HttpClient { BaseAddress = new Uri(_server.Address) };
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
        await _cloud.DisposeAsync();
    }

    [Fact]
    public async Task A_channel_that_proves_itself_is_heard()
    {
        using var answer = await _cloud.PostAsync(_http, _cloud.Activity("message", "hello"));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await _cloud.WaitForAsync(1)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Every_faulty_proof_is_401_and_nothing_is_heard()
    {
        _cloud.AddKey("unendorsed");
        _cloud.AddKey("other channel", "directline");
        using var stranger = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var published = _cloud.KeyOf("k1");
        var faults = new Dictionary<string, string>
        {
            ["no scheme"] = _cloud.Token(),
            ["another scheme"] = $"Basic {_cloud.Token()}",
            ["empty"] = "Bearer ",
            ["garbage"] = "Bearer garbage",
            ["three parts of garbage"] = "Bearer a.b.c",
            ["very long"] = "Bearer " + new string('a', 20_000),
            ["wrong audience"] = Bearer(t => t.Audience = "another-bot"),
            ["wrong issuer"] = Bearer(t => t.Issuer = "https://sts.windows.net/somebody/"),
            ["expired"] = Bearer(t => (t.NotBefore, t.Expires) = (now.AddHours(-1), now.AddMinutes(-6))),
            ["not yet valid"] = Bearer(t => (t.NotBefore, t.Expires) = (now.AddMinutes(6), now.AddHours(1))),
            ["without an end"] = Bearer(t => t.Expires = null),
            ["another service"] = $"Bearer {_cloud.Token(serviceUrl: "http://127.0.0.1:1/")}",
            ["no service"] = Bearer(t => t.Subject = new ClaimsIdentity()),
            ["key without endorsement"] = $"Bearer {_cloud.Token(kid: "unendorsed")}",
            ["key endorsed for another channel"] = $"Bearer {_cloud.Token(kid: "other channel")}",
            ["unknown key"] = Bearer(t => t.SigningCredentials = new(new RsaSecurityKey(stranger) { KeyId = "k9" }, SecurityAlgorithms.RsaSha256)),
            ["another's signature under a known name"] = Bearer(t => t.SigningCredentials = new(new RsaSecurityKey(stranger) { KeyId = "k1" }, SecurityAlgorithms.RsaSha256)),
            ["unsigned"] = Bearer(t => t.SigningCredentials = null),
            ["signed with the public key as a secret"] = Bearer(t => t.SigningCredentials = new(
                new SymmetricSecurityKey(((RsaSecurityKey)published).Rsa.ExportSubjectPublicKeyInfo()) { KeyId = "k1" }, SecurityAlgorithms.HmacSha256)),
        };
        foreach (var (fault, authorization) in faults)
        {
            using var answer = await _cloud.PostAsync(_http, _cloud.Activity("message", "let me in"), authorization);
            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, fault);
        }

        using var none = await _http.PostAsync("/api/messages", new StringContent(_cloud.Activity("message", "let me in").ToJsonString()));
        none.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        await using var db = _server.Open();
        db.Messages.ShouldBeEmpty();
    }

    [Fact]
    public async Task Five_minutes_of_a_wrong_clock_are_forgiven()
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        using var late = await _cloud.PostAsync(_http, _cloud.Activity("message", "hello"), Bearer(t => (t.NotBefore, t.Expires) = (now.AddHours(-1), now.AddMinutes(-4))));
        late.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var early = await _cloud.PostAsync(_http, _cloud.Activity("message", "hello"), Bearer(t => (t.NotBefore, t.Expires) = (now.AddMinutes(4), now.AddHours(1))));
        early.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_signed_activity_cannot_aim_the_answers_at_a_host_that_is_not_allowed()
    {
        var activity = _cloud.Activity("message", "hello");
        activity["serviceUrl"] = "https://attacker.example.com/";
        using var answer = await _cloud.PostAsync(_http, activity, $"Bearer {_cloud.Token(serviceUrl: "https://attacker.example.com/")}");
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        await using var db = _server.Open();
        db.ConversationReferences.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_new_key_is_fetched_when_it_is_first_used_and_one_withdrawn_no_longer_does()
    {
        using var first = await _cloud.PostAsync(_http, _cloud.Activity("message", "hello"));
        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        _cloud.AddKey("k2", "msteams");
        var old = $"Bearer {_cloud.Token()}";
        _cloud.DropKey("k1");
        await Task.Delay(TimeSpan.FromSeconds(5.2));
        using var second = await _cloud.PostAsync(_http, _cloud.Activity("message", "hello again"), $"Bearer {_cloud.Token(kid: "k2")}");
        second.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var withdrawn = await _cloud.PostAsync(_http, _cloud.Activity("message", "hello"), old);
        withdrawn.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("not json", HttpStatusCode.BadRequest)]
    [InlineData("{}", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("{\"type\":\"message\"}", HttpStatusCode.Unauthorized)]
    public async Task What_is_no_activity_is_refused(string body, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new StringContent(body) };
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {_cloud.Token()}");
        using var answer = await _http.SendAsync(request);
        answer.StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task An_activity_that_cannot_be_answered_anywhere_is_400_and_one_too_large_413()
    {
        var placeless = _cloud.Activity("message", "hello");
        placeless.Remove("conversation");
        using var answer = await _cloud.PostAsync(_http, placeless);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var large = await _cloud.PostAsync(_http, _cloud.Activity("message", new string('a', 300_000)));
        large.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Without_a_registration_the_address_is_not_there()
    {
        await using var server = await TestServer.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(server.Address) };
        using var answer = await _cloud.PostAsync(http, _cloud.Activity("message", "hello"));
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task While_the_keys_are_out_of_reach_the_channel_is_asked_to_come_again()
    {
        await using var server = await TestServer.StartAsync([.. _cloud.Settings(), "--FeedbackBot:Teams:OpenIdMetadataUrl=http://127.0.0.1:9/nothing"]);
        using var http = new HttpClient { BaseAddress = new Uri(server.Address) };
        using var answer = await _cloud.PostAsync(http, _cloud.Activity("message", "hello"));
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter.ShouldNotBeNull();
    }

    private string Bearer(Action<SecurityTokenDescriptor> change) => $"Bearer {_cloud.Token(change)}";
}
