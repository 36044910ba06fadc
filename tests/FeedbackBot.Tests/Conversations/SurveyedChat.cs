using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FeedbackBot.Accounts;
using FeedbackBot.Conversations;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Surveys.Made;
using FeedbackBot.Tests.DirectLine;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.Conversations;

/// <summary>A customer of the web chat, spoken to over HTTP, whose case was resolved on a site that asks a survey of its own then.</summary>
internal sealed partial class SurveyedChat : IAsyncDisposable
{
    private readonly HttpClient _http;

    private SurveyedChat(TestServer server) => (Server, _http) = (server, new() { BaseAddress = new(server.Address) });

    public TestServer Server { get; }

    public Visitor Visitor { get; private set; } = null!;

    public Guid Survey { get; private set; }

    public StaffMember Boss { get; private set; } = null!;

    /// <summary>A rating; what was bought, of several; where, which must be said; and what went wrong, asked of those who are not satisfied.</summary>
    public static SurveyDraft Draft(bool isAnonymous = false) => new(new("回访", "Follow-up"),
    [
        new("rating", QuestionType.Csat, new("这次处理得怎么样？", "How did we do this time?")) { Required = true },
        new("bought", QuestionType.MultiChoice, new("您买了哪些？", "What did you buy?")) { Choices = [new("a", new("苹果", "Apples")), new("b", new("面包", "Bread")), new("m", new("牛奶", "Milk"))] },
        new("where", QuestionType.Choice, new("在哪里买的？", "Where did you buy it?")) { Required = true, Choices = [new("s", new("门店", "In a shop")), new("o", new("网上", "Online"))] },
        new("why", QuestionType.Text, new("哪里没做好？", "What went wrong?")) { When = new("rating", ShowTest.AtMost, "3") },
    ], isAnonymous);

    public static async Task<SurveyedChat> OpenAsync(SurveyDraft? draft = null, params string[] settings)
    {
        var chat = new SurveyedChat(await TestServer.StartAsync(["--FeedbackBot:Tickets:SurveyDelay=90.00:00:00", .. settings]));
        chat.Boss = await chat.Server.AddStaffAsync("boss@example.com", StaffRoles.Manager, "Boss");
        chat.Survey = await chat.Server.Work.RunAsync(db => chat.Use<MakeSurvey>().RunAsync(db, "visit", draft ?? Draft(), chat.Boss));
        await chat.PublishAsync();
        return chat;
    }

    /// <summary>Asked in the chat of a case that was resolved just now.</summary>
    public static async Task<SurveyedChat> AskedAsync(string language, SurveyDraft? draft = null, params string[] settings)
    {
        var chat = await OpenAsync(draft, settings);
        await chat.Server.Work.RunAsync(db => chat.Use<ChooseAfterResolution>().RunAsync(db, chat.Survey, chat.Boss));
        chat.Visitor = await Visitor.ArriveAsync(chat._http, language);
        var told = Languages.IsChinese(language) ? "我买的水壶漏水，我很失望" : "The kettle I bought leaks and I am very disappointed";
        var number = TicketNumber.Parse((await new ChatCast(chat.Server.Services).ComplainAsync(chat.Visitor.Conversation, told)).Number)!.Value;
        await chat.AskAsync(number);
        return chat;
    }

    public T Use<T>() where T : notnull => Server.Services.GetRequiredService<T>();

    public Task PublishAsync() => Server.Work.RunAsync(db => Use<PublishSurvey>().RunAsync(db, Survey, Boss));

    /// <summary>Resolves a case and asks about it.</summary>
    public async Task AskAsync(long number)
    {
        await Server.Work.RunAsync(async db => (await db.TicketAsync(number)).Resolve(new("worn seal", "replaced", Responsibility.Us, false), Actor.Of(Boss), DateTime.UnixEpoch.AddYears(50), TimeSpan.Zero));
        for (var i = 0; i < 40; i++)
        {
            await Use<AskDueSurveys>().RunAsync();
            if (await ReadAsync(db => db.Invitations.AnyAsync(asked => asked.TicketNumber == number)))
            {
                return;
            }

            await Task.Delay(100);
        }

        throw new InvalidOperationException("Nobody was asked.");
    }

    /// <summary>Says something over the wire; the replies in one line, and the step that is asked now.</summary>
    public async Task<(string Words, string? Step)> SayAsync(string text, string? value = null)
    {
        var activity = new JsonObject { ["type"] = "message", ["text"] = text };
        if (value != null)
        {
            activity["value"] = value;
        }

        var answer = await Visitor.PostAsync(activity);
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        var replies = await Visitor.RepliesAsync(answer.Text("id"));
        return (string.Join(" / ", replies.Select(r => r["text"]!.GetValue<string>())), replies.Count == 0 ? null : StepOf(replies[^1]));
    }

    /// <summary>What the bot said last, and its buttons.</summary>
    public async Task<(string Words, string? Step, List<string> Buttons)> LastAsync()
    {
        var last = (await Visitor.LogAsync())[^1];
        return (last["text"]!.GetValue<string>(), StepOf(last), [.. last["suggestedActions"]?["actions"]?.AsArray().Select(a => a!["title"]!.GetValue<string>()) ?? []]);
    }

    /// <summary>The page that was told in the chat.</summary>
    public async Task<string> LinkAsync() => Page().Match(string.Join('\n', (await Visitor.LogAsync()).Select(a => a["text"]?.GetValue<string>()))).Groups[1].Value;

    /// <summary>Sends a page as a browser does, with what is hidden in it; its HTML afterwards.</summary>
    public async Task<string> SendPageAsync(string link, params (string Name, string Value)[] fields)
    {
        var page = await _http.GetStringAsync(link);
        var hidden = Hidden().Matches(page).Select(m => KeyValuePair.Create(m.Groups[1].Value, WebUtility.HtmlDecode(m.Groups[2].Value)));
        using var answer = await _http.PostAsync(link, new FormUrlEncodedContent([.. hidden, .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    public async Task<string> ReadPageAsync(string link) => WebUtility.HtmlDecode(await _http.GetStringAsync(link));

    /// <summary>Everything stored beside ratings, as "question: value", in the order of questions and rows.</summary>
    public async Task<List<string>> StoredAsync(Guid? answer = null) =>
    [
        .. (await ReadAsync(db => db.SurveyResponses.AsNoTracking().Where(r => answer == null || r.AnswerId == answer).OrderBy(r => r.QuestionId).ThenBy(r => r.Ordinal).ToListAsync()))
            .Select(r => $"{r.QuestionId}: {r.Value?.ToString() ?? r.Choice ?? r.Text ?? "-"}"),
    ];

    public Task<Answer> AnswerAsync() => ReadAsync(db => db.Answers.AsNoTracking().SingleAsync());

    public async Task<T> ReadAsync<T>(Func<FeedbackDb, Task<T>> read)
    {
        await using var db = Server.Open();
        return await read(db);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Server.DisposeAsync();
    }

    private static string? StepOf(JsonNode activity) => activity["channelData"]?["feedbackBot"]?["step"]?.GetValue<string>();

    [GeneratedRegex(@"\]\([^)]*?(/survey/[^)]+)\)")]
    private static partial Regex Page();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]+)\"")]
    private static partial Regex Hidden();
}
