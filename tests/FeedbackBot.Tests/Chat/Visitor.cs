using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace FeedbackBot.Tests.Chat;

/// <summary>A page as it came: its status, headers and decoded text.</summary>
public sealed record PageSeen(HttpStatusCode Status, HttpResponseMessage Response, string Raw)
{
    public string Html => WebUtility.HtmlDecode(Raw);

    public string Header(string name) => string.Join(", ",
        Response.Headers.TryGetValues(name, out var values) || Response.Content.Headers.TryGetValues(name, out values) ? values : []);

    /// <summary>The value of a hidden field of the form.</summary>
    public string? Field(string name) => Regex.Match(Raw, $"<input type=\"hidden\" name=\"{name}\" value=\"([^\"]*)\"") is { Success: true } m ? WebUtility.HtmlDecode(m.Groups[1].Value) : null;

    /// <summary>The values of the buttons under the last message.</summary>
    public string[] Choices => [.. Regex.Matches(Raw, "<button type=\"submit\" form=\"say\" name=\"choice\" value=\"([^\"]*)\"").Select(m => WebUtility.HtmlDecode(m.Groups[1].Value))];

    public int[] Sequences => [.. Regex.Matches(Raw, "data-seq=\"(\\d+)\"").Select(m => int.Parse(m.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture))];

    public string? TicketNumber => Regex.Match(Raw, "<strong>(FB-\\d+)</strong>") is { Success: true } m ? m.Groups[1].Value : null;

    public string? Code => Regex.Match(Html, "\\b[0-9A-Z]{5}-[0-9A-Z]{5}\\b") is { Success: true } m ? m.Value : null;
}

/// <summary>A visitor whose browser runs no script: reads pages, fills in forms, presses buttons.</summary>
public sealed class Visitor : IDisposable
{
    private readonly HttpClient _http;

    public Visitor(Uri address, string language, bool cookies)
    {
        Cookies = new();
        _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = cookies, CookieContainer = Cookies }) { BaseAddress = address };
        _http.DefaultRequestHeaders.Add("Accept", "text/html");
        _http.DefaultRequestHeaders.Add("Accept-Language", language == Languages.Chinese ? "zh-CN,zh;q=0.9,en;q=0.5" : "en-GB,en;q=0.9");
    }

    public CookieContainer Cookies { get; }

    public HttpClient Http => _http;

    public PageSeen Page { get; private set; } = null!;

    public async Task<PageSeen> GetAsync(string path) => Page = await SeeAsync(await _http.GetAsync(path));

    /// <summary>Sends the chat's form as the present page has it, and follows the redirect as a browser would.</summary>
    public async Task<PageSeen> SayAsync(string? text, string? choice = null, (string Name, byte[] Bytes)? file = null, string path = "/chat")
    {
        using var form = new MultipartFormDataContent { { new StringContent(text ?? ""), "text" } };
        foreach (var name in new[] { "messageKey", "token", "frame", "page" })
        {
            if (Page.Field(name) is { } value)
            {
                form.Add(new StringContent(value), name);
            }
        }

        if (choice != null)
        {
            form.Add(new StringContent(choice), "choice");
        }

        if (file is { } one)
        {
            form.Add(new ByteArrayContent(one.Bytes), "file", one.Name);
        }

        return await FollowAsync(await _http.PostAsync(path, form));
    }

    public async Task<PageSeen> PostAsync(string path, params (string Name, string Value)[] fields) =>
        Page = await SeeAsync(await _http.PostAsync(path, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)))));

    /// <summary>Tells a complaint and presses the first button each time, until there is a receipt.</summary>
    public async Task<PageSeen> ComplainAsync(string text)
    {
        await GetAsync("/chat");
        await SayAsync(text);
        for (var turn = 0; turn < 6 && Page.TicketNumber == null; turn++)
        {
            await SayAsync(null, choice: Page.Choices[0]);
        }

        return Page;
    }

    /// <summary>The events of the stream until <paramref name="enough"/> messages came or nothing came for a while.</summary>
    public async Task<string> StreamAsync(string path, int enough, string? lastEventId = null, TimeSpan? patience = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastEventId != null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        using var deadline = new CancellationTokenSource(patience ?? TimeSpan.FromSeconds(10));
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var text = new StringBuilder();
        var events = 0;
        try
        {
            while (events < enough && await reader.ReadLineAsync(deadline.Token) is { } line)
            {
                text.Append(line).Append('\n');
                events += line.Length == 0 && text.ToString().Contains("id: ", StringComparison.Ordinal) ? 1 : 0;
            }
        }
        catch (OperationCanceledException)
        {
            // Patience is over: what came is what there was.
        }

        return WebUtility.HtmlDecode(text.ToString());
    }

    public void Dispose() => _http.Dispose();

    private async Task<PageSeen> FollowAsync(HttpResponseMessage response) => response.StatusCode == HttpStatusCode.Redirect
        ? await GetAsync(response.Headers.Location!.OriginalString)
        : Page = await SeeAsync(response);

    private static async Task<PageSeen> SeeAsync(HttpResponseMessage response) => new(response.StatusCode, response, await response.Content.ReadAsStringAsync());
}
