using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FeedbackBot.Tests.DirectLine;

namespace FeedbackBot.Tests.Scenarios;

/// <summary>Plays one scenario against the running program and notes what is not as it should be.</summary>
public sealed partial class Play
{
    private readonly Scenario _scenario;
    private readonly HttpClient _http;
    private readonly Visitor _visitor;
    private readonly List<(bool Customer, JsonNode Activity)> _log = [];
    private readonly List<string> _tickets = [];
    private readonly Script _script;
    private string _mark = "";
    private int _turns;

    private Play(Scenario scenario, HttpClient http, Visitor visitor)
    {
        (_scenario, _http, _visitor) = (scenario, http, visitor);
        _script = new(scenario);
    }

    public List<string> Faults { get; } = [];

    /// <summary>The conversation, for people.</summary>
    public string Transcript => _log.Aggregate(new StringBuilder(), (text, line) => text
        .Append(line.Customer ? "  customer: " : "       bot: ").Append(TextOf(line.Activity))
        .AppendLine(StepOf(line.Activity) is { } step ? $"   [{step}]" : "")).ToString();

    public static async Task<Play> RunAsync(Scenario scenario, HttpClient http)
    {
        var play = new Play(scenario, http, await Visitor.ArriveAsync(http, scenario.Locale));
        await play.ReadAsync();
        await play.TalkAsync();
        await play.JudgeAsync();
        return play;
    }

    private async Task TalkAsync()
    {
        List<JsonNode> last = [];
        while (_turns < _scenario.MaxTurns && _script.Next(last.Select(StepOf).LastOrDefault(s => s != null), _tickets.Count) is { } text)
        {
            _turns++;
            _log.Add((true, new JsonObject { ["text"] = text }));
            var id = await _visitor.PostAsync(new JsonObject
            {
                ["type"] = "message",
                ["text"] = text,
                ["locale"] = _scenario.Locale,
                ["channelData"] = new JsonObject { ["clientActivityID"] = $"turn-{_turns}" },
            });
            last = await ReadAsync();
            if (last.Count == 0)
            {
                Faults.Add($"no reply to: {text}");
                return;
            }

            _tickets.AddRange(last.Select(a => Feedback(a)?["ticket"]?.GetValue<string>()).OfType<string>().Except(_tickets).ToList());
        }
    }

    /// <summary>The bot's new messages: a turn is answered in one commit, so that they are all there when the post is acknowledged.</summary>
    private async Task<List<JsonNode>> ReadAsync()
    {
        var page = await _visitor.ReadPageAsync(_mark);
        _mark = page.Text("watermark");
        var said = page.Json["activities"]!.AsArray().Where(a => GenuineClients.Is(a!["from"], "role", "bot")).Select(a => a!).ToList();
        _log.AddRange(said.Select(a => (false, a)));
        return said;
    }

    private async Task JudgeAsync()
    {
        var expect = _scenario.Expect;
        Note(_tickets.Count != _scenario.Tickets, $"{_tickets.Count} tickets, wanted {_scenario.Tickets}");
        Note(_turns > expect.CustomerTurnsAtMost, $"{_turns} customer turns, at most {expect.CustomerTurnsAtMost}");
        for (var i = 0; i < Math.Min(expect.Tickets.Count, _tickets.Count); i++)
        {
            await JudgeTicketAsync(_tickets[i], expect.Tickets[i]);
        }

        JudgeLanguage(expect);
        var bot = _log.Where(line => !line.Customer).Select(line => line.Activity).ToList();
        var steps = bot.Select(StepOf).OfType<string>().ToList();
        Faults.AddRange(expect.NeverSteps.Where(steps.Contains).Select(step => $"asked {step}, which was known"));
        var said = string.Join('\n', bot.Select(TextOf));
        Faults.AddRange(expect.BotSays.Where(p => !Regex.IsMatch(said, p, RegexOptions.IgnoreCase)).Select(p => $"the bot never said /{p}/"));
        Faults.AddRange(expect.BotNeverSays.Where(p => Regex.IsMatch(said, p, RegexOptions.IgnoreCase)).Select(p => $"the bot said /{p}/"));
        JudgeInsistence();
    }

    private async Task JudgeTicketAsync(string number, JsonObject wanted)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/tickets/{number}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ServerProcess.ApiKey);
        using var answer = await _http.SendAsync(request);
        answer.IsSuccessStatusCode.ShouldBeTrue($"{number} answered {answer.StatusCode}");
        var ticket = JsonNode.Parse(await answer.Content.ReadAsStringAsync());
        foreach (var (path, want) in wanted)
        {
            var got = Expected.At(ticket, path);
            Note(!Expected.Matches(want, got), $"{number}.{path} is {Expected.Say(got)}, wanted {Expected.Say(want)}");
        }
    }

    private void JudgeLanguage(Expectation expect)
    {
        var turns = 0;
        foreach (var (customer, activity) in _log)
        {
            turns += customer ? 1 : 0;
            if (customer || expect.BotLanguage == null || turns < expect.LanguageFrom)
            {
                continue;
            }

            var text = TextOf(activity);
            var (han, latin) = (Han().Count(text), Latin().Count(text));
            var wrong = expect.BotLanguage == "en" ? han > 2 && han > latin : latin > 3 && han < 2;
            Note(wrong, $"wrong language: {text}");
        }
    }

    /// <summary>No step is asked more than three times in a row.</summary>
    private void JudgeInsistence()
    {
        var asked = new List<string>();
        string? step = null;
        foreach (var (customer, activity) in _log.Append((true, new JsonObject())))
        {
            if (customer && step != null)
            {
                asked.Add(step);
            }

            step = customer ? null : StepOf(activity) ?? step;
        }

        Note(asked.Index().Any(a => a.Index >= 3 && asked[(a.Index - 3)..a.Index].TrueForAll(s => s == a.Item)), "a step was asked more than three times in a row");
    }

    private void Note(bool wrong, string fault)
    {
        if (wrong)
        {
            Faults.Add(fault);
        }
    }

    private static JsonNode? Feedback(JsonNode activity) => activity["channelData"]?["feedbackBot"];

    private static string? StepOf(JsonNode activity) => Feedback(activity)?["step"]?.GetValue<string>();

    private static string TextOf(JsonNode activity) => activity["text"]?.GetValue<string>() ?? "";

    [GeneratedRegex(@"[\u4e00-\u9fff]")]
    private static partial Regex Han();

    [GeneratedRegex("[A-Za-z]{2,}")]
    private static partial Regex Latin();
}
