using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using FeedbackBot.Messages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FeedbackBot.Tests.Teams;

/// <summary>
/// Teams on this machine: publishes its own keys, signs its own tokens, gives the bot one for its replies, and takes them as the Bot Connector does.
/// What it is told to refuse it refuses.
/// </summary>
public sealed class TeamsCloud : IAsyncDisposable
{
    public const string AppId = "b07a11ce-0000-4000-8000-000000000001";
    public const string Tenant = "7e4a47ff-0000-4000-8000-000000000002";
    public const string Bot = $"28:{AppId}";
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Key> _keys = new();
    private int _ids;

    private TeamsCloud(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    public string ServiceUrl => Address + "/emea/";

    /// <summary>What the bot sent, in the order in which it came.</summary>
    public ConcurrentQueue<Sent> Received { get; } = new();

    /// <summary>Answers instead of taking what comes next; each once.</summary>
    public ConcurrentQueue<Func<string, IResult>> Refusals { get; } = new();

    public int TokensGiven { get; private set; }

    /// <summary>Tokens of the bot that are taken; the last one given.</summary>
    public string BotToken => $"bot-token-{TokensGiven}";

    public static async Task<TeamsCloud> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var cloud = new TeamsCloud(builder.Build());
        cloud.AddKey("k1", "msteams");
        cloud._app.MapGet("/.well-known/openidconfiguration", () => Results.Json(new
        {
            issuer = "https://api.botframework.com",
            jwks_uri = cloud.Address + "/keys",
            id_token_signing_alg_values_supported = new[] { "RS256" },
        }));
        cloud._app.MapGet("/keys", () => Results.Json(new { keys = cloud._keys.Values.Select(k => k.Published()) }));
        cloud._app.MapPost("/token", (Delegate)cloud.GiveTokenAsync);
        cloud._app.MapPost("/emea/v3/conversations/{thread}/activities", cloud.TakeAsync);
        await cloud._app.StartAsync();
        return cloud;
    }

    /// <summary>The settings of a bot that is registered here.</summary>
    public string[] Settings() =>
    [
        $"--FeedbackBot:Teams:AppId={AppId}", "--FeedbackBot:Teams:AppPassword=a-secret", $"--FeedbackBot:Teams:TenantId={Tenant}",
        $"--FeedbackBot:Teams:OpenIdMetadataUrl={Address}/.well-known/openidconfiguration", $"--FeedbackBot:Teams:TokenUrl={Address}/token",
        "--FeedbackBot:Teams:AllowedServiceHosts:0=127.0.0.1",
    ];

    public void AddKey(string kid, params string[] endorsements) => _keys[kid] = new(kid, RSA.Create(2048), endorsements);

    public void DropKey(string kid) => _keys.TryRemove(kid, out _);

    public SecurityKey KeyOf(string kid) => new RsaSecurityKey(_keys[kid].Rsa) { KeyId = kid };

