using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using FeedbackBot.Access;
using FeedbackBot.Host;
using FeedbackBot.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.Api;

/// <summary>The whole server on a free port of this machine, with a data folder of its own, spoken to over real HTTP.</summary>
public sealed class ApiServer : IAsyncLifetime
{
    public const string BootstrapKey = "bootstrap-key-of-the-tests";
    private readonly TemporaryFolder _folder = new();
    private WebApplication? _app;
    private int _names;

    public HttpClient Client { get; private set; } = null!;

    /// <summary>More settings, told before it starts.</summary>
    public IReadOnlyList<string> Settings { get; set; } = [];

    /// <summary>The data folder.</summary>
    public string Folder => _folder.Path;

    public IServiceProvider Services => _app!.Services;

    public async Task InitializeAsync()
    {
        _app = App.Build(
            [$"--FeedbackBot:DataFolder={_folder.Path}", "--urls=http://127.0.0.1:0", $"--FeedbackBot:Api:BootstrapKey={BootstrapKey}", "--Logging:LogLevel:Default=Warning", .. Settings]);
        await App.PrepareAsync(_app);
        await _app.StartAsync();
        Client = new() { BaseAddress = new(App.AddressOf(_app)) };
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await _app!.StopAsync();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    /// <summary>A name that no other test uses.</summary>
    public string Name(string of) => $"{of}-{Interlocked.Increment(ref _names)}";

    public async Task<string> KeyAsync(IReadOnlyList<string> scopes, DateTime? expiresAt = null)
    {
        var secret = ApiKey.NewSecret();
        await Services.GetRequiredService<UnitOfWork>().RunAsync(db =>
        {
            db.ApiKeys.Add(new(Name("key"), secret, scopes, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), expiresAt));
            return Task.CompletedTask;
        });
        return secret;
    }

    public FeedbackDb Open() => Services.GetRequiredService<IDbContextFactory<FeedbackDb>>().CreateDbContext();

    public Task<Reply> GetAsync(string path, string? language = null) => SendAsync(HttpMethod.Get, path, null, language: language);

    public Task<Reply> PostAsync(string path, object body, string? idempotencyKey = null) => SendAsync(HttpMethod.Post, path, body, idempotencyKey);

    public Task<Reply> PutAsync(string path, object body) => SendAsync(HttpMethod.Put, path, body);

    public async Task<Reply> SendAsync(HttpMethod method, string path, object? body, string? idempotencyKey = null, string? language = null, string? key = BootstrapKey)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith('/') ? path : "/api/v1/" + path);
        request.Headers.Authorization = key == null ? null : new AuthenticationHeaderValue("Bearer", key);
        request.Content = body switch
        {
            null => null,
            string json => new StringContent(json, Encoding.UTF8, "application/json"),
            HttpContent content => content,
            _ => JsonContent.Create(body),
        };
        if (idempotencyKey != null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        if (language != null)
        {
            request.Headers.Add("Accept-Language", language);
        }

        using var response = await Client.SendAsync(request);
        return new(response.StatusCode, response.Headers, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Opens a case and gives its number.</summary>
    public async Task<string> OpenAsync(string text, object? account = null) =>
        (await PostAsync("tickets", new { text, account })).Expect(HttpStatusCode.Created).Json.GetProperty("number").GetString()!;
}

/// <summary>What the server answered.</summary>
public sealed record Reply(HttpStatusCode Status, HttpResponseHeaders Headers, string? MediaType, string Body)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public Reply Expect(HttpStatusCode status)
    {
        Status.ShouldBe(status, Body.Length > 1000 ? Body[..1000] : Body);
        return this;
    }

    /// <summary>A problem of this code that names this field.</summary>
    public Reply ExpectProblem(HttpStatusCode status, string code, string? field = null)
    {
        Expect(status);
        MediaType.ShouldBe("application/problem+json", Body);
        Json.GetProperty("type").GetString().ShouldBe("urn:feedbackbot:problem:" + code, Body);
        Json.GetProperty("status").GetInt32().ShouldBe((int)status);
        Json.GetProperty("title").GetString().ShouldNotBeNullOrWhiteSpace();
        Json.GetProperty("detail").GetString().ShouldNotBeNullOrWhiteSpace();
        if (field != null)
        {
            Json.GetProperty("errors").TryGetProperty(field, out _).ShouldBeTrue(Body);
        }

        return this;
    }

    public string? Text(string path) => At(path) is { ValueKind: not JsonValueKind.Null } found ? found.ToString() : null;

    public JsonElement At(string path)
    {
        var at = Json;
        foreach (var step in path.Split('.'))
        {
            at = at.ValueKind == JsonValueKind.Array ? at[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)] : at.GetProperty(step);
        }

        return at;
    }
}

/// <summary>One server for all tests of the API.</summary>
[CollectionDefinition(Name)]
public sealed class ApiCollection : ICollectionFixture<ApiServer>
{
    public const string Name = "api";
}
