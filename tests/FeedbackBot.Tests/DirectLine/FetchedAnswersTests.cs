using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.DirectLine;

/// <summary>An answer that a client or a page of the customer has fetched is not mailed any more, whichever way it was fetched.</summary>
public sealed class FetchedAnswersTests : IAsyncLifetime
{
    private TestServer _server = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        _http = new() { BaseAddress = new(_server.Address) };
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("poll")]
    [InlineData("socket")]
    [InlineData("case page")]
    public async Task What_was_fetched_waits_for_no_e_mail(string way)
    {
        var visitor = await Visitor.ArriveAsync(_http);
        await visitor.SayAsync("I want to talk to a person, my parcel never arrived");
        var receipt = (await visitor.LogAsync()).Single(a => a["channelData"]?["feedbackBot"]?["ticket"] != null);
        var id = receipt["channelData"]!["feedbackBot"]!["ticket"]!.GetValue<string>();
        using var socket = way == "socket"
            ? await Socket.OpenAsync((await visitor.CallAsync(HttpMethod.Get, $"conversations/{visitor.Conversation}?watermark=")).Text("streamUrl"))
            : null;
        await _server.Work.RunAsync(db => _server.Services.GetRequiredService<ReplyToTicket>()
            .RunAsync(db, TicketNumber.Parse(id)!.Value, "It is on its way", new("staff", null, "Ann")));
        if (socket == null)
        {
            (await WaitingAsync()).ShouldBe(1);
        }

        if (way == "poll")
        {
            await visitor.ReadPageAsync();
        }
        else if (way == "case page")
        {
            var code = System.Text.RegularExpressions.Regex.Match(receipt["text"]!.GetValue<string>(), "\\b[0-9A-Z]{5}-[0-9A-Z]{5}\\b").Value;
            using var form = new FormUrlEncodedContent([new("number", id), new("code", code)]);
            (await (await _http.PostAsync("/case?lang=en", form)).Content.ReadAsStringAsync()).ShouldContain("It is on its way");
        }

        for (var tries = 0; tries < 100 && await WaitingAsync() > 0; tries++)
        {
            await Task.Delay(50);
        }

        (await WaitingAsync()).ShouldBe(0);
    }

    private async Task<int> WaitingAsync()
    {
        await using var db = _server.Open();
        return await db.UnseenWords.CountAsync();
    }
}
