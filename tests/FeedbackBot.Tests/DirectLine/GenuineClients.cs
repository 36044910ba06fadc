using System.Diagnostics;
using System.Text.Json.Nodes;
using FeedbackBot.Tests.House;

namespace FeedbackBot.Tests.DirectLine;

/// <summary>Customers' browsers with the genuine botframework-directlinejs, under Node; each has a name.</summary>
public sealed class GenuineClients : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Process _node;
    private readonly List<JsonNode> _said = [];
    private int _posts;

    private GenuineClients(Process node) => _node = node;

    public static GenuineClients Start()
    {
        var node = new Process
        {
            StartInfo = new ProcessStartInfo("node")
            {
                ArgumentList =
                {
                    Path.Combine(Repository.Root, "tests", "FeedbackBot.Tests", "DirectLine", "node", "client.mjs"),
                    Path.Combine(Repository.Root, "src", "FeedbackBot.Host", "Assets", "package.json"),
                },
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        var clients = new GenuineClients(node);
        node.OutputDataReceived += (_, line) => clients.Keep(line.Data);
        node.ErrorDataReceived += (_, line) => clients.Keep(line.Data == null ? null : new JsonObject { ["stderr"] = line.Data }.ToJsonString());
        node.Start();
        node.BeginOutputReadLine();
        node.BeginErrorReadLine();
        return clients;
    }

    public void Open(string name, Uri server, JsonObject options, string? userId = null)
    {
        options["domain"] = new Uri(server, "/v3/directline").ToString();
        Tell(new JsonObject { ["do"] = "open", ["name"] = name, ["options"] = options, ["userId"] = userId });
    }

    /// <summary>Posts through the client and gives what it emitted: the server's id, or "retry".</summary>
    public async Task<string> PostAsync(string name, JsonObject activity)
    {
        var said = await PostRawAsync(name, activity);
        return said["id"]?.GetValue<string>() ?? throw new InvalidOperationException(said.ToJsonString());
    }

    public async Task<JsonNode> PostRawAsync(string name, JsonObject activity)
    {
        var tag = "post-" + Interlocked.Increment(ref _posts);
        Tell(new JsonObject { ["do"] = "post", ["name"] = name, ["tag"] = tag, ["activity"] = activity });
        return await WaitForAsync(l => Is(l, "tag", tag), $"the outcome of {activity.ToJsonString()}");
    }

    public Task<string> SayAsync(string name, string text, string key) => PostAsync(name, Message(text, key));

    public static JsonObject Message(string text, string key) => new()
    {
        ["type"] = "message",
        ["from"] = new JsonObject { ["id"] = "whoever", ["role"] = "user" },
        ["text"] = text,
        ["locale"] = "en",
        ["channelData"] = new JsonObject { ["clientActivityID"] = key },
    };

    public async Task<string> TokenAsync(string name)
    {
        var tag = "token-" + Interlocked.Increment(ref _posts);
        Tell(new JsonObject { ["do"] = "token", ["name"] = name, ["tag"] = tag });
        return (await WaitForAsync(l => Is(l, "tag", tag), "the token"))["id"]!.GetValue<string>();
    }

    public void End(string name) => Tell(new JsonObject { ["do"] = "end", ["name"] = name });

    /// <summary>The conversation's id and token, once the client says it is online (2).</summary>
    public async Task<(string Conversation, string Token)> OnlineAsync(string name)
    {
        var online = await WaitForAsync(l => Is(l, "name", name) && l["status"]?.GetValue<int>() == 2, $"{name} to be online");
        return (online["conversationId"]!.GetValue<string>(), online["token"]!.GetValue<string>());
    }

    /// <summary>What the client's activity$ has emitted so far.</summary>
    public List<JsonNode> Activities(string name)
    {
        lock (_said)
        {
            return [.. _said.Where(l => Is(l, "name", name) && l["activity"] != null).Select(l => l["activity"]!)];
        }
    }

    public string WatermarkOf(string name)
    {
        lock (_said)
        {
            return _said.Last(l => Is(l, "name", name) && l["watermark"] != null)["watermark"]!.GetValue<string>();
        }
    }

    public async Task<JsonNode> ActivityAsync(string name, Func<JsonNode, bool> which, string what) =>
        (await WaitForAsync(l => Is(l, "name", name) && l["activity"] is { } a && which(a), what))["activity"]!;

    /// <summary>The first bot message that answers the message with this id.</summary>
    public Task<JsonNode> ReplyAsync(string name, string id) =>
        ActivityAsync(name, a => Is(a, "replyToId", id), $"a reply to {id}");

    public async Task<JsonNode> WaitForAsync(Func<JsonNode, bool> which, string what)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience; await Task.Delay(25))
        {
            lock (_said)
            {
                if (_said.FirstOrDefault(which) is { } found)
                {
                    return found;
                }
            }
        }

        throw new TimeoutException($"Waited in vain for {what}. The clients said:{Environment.NewLine}{string.Join(Environment.NewLine, Lines())}");
    }

    public static bool Is(JsonNode? node, string property, string value) =>
        node?[property] is JsonValue found && found.TryGetValue(out string? text) && text == value;

    public async ValueTask DisposeAsync()
    {
        _node.StandardInput.Close();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await _node.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            _node.Kill();
        }

        _node.Dispose();
    }

    private void Tell(JsonObject command)
    {
        _node.StandardInput.WriteLine(command.ToJsonString());
        _node.StandardInput.Flush();
    }

    private void Keep(string? line)
    {
        if (line != null)
        {
            lock (_said)
            {
                _said.Add(JsonNode.Parse(line)!);
            }
        }
    }

    private List<string> Lines()
    {
        lock (_said)
        {
            return [.. _said.TakeLast(40).Select(l => l.ToJsonString())];
        }
    }
}
