using System.Net.Http.Json;
using System.Text.Json.Nodes;
using FeedbackBot.Tests;

namespace FeedbackBot.Browser.Tests;

/// <summary>The running demo: a sample company in which every page has something to show.</summary>
public sealed class DemoSite : IAsyncLifetime
{
    public const string Administrator = "gu@tidemere.example";
    public const string Password = "tidemere-demo-2026";
    private const string Key = "a-key-of-the-tests-0123456789-abcdef";
    private readonly string _folder = Directory.CreateTempSubdirectory("feedbackbot-demo-").FullName;
    private ServerProcess? _server;

    public Uri Address => _server!.Address;

    public async Task InitializeAsync() => _server = await ServerProcess.StartAsync(["demo", $"--FeedbackBot:DataFolder={_folder}", $"--FeedbackBot:Api:BootstrapKey={Key}"]);

    /// <summary>The path of a survey that can be answered.</summary>
    public async Task<string> SurveyAsync()
    {
        using var http = new HttpClient { BaseAddress = Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", Key);
        var cases = await http.GetFromJsonAsync<JsonObject>("/api/v1/tickets?status=resolved&kind=complaint&limit=50");
        foreach (var found in cases!["items"]!.AsArray())
        {
            // Some of those customers were asked something only lately.
            using var made = await http.PostAsJsonAsync("/api/v1/surveys/csat/invitations", new { ticket = (string)found!["number"]! });
            if (made.IsSuccessStatusCode)
            {
                return new Uri((string)(await made.Content.ReadFromJsonAsync<JsonObject>())!["url"]!).PathAndQuery;
            }
        }

        throw new InvalidOperationException("Nobody can be asked.");
    }

    /// <summary>The path of the sample company's own survey, for somebody who was not asked yet.</summary>
    public async Task<string> OwnSurveyAsync()
    {
        using var http = new HttpClient { BaseAddress = Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", Key);
        var contact = $"visitor-{Guid.CreateVersion7():N}";
        (await http.PutAsJsonAsync($"/api/v1/contacts/{contact}", new { name = "Visitor" })).EnsureSuccessStatusCode();
        using var made = await http.PostAsJsonAsync("/api/v1/surveys/packaging/invitations", new { contact = new { externalId = contact } });
        return new Uri((string)(await made.Content.ReadFromJsonAsync<JsonObject>())!["url"]!).PathAndQuery;
    }

    public async Task DisposeAsync()
    {
        await _server!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
