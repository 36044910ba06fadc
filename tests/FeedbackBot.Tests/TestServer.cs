using System.Net;
using System.Text.RegularExpressions;
using FeedbackBot.Accounts;
using FeedbackBot.Host;
using FeedbackBot.Host.SignIn;
using FeedbackBot.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests;

/// <summary>The real program on a free port of this machine, with a data folder of its own that is deleted afterwards.</summary>
public sealed class TestServer : IAsyncDisposable
{
    public const string AdminEmail = "admin@example.com";
    public const string AdminPassword = "correct horse battery";
    private readonly WebApplication _app;
    private readonly bool _ownsFolder;

    private TestServer(WebApplication app, string folder, bool ownsFolder) => (_app, Folder, _ownsFolder) = (app, folder, ownsFolder);

    /// <summary>The data folder.</summary>
    public string Folder { get; }

    /// <summary>http://127.0.0.1:PORT, without a slash at the end.</summary>
    public string Address => App.AddressOf(_app);

    public IServiceProvider Services => _app.Services;

    public UnitOfWork Work => Services.GetRequiredService<UnitOfWork>();

    /// <summary>Starts with an administrator (<see cref="AdminEmail"/>).</summary>
    /// <param name="settings">More settings, such as --FeedbackBot:Section:Key=value.</param>
    public static Task<TestServer> StartAsync(params string[] settings) => StartInAsync(
        Directory.CreateTempSubdirectory("feedbackbot-test-").FullName, ownsFolder: true,
        [$"--FeedbackBot:Admin:Email={AdminEmail}", $"--FeedbackBot:Admin:Password={AdminPassword}", .. settings]);

    /// <summary>Starts on an existing data folder, with nothing set but what is given: a restart, or a first start without an administrator.</summary>
    public static async Task<TestServer> StartInAsync(string folder, bool ownsFolder, params string[] settings)
    {
        var app = App.Build([
            "--urls=http://127.0.0.1:0", $"--FeedbackBot:DataFolder={folder}", "--Logging:LogLevel:Default=Warning",
            "--FeedbackBot:RateLimits:Enabled=false", "--FeedbackBot:Tickets:UndoSend=00:00:00", .. settings]);
        await App.PrepareAsync(app);
        await app.StartAsync();
        return new(app, folder, ownsFolder);
    }

    /// <summary>A context for reading what was stored.</summary>
    public FeedbackDb Open() => Services.GetRequiredService<IDbContextFactory<FeedbackDb>>().CreateDbContext();

    /// <summary>Adds a member of staff who can sign in with <see cref="AdminPassword"/>.</summary>
    public async Task<StaffMember> AddStaffAsync(string email, StaffRoles roles, string? name = null, string language = "en")
    {
        await using var scope = Services.CreateAsyncScope();
        var added = await scope.ServiceProvider.GetRequiredService<AddStaffLogin>()
            .RunAsync(new(email) { Roles = roles, Name = name, Password = AdminPassword, Language = language });
        return added.Staff;
    }

    /// <summary>A browser of its own: keeps cookies, follows no redirect by itself.</summary>
    public Browser NewBrowser() => new(Address);

    /// <summary>A browser in which somebody is signed in; the administrator unless told otherwise.</summary>
    public async Task<Browser> SignedInAsync(string email = AdminEmail, string password = AdminPassword)
    {
        var browser = NewBrowser();
        var answer = await browser.SignInAsync(email, password);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return browser;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_ownsFolder)
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(Folder, recursive: true);
        }
    }
}

/// <summary>Speaks HTTP as a browser does with plain forms: cookies, and the hidden token of the page the form stands on.</summary>
public sealed partial class Browser(string address) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = true }) { BaseAddress = new(address), Timeout = TimeSpan.FromSeconds(60) };

    public HttpClient Http => _http;

    public Task<HttpResponseMessage> GetAsync(string path, bool asHtmx = false)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (asHtmx)
        {
            request.Headers.Add("HX-Request", "true");
        }

        return _http.SendAsync(request);
    }

    /// <summary>The page's HTML; fails where it is not 200. The marks of a search are left out: they would stand in the midst of what a test looks for.</summary>
    public async Task<string> ReadAsync(string path) =>
        (await ReadMarkedAsync(path)).Replace("<mark>", "", StringComparison.Ordinal).Replace("</mark>", "", StringComparison.Ordinal);

    public async Task<string> ReadMarkedAsync(string path)
    {
        var answer = await GetAsync(path);
        var html = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, html);
        return html;
    }

    /// <summary>Posts a form as it stands on <paramref name="page"/>, with its token.</summary>
    public async Task<HttpResponseMessage> PostAsync(string page, string action, bool asHtmx, params (string Name, string Value)[] fields)
    {
        var token = TokenIn(await ReadAsync(page));
        var request = new HttpRequestMessage(HttpMethod.Post, action)
        {
            Content = new FormUrlEncodedContent([new("form-token", token), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]),
        };
        if (asHtmx)
        {
            request.Headers.Add("HX-Request", "true");
        }

        return await _http.SendAsync(request);
    }

    public Task<HttpResponseMessage> PostAsync(string page, string action, params (string Name, string Value)[] fields) =>
        PostAsync(page, action, asHtmx: false, fields);

    public Task<HttpResponseMessage> SignInAsync(string email, string password, string returnUrl = "/console") =>
        PostAsync("/console/sign-in", "/console/sign-in", ("email", email), ("password", password), ("returnUrl", returnUrl));

    public static string TokenIn(string html) => WebUtility.HtmlDecode(Token().Match(html).Groups[1].Value);

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("name=\"form-token\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
