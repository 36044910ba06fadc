using System.Net;
using System.Text.Json.Nodes;
using FeedbackBot.Tests.DirectLine;

namespace FeedbackBot.Tests.Crash;

/// <summary>A customer who complains without pause and writes down every message and what the server acknowledged.</summary>
public sealed class JournalledVisitor(HttpClient http, int seed, int number)
{
    private static readonly string[] Lines =
    [
        "My order AB12345678 arrived broken and I want a refund", "just reply here", "yes", "no, that's all",
        "上周买的电饭煲坏了,订单 CD87654321,我要求换货", "就在这里回复", "是的", "没有了",
    ];

    private readonly Random _random = new(seed);
    private readonly Visitor _visitor = new(http);
    private readonly Dictionary<string, (string Text, string? Id)> _journal = [];

    public string Conversation => _visitor.Conversation;

    /// <summary>Posts that were on their way when the server was killed: nobody told whether they were heard.</summary>
    public int Interrupted { get; private set; }

    public int Acknowledged { get; private set; }

    public int Unacknowledged => _journal.Values.Count(entry => entry.Id == null);

    public List<string> Receipts { get; private set; } = [];

    public async Task TalkAsync(CancellationToken closing)
    {
        await UntilItWorksAsync(() => _visitor.TakeTokenAsync());
        await UntilItWorksAsync(async () =>
        {
            var begun = await _visitor.CallAsync(HttpMethod.Post, "conversations", new JsonObject { ["locale"] = number % 2 == 0 ? "en" : "zh-Hans" });
            begun.Status.ShouldBeOneOf(HttpStatusCode.Created, HttpStatusCode.OK);
        });
        for (var turn = 0; !closing.IsCancellationRequested; turn++)
        {
            var key = $"v{number}-{turn}";
            _journal[key] = (Lines[turn % Lines.Length], null);

            // One who is impatient sends the same again at once; another goes on and sends it again at the end.
            var impatient = _random.Next(2) == 0;
            while (!await SendAsync(key) && impatient && !closing.IsCancellationRequested)
            {
                // SendAsync has waited a moment.
            }
        }
    }

    public async Task SendAgainAsync()
    {
        foreach (var key in _journal.Where(entry => entry.Value.Id == null).Select(entry => entry.Key).ToList())
        {
            (await SendAsync(key)).ShouldBeTrue();
        }
    }

    /// <summary>How many messages were found; each of the journal once, under the acknowledged id, with an answer.</summary>
    public async Task<int> ShouldFindItsJournalAsync()
    {
        var log = await _visitor.LogAsync();
        GenuineClientTests.ShouldBeInOrderAndSingle(log);
        var heard = log.Where(a => GenuineClients.Is(a["from"], "role", "user"))
            .ToDictionary(a => a["channelData"]!["clientActivityID"]!.GetValue<string>());
        heard.Keys.Order().ShouldBe(_journal.Keys.Order());
        var answered = log.Select(a => a["replyToId"]?.GetValue<string>()).ToHashSet();
        foreach (var (key, (text, id)) in _journal)
        {
            heard[key]["id"]!.GetValue<string>().ShouldBe(id);
            heard[key]["text"]!.GetValue<string>().ShouldBe(text);
            answered.ShouldContain(id);
        }

        Receipts = [.. log.Select(a => a["channelData"]?["feedbackBot"]?["ticket"]?.GetValue<string>()).OfType<string>()];
        Receipts.ShouldBeUnique();
        return heard.Count;
    }

    /// <summary>True once acknowledged; a message acknowledged twice has the same id both times.</summary>
    private async Task<bool> SendAsync(string key)
    {
        var (text, _) = _journal[key];
        try
        {
            var id = await _visitor.SayAsync(text, key);
            _journal[key] = (text, id);
            Acknowledged++;
            return true;
        }
        catch (HttpRequestException fault)
        {
            Interrupted += fault.HttpRequestError == HttpRequestError.ConnectionError ? 0 : 1;
            await Task.Delay(_random.Next(200, 500));
            return false;
        }
    }

    private async Task UntilItWorksAsync(Func<Task> call)
    {
        while (true)
        {
            try
            {
                await call();
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(_random.Next(20, 120));
            }
        }
    }
}
