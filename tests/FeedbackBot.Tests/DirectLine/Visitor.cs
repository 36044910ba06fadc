using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace FeedbackBot.Tests.DirectLine;

/// <summary>A web chat visitor who speaks Direct Line by hand: every call and answer of the wire in sight.</summary>
public sealed class Visitor(HttpClient http)
{
    public string Token { get; set; } = "";

    public string Conversation { get; set; } = "";

    public string User => Claims()["user"]!.GetValue<string>();

    /// <summary>A visitor with a begun conversation.</summary>
    public static async Task<Visitor> ArriveAsync(HttpClient http, string locale = "en")
    {
        var visitor = new Visitor(http);
        await visitor.TakeTokenAsync();
        var begun = await visitor.CallAsync(HttpMethod.Post, "conversations", new JsonObject { ["locale"] = locale });
        begun.Status.ShouldBe(HttpStatusCode.Created);
        return visitor;
    }

    public async Task TakeTokenAsync(JsonObject? body = null)
    {
        var given = await CallAsync(HttpMethod.Post, "tokens/generate", body ?? []);
        given.Status.ShouldBe(HttpStatusCode.OK);
        (Token, Conversation) = (given.Text("token"), given.Text("conversationId"));
    }

    public JsonNode Claims()
    {
        var part = Token.Split('.')[1].Replace('-', '+').Replace('_', '/');
        return JsonNode.Parse(Convert.FromBase64String(part.PadRight((part.Length + 3) / 4 * 4, '=')))!;
    }

    public Task<WireAnswer> CallAsync(HttpMethod method, string path, JsonNode? body = null) =>
        CallRawAsync(method, path, body == null ? null : Json(body.ToJsonString()));

    public async Task<WireAnswer> CallRawAsync(HttpMethod method, string path, HttpContent? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, "/v3/directline/" + path) { Content = body };
        if (Token.Length > 0)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await http.SendAsync(request);
        return new(answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(), answer.Headers, answer.Content.Headers);
    }

    public Task<WireAnswer> PostAsync(JsonNode activity) => CallAsync(HttpMethod.Post, $"conversations/{Conversation}/activities", activity);

    public Task<WireAnswer> PostTextAsync(string json) =>
        CallRawAsync(HttpMethod.Post, $"conversations/{Conversation}/activities", Json(json));

    public async Task<string> SayAsync(string text, string? key = null)
    {
        var activity = new JsonObject { ["type"] = "message", ["text"] = text };
        if (key != null)
        {
            activity["channelData"] = new JsonObject { ["clientActivityID"] = key };
        }

        var answer = await PostAsync(activity);
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        return answer.Text("id");
    }

    public Task<WireAnswer> ReadPageAsync(string? watermark = null) =>
        CallAsync(HttpMethod.Get, $"conversations/{Conversation}/activities" + (watermark == null ? "" : $"?watermark={Uri.EscapeDataString(watermark)}"));

    /// <summary>The whole log, page by page.</summary>
    public async Task<List<JsonNode>> LogAsync()
    {
        var all = new List<JsonNode>();
        for (var mark = ""; ;)
        {
            var page = await ReadPageAsync(mark);
            page.Status.ShouldBe(HttpStatusCode.OK, page.Body);
            var activities = page.Json["activities"]!.AsArray();
            if (activities.Count == 0)
            {
                return all;
            }

            all.AddRange(activities.Select(a => a!));
            mark = page.Text("watermark");
        }
    }

    public async Task<List<JsonNode>> RepliesAsync(string id) =>
        [.. (await LogAsync()).Where(a => GenuineClients.Is(a, "replyToId", id))];

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}

/// <summary>An answer of the wire, its body read.</summary>
public sealed record WireAnswer(HttpStatusCode Status, byte[] Bytes, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    public string Body => Encoding.UTF8.GetString(Bytes);

    public JsonNode Json => JsonNode.Parse(Bytes) ?? throw new InvalidOperationException("null");

    public string Text(string property) => Json[property]!.GetValue<string>();

    /// <summary>A refusal in the shape of the protocol: a code that does not change and a message for people.</summary>
    public void ShouldRefuse(HttpStatusCode status, string? code = null)
    {
        Status.ShouldBe(status, Body);
        Json["error"]!["message"]!.GetValue<string>().ShouldNotBeNullOrWhiteSpace();
        var given = Json["error"]!["code"]!.GetValue<string>();
        given.ShouldNotBeNullOrWhiteSpace();
        if (code != null)
        {
            given.ShouldBe(code);
        }
    }
}
