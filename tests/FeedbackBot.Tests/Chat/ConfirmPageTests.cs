using System.Net;
using System.Text.RegularExpressions;
using FeedbackBot.Conversations;
using FeedbackBot.Outbox;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Chat;

/// <summary>The link of a data request: a page with a button, for browsers without scripts.</summary>
public sealed class ConfirmPageTests
{
    [Theory]
    [InlineData(Languages.Chinese, "把我的资料删掉", "是我本人，确认申请", "申请已确认并提交", "之前已经确认过了")]
    [InlineData(Languages.English, "delete my data", "Yes, this was me", "your request is confirmed", "was confirmed before")]
    public async Task Looking_does_nothing_and_the_button_files_the_case_once(string language, string asked, string button, string done, string used)
    {
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder);
        using var visitor = server.Visit(language);
        var link = await AskAsync(server, visitor, asked);

        (await visitor.GetAsync(link)).Html.ShouldContain(button);
        (await server.ReadAsync(db => db.Tickets.CountAsync())).ShouldBe(0);
        (await visitor.PostAsync(link)).Html.ShouldContain(done);
        (await visitor.PostAsync(link)).Html.ShouldContain(used);
        (await visitor.GetAsync(link)).Html.ShouldContain(used);

        var ticket = await server.ReadAsync(db => db.Tickets.SingleAsync());
        (ticket.Fields["verified"], ticket.Fields["verify_by"], ticket.Fields["data_request"]).ShouldBe(("yes", "jane@example.com", "erasure"));
        ticket.Description.ShouldBe(asked);
        (await server.ReadAsync(db => db.TicketEvents.CountAsync(e => e.Code == "request_verified"))).ShouldBe(1);
        var told = (await server.MessagesAsync()).Single(m => m.Ticket != null);
        told.Text.ShouldContain(ticket.Id);
        new PageSeen(HttpStatusCode.OK, null!, told.Text).Code.ShouldBeNull("whoever sits in the chat only named the address");
    }

    [Fact]
    public async Task An_old_link_and_a_forged_one_do_nothing()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder);
        using var visitor = server.Visit(Languages.English);
        var link = await AskAsync(server, visitor, "delete my data");
        await server.ReadAsync(db => db.HeldCases.ExecuteUpdateAsync(set => set.SetProperty(h => h.ExpiresAt, h => h.CreatedAt)));

        (await visitor.PostAsync(link)).Status.ShouldBe(HttpStatusCode.Gone);
        visitor.Page.Html.ShouldContain("older than 24 hours");
        var hash = await server.ReadAsync(db => db.HeldCases.Select(h => h.TokenHash).SingleAsync());
        foreach (var forged in new[] { hash, new string('0', 64), "x", "%27%20or%201=1" })
        {
            (await visitor.PostAsync("/privacy/confirm/" + forged)).Status.ShouldBe(HttpStatusCode.NotFound);
            (await visitor.GetAsync("/privacy/confirm/" + forged)).Html.ShouldNotContain("<form");
        }

        (await server.ReadAsync(db => db.Tickets.CountAsync())).ShouldBe(0);
    }

    [Theory]
    [InlineData("/privacy/confirm/")]
    [InlineData("/survey/")]
    public async Task Guessing_is_slowed_down(string link)
    {
        using var folder = new TemporaryFolder();
        await using var server = await ChatServer.StartAsync(folder, "--FeedbackBot:RateLimits:LookupsPerMinute=2");
        using var visitor = server.Visit(Languages.English);
        for (var guess = 0; guess < 3; guess++)
        {
            await visitor.PostAsync($"{link}{guess}", ("rating", "1"));
        }

        visitor.Page.Status.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    /// <summary>Asks in the chat, names an address, and takes the link out of the letter.</summary>
    private static async Task<string> AskAsync(ChatServer server, Visitor visitor, string asked)
    {
        await visitor.GetAsync("/chat");
        await visitor.SayAsync(asked);
        await visitor.SayAsync("jane@example.com");
        var letter = await server.ReadAsync(db => db.Outbox.SingleAsync());
        return Regex.Match(letter.Payload, "/privacy/confirm/[0-9a-f]{64}").Value;
    }
}
