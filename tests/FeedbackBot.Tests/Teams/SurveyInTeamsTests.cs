using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using FeedbackBot.Accounts;
using FeedbackBot.Conversations;
using FeedbackBot.Surveys;
using FeedbackBot.Surveys.Made;
using FeedbackBot.Tests.Conversations;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.Teams;

/// <summary>A survey of the site's own in Teams: its questions come as cards whose buttons answer.</summary>
public sealed class SurveyInTeamsTests : IAsyncLifetime
{
    private TeamsCloud _cloud = null!;
    private TestServer _server = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        _cloud = await TeamsCloud.StartAsync();
        _server = await TestServer.StartAsync([.. _cloud.Settings(), "--FeedbackBot:PublicUrl=https://care.example.com", "--FeedbackBot:Tickets:SurveyDelay=90.00:00:00"]);
        _http = new HttpClient { BaseAddress = new Uri(_server.Address) };
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
        await _cloud.DisposeAsync();
    }

    [Fact]
    public async Task Its_questions_are_cards_and_a_pressed_button_asks_the_next()
    {
        await ChooseAsync();
        using var told = await _cloud.PostAsync(_http, _cloud.Activity("message", "The kettle I ordered (order CD 9876543) arrived cracked and nobody answers my emails. Please send a replacement."));
        var confirm = await WaitForAsync(s => s.Facts?["step"]?.ToString() == "confirm");
        await PressAsync(confirm.Card!["actions"]![0]!.AsObject());
        await WaitForAsync(s => s.Facts?["ticket"] != null);
        await AskAsync();

        var link = await WaitForAsync(s => s.Activity.ToJsonString().Contains("https://care.example.com/survey/", StringComparison.Ordinal));
        link.Facts!["speaker"]!.ToString().ShouldBe("bot");
        var rating = await WaitForAsync(s => s.Facts?["step"]?.ToString() == "rating");
        await PressAsync(rating.Card!["actions"]![4]!.AsObject());
        var several = await WaitForAsync(s => s.Facts?["step"]?.ToString() == "bought");
        several.Card!["actions"]!.AsArray().Select(a => a!["title"]!.ToString()).Take(3).ShouldBe(["1. Apples", "2. Bread", "3. Milk"]);
        await PressAsync(several.Card["actions"]![1]!.AsObject());
        await WaitForAsync(s => s.Facts?["step"]?.ToString() == "where");
        await using var db = _server.Open();
        (await db.Answers.SingleAsync()).Value.ShouldBe(5);
        (await db.SurveyResponses.SingleAsync()).Choice.ShouldBe("b");
    }

    private async Task ChooseAsync()
    {
        var boss = await _server.AddStaffAsync("boss@example.com", StaffRoles.Manager, "Boss");
        var use = _server.Services;
        var id = await _server.Work.RunAsync(db => use.GetRequiredService<MakeSurvey>().RunAsync(db, "visit", SurveyedChat.Draft(), boss));
        await _server.Work.RunAsync(db => use.GetRequiredService<PublishSurvey>().RunAsync(db, id, boss));
        await _server.Work.RunAsync(db => use.GetRequiredService<ChooseAfterResolution>().RunAsync(db, id, boss));
    }

    private async Task AskAsync()
    {
        await _server.Work.RunAsync(async db =>
            (await db.Tickets.Include(t => t.Clocks).SingleAsync()).Resolve(new("worn seal", "replaced", Responsibility.Us, false), Actor.System, DateTime.UnixEpoch.AddYears(50), TimeSpan.Zero));
        await UntilAsync(async () =>
        {
            await _server.Services.GetRequiredService<AskDueSurveys>().RunAsync();
            await using var db = _server.Open();
            return await db.Invitations.AnyAsync();
        });
    }

    private async Task PressAsync(JsonObject button)
    {
        var invoke = _cloud.Activity("invoke");
        (invoke["name"], invoke["value"]) = ("adaptiveCard/action", new JsonObject
        {
            ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = button["verb"]!.ToString(), ["data"] = button["data"]!.DeepClone() },
            ["trigger"] = "manual",
        });
        using var answer = await _cloud.PostAsync(_http, invoke);
        answer.EnsureSuccessStatusCode();
        (await answer.Content.ReadFromJsonAsync<JsonObject>())!["type"]!.ToString().ShouldBe("application/vnd.microsoft.card.adaptive");
    }

    private async Task<TeamsCloud.Sent> WaitForAsync(Func<TeamsCloud.Sent, bool> wanted)
    {
        await UntilAsync(() => Task.FromResult(_cloud.Received.Any(wanted)));
        return _cloud.Received.First(wanted);
    }

    private async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(30); await Task.Delay(50))
        {
            if (await holds())
            {
                return;
            }
        }

        throw new TimeoutException($"Not so in time. Received: {string.Join(" | ", _cloud.Received.Select(r => r.Text))}");
    }
}
