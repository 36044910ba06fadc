using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FeedbackBot.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FeedbackBot.Browser.Tests;

/// <summary>The running product with a customer's own website beside it, on another origin.</summary>
public sealed class Site : IAsyncDisposable
{
    public const string AgentEmail = "admin@example.com";
    public const string AgentPassword = "Test-passw0rd-1";
    private const string IdentitySecret = "a-secret-shared-with-the-website-0123456789";
    private readonly WebApplication _website;
    private string _html = "";

    private Site(ServerProcess server, WebApplication website) => (Server, _website) = (server, website);

    public ServerProcess Server { get; }

    /// <summary>Where the foreign page lies.</summary>
    public string WebsiteAddress => _website.Urls.First();

    /// <param name="settings">Beside or instead of those for tests: replies of agents are sent at once.</param>
    public static async Task<Site> StartAsync(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var website = builder.Build();
        Site? site = null;
        website.MapGet("/", () => Results.Content(site!._html, "text/html; charset=utf-8"));
        await website.StartAsync();
        var server = await ServerProcess.StartAsync(
            [("WebChat:AllowedOrigins:0", website.Urls.First()), ("WebChat:IdentitySecret", IdentitySecret), ("Tickets:SurveyDelay", "00:00:00"), ("Tickets:UndoSend", "00:00:00"), .. settings]);
        return site = new Site(server, website);
    }

    /// <summary>The token with which the website vouches for its customer.</summary>
    public static string VouchFor(string subject, string name, string account) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Claims = new Dictionary<string, object> { ["sub"] = subject, ["name"] = name, ["account"] = account },
        Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(5),
        SigningCredentials = new(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(IdentitySecret)), SecurityAlgorithms.HmacSha256),
    });

    /// <summary>Puts the widget on the foreign page.</summary>
    public void ShowWidget(string language, string userToken) =>
        _html = $"<!doctype html><html lang=\"{language}\"><head><title>Shop</title></head><body><h1>Shop</h1>"
            + $"<script src=\"{Server.Address}widget.js\" data-lang=\"{language}\" data-user-token=\"{userToken}\" async></script></body></html>";

    public async Task PutAccountAsync(string externalId, string name, string ownerEmail, string language)
    {
        using var http = Api();
        using var answer = await http.PutAsJsonAsync($"/api/v1/accounts/{externalId}", new { name, owner = new { email = ownerEmail, name = "Owner", language } });
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Opens a case over the API; its number.</summary>
    public async Task<string> OpenTicketAsync(string text, string account)
    {
        using var http = Api();
        using var answer = await http.PostAsJsonAsync("/api/v1/tickets", new { text, account = new { externalId = account }, contact = new { externalId = "c-1", name = "Tom" } });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["number"]!.ToString();
    }

    /// <summary>Says over the API what a case is.</summary>
    public async Task SayKindAsync(string number, string kind)
    {
        using var http = Api();
        using var answer = await http.PostAsJsonAsync($"/api/v1/tickets/{number}/reading", new { kind });
        answer.EnsureSuccessStatusCode();
    }

    public async Task<JsonObject> TicketAsync(string number)
    {
        using var http = Api();
        return (await http.GetFromJsonAsync<JsonObject>($"/api/v1/tickets/{number}"))!;
    }

    public async Task<JsonNode> SatisfactionAsync()
    {
        using var http = Api();
        return (await http.GetFromJsonAsync<JsonObject>("/api/v1/satisfaction?groupBy=account&metric=csat"))!["items"]!;
    }

    /// <summary>A conversation of a customer whom the website vouched for, and its token.</summary>
    public async Task<string> VisitorTokenAsync(string userToken, string locale)
    {
        using var http = Server.Client();
        using var generated = await http.PostAsJsonAsync("/v3/directline/tokens/generate", new { user = new { token = userToken } });
        var token = JsonSerializer.Deserialize<JsonObject>(await generated.Content.ReadAsStringAsync())!["token"]!.ToString();
        using var start = new HttpRequestMessage(HttpMethod.Post, "/v3/directline/conversations") { Content = JsonContent.Create(new { locale }) };
        start.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        (await http.SendAsync(start)).EnsureSuccessStatusCode();
        return token;
    }

    public async ValueTask DisposeAsync()
    {
        await _website.DisposeAsync();
        await Server.DisposeAsync();
    }

    private HttpClient Api()
    {
        var http = Server.Client();
        http.DefaultRequestHeaders.Authorization = new("Bearer", ServerProcess.ApiKey);
        return http;
    }
}
