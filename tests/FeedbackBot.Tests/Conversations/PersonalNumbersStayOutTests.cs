using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using FeedbackBot.Tests.Chat;
using Wire = FeedbackBot.Tests.DirectLine.Visitor;

namespace FeedbackBot.Tests.Conversations;

/// <summary>Every kind of personal number through every door; afterwards no file of the data folder holds one.</summary>
public sealed class PersonalNumbersStayOutTests
{
    private const string Key = "bootstrap-key-of-the-tests";

    private static readonly string[] Planted =
    [
        "4242424242424242", "5555 5555 5555 4444", "４０１２８８８８８８８８１８８１", "11010519491231002X", "E12345678", "DE89370400440532013000",
        "6222000000000001", "110105491231002", "MORGA657054SM9IJ",
    ];

    private static string All =>
        $"My card {Planted[0]}, another {Planted[1]}, 卡 {Planted[2]}, id {Planted[3]}, passport {Planted[4]}, IBAN {Planted[5]}, 账号 {Planted[6]}, 身份证 {Planted[7]}, driving licence {Planted[8]}";

    [Fact]
    public async Task No_door_lets_one_into_the_store()
    {
        using var folder = new TemporaryFolder();
        await using (var server = await ChatServer.StartAsync(folder, "--FeedbackBot:RateLimits:Enabled=false", $"--FeedbackBot:Api:BootstrapKey={Key}"))
        {
            using var http = new HttpClient { BaseAddress = server.Address };
            await ThroughTheWireAsync(http);
            await ThroughAnUploadAsync(http);
            await ThroughTheFormAndTheReceiptAsync(server);
            await ThroughTheApiAsync(http);
            foreach (var message in await server.MessagesAsync())
            {
                Planted.ShouldAllBe(number => !message.Text.Contains(number, StringComparison.Ordinal), message.Text);
            }
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        var files = Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(Path.GetDirectoryName(f)) != "attachments").ToList();
        files.ShouldContain(f => f.EndsWith(".db", StringComparison.Ordinal));
        foreach (var file in files)
        {
            var bytes = await File.ReadAllBytesAsync(file);
            Planted.Where(number => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(number)) >= 0).ShouldBeEmpty(Path.GetFileName(file));
        }
    }

    /// <summary>Text, tapped value, channelData with escapes and numbers in it, sender's name, the client's own key; in the middle of a flow, so that a draft is kept.</summary>
    private static async Task ThroughTheWireAsync(HttpClient http)
    {
        var visitor = await Wire.ArriveAsync(http);
        await visitor.SayAsync($"The kettle leaks and I want a refund. {All}");
        var posted = await visitor.PostTextAsync(new JsonObject
        {
            ["type"] = "message",
            ["text"] = $"one more thing about it: {All}",
            ["value"] = All,
            ["from"] = new JsonObject { ["id"] = "me", ["name"] = $"Li {Planted[0]}" },
            ["channelData"] = new JsonObject { ["clientActivityID"] = Planted[0], ["note"] = new JsonArray { All, 4242424242424242, new JsonObject { [Planted[0]] = true } } },
        }.ToJsonString().Replace("\"My card 4", "\"My card \\u0034", StringComparison.Ordinal));
        posted.Status.ShouldBe(HttpStatusCode.OK, posted.Body);
        (await visitor.LogAsync()).ShouldAllBe(a => Planted.All(number => !a.ToJsonString().Contains(number, StringComparison.Ordinal)));
    }

    private static async Task ThroughAnUploadAsync(HttpClient http)
    {
        var visitor = await Wire.ArriveAsync(http);
        var body = new ByteArrayContent([1, 2, 3]);
        body.Headers.ContentType = new("image/png");
        body.Headers.TryAddWithoutValidation("Content-Disposition", $"name=\"file\"; filename=\"card {Planted[0]} {Planted[3]}.png\"");
        (await visitor.CallRawAsync(HttpMethod.Post, $"conversations/{visitor.Conversation}/upload", body)).Status.ShouldBe(HttpStatusCode.OK);
        (await visitor.LogAsync()).SelectMany(a => a["attachments"]?.AsArray() ?? []).Select(f => f!["name"]!.GetValue<string>()).ShouldBe(["card •••• 4242 ••••.png"]);
    }

    private static async Task ThroughTheFormAndTheReceiptAsync(ChatServer server)
    {
        using var visitor = server.Visit(Languages.English);
        var receipt = await visitor.ComplainAsync($"The kettle I bought leaks. I want my money back. {All}");
        var page = await visitor.PostAsync("/case", ("number", receipt.TicketNumber!), ("code", receipt.Code!), ("add", "1"), ("text", All), ("messageKey", "key-1"));
        page.Html.ShouldContain("••••");
        Planted.ShouldAllBe(number => !page.Html.Contains(number, StringComparison.Ordinal));
    }

    private static async Task ThroughTheApiAsync(HttpClient http)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/tickets")
        {
            Content = JsonContent.Create(new
            {
                text = $"Late parcel. {All}",
                subject = $"card {Planted[0]}",
                fields = new { note = All },
                contact = new { name = $"Li {Planted[3]}" },
            }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        request.Headers.Add("Idempotency-Key", "once");
        using var answer = await http.SendAsync(request);
        var said = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, said);
        Planted.ShouldAllBe(number => !said.Contains(number, StringComparison.Ordinal));
    }
}