    /// <summary>A token as the channel makes them; each part may be made wrong.</summary>
    public string Token(Action<SecurityTokenDescriptor>? change = null, string kid = "k1", string? serviceUrl = null)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var token = new SecurityTokenDescriptor
        {
            Issuer = "https://api.botframework.com",
            Audience = AppId,
            NotBefore = now.AddMinutes(-1),
            Expires = now.AddMinutes(30),
            Subject = new ClaimsIdentity([new Claim("serviceurl", serviceUrl ?? ServiceUrl)]),
            SigningCredentials = new(KeyOf(kid), SecurityAlgorithms.RsaSha256),
        };
        change?.Invoke(token);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(token);
    }

    /// <summary>An activity of one person's chat with the bot, as Teams shapes it.</summary>
    public JsonObject Activity(string type, string? text = null, string person = "tom", string thread = "a:1tom", string conversationType = "personal") => new()
    {
        ["type"] = type,
        ["id"] = $"f:{Interlocked.Increment(ref _ids)}",
        ["timestamp"] = "2026-11-30T10:00:00.000Z",
        ["channelId"] = "msteams",
        ["serviceUrl"] = ServiceUrl,
        ["from"] = new JsonObject { ["id"] = $"29:{person}", ["name"] = char.ToUpperInvariant(person[0]) + person[1..], ["aadObjectId"] = $"aad-{person}" },
        ["conversation"] = new JsonObject { ["id"] = thread, ["conversationType"] = conversationType, ["tenantId"] = Tenant, ["isGroup"] = conversationType != "personal" },
        ["recipient"] = new JsonObject { ["id"] = Bot, ["name"] = "FeedbackBot" },
        ["text"] = text,
        ["textFormat"] = "plain",
        ["locale"] = "en-GB",
        ["entities"] = new JsonArray(new JsonObject { ["type"] = "clientInfo", ["locale"] = "en-GB", ["country"] = "GB", ["platform"] = "Web", ["timezone"] = "Europe/London" }),
        ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = Tenant } },
    };

    public async Task<HttpResponseMessage> PostAsync(HttpClient http, JsonNode activity, string? authorization = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = JsonContent.Create(activity) };
        request.Headers.TryAddWithoutValidation("Authorization", authorization ?? $"Bearer {Token()}");
        return await http.SendAsync(request);
    }

    /// <summary>Waits until so many messages came; what came.</summary>
    public async Task<IReadOnlyList<Sent>> WaitForAsync(int count, string? thread = null)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            var received = Received.Where(r => thread == null || r.Thread == thread).ToList();
            if (received.Count >= count)
            {
                return received;
            }

            await Task.Delay(25);
        }

        throw new TimeoutException($"{count} messages were expected, {Received.Count} came.");
    }

    /// <summary>A text without links and spaces, for line breaks are told in different ways.</summary>
    public static string Words(string text) => string.Concat(string.Concat(BotText.PartsOf(text).Select(p => p.Text)).Where(c => !char.IsWhiteSpace(c)));

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task<IResult> GiveTokenAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        if (form["grant_type"] != "client_credentials" || form["client_id"] != AppId || form["client_secret"] != "a-secret" || form["scope"] != "https://api.botframework.com/.default")
        {
            return Results.Json(new { error = "invalid_client" }, statusCode: 401);
        }

        TokensGiven++;
        return Results.Json(new { token_type = "Bearer", expires_in = 3600, access_token = BotToken });
    }

    private async Task<IResult> TakeAsync(string thread, HttpContext http)
    {
        var activity = (await http.Request.ReadFromJsonAsync<JsonObject>())!;
        if (AuthenticationHeaderValue.Parse(http.Request.Headers.Authorization.ToString()).Parameter != BotToken)
        {
            return Results.Json(new { error = new { code = "Unauthorized" } }, statusCode: 401);
        }

        if (Refusals.TryDequeue(out var refusal))
        {
            return refusal(thread);
        }

        Received.Enqueue(new(Uri.UnescapeDataString(thread), activity));
        return Results.Json(new { id = $"1:{Received.Count}" }, statusCode: (int)HttpStatusCode.Created);
    }

    /// <summary>One message that reached a thread.</summary>
    public sealed record Sent(string Thread, JsonObject Activity)
    {
        public JsonObject? Card => Activity["attachments"]?[0]?["content"]?.AsObject();

        /// <summary>The words, wherever they stand.</summary>
        public string Text => Card is { } card ? string.Join('\n', card["body"]!.AsArray().Select(b => string.Concat(b!["inlines"]?.AsArray().Select(r => r!["text"]!.ToString()) ?? []))) : WebUtility.HtmlDecode(Activity["text"]!.ToString().Replace("<br/>", "\n", StringComparison.Ordinal));

        public JsonObject? Facts => Activity["channelData"]?["feedbackBot"]?.AsObject();

        /// <summary>The button of this name.</summary>
        public JsonObject Button(string title) => Card!["actions"]!.AsArray().Single(a => a!["title"]!.ToString() == title)!.AsObject();
    }

    private sealed record Key(string Kid, RSA Rsa, string[] Endorsements)
    {
        public object Published()
        {
            var parts = Rsa.ExportParameters(false);
            return new { kty = "RSA", use = "sig", kid = Kid, n = Base64UrlEncoder.Encode(parts.Modulus), e = Base64UrlEncoder.Encode(parts.Exponent), endorsements = Endorsements };
        }
    }
}
