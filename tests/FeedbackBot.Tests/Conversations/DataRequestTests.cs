using FeedbackBot.Accounts;
using FeedbackBot.Conversations;
using FeedbackBot.Host.DirectLine;
using FeedbackBot.Outbox;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.Conversations;

/// <summary>Data requests and wishes on the running program and its real database.</summary>
public sealed class DataRequestTests : IAsyncLifetime
{
    private TestServer _server = null!;

    public async Task InitializeAsync() => _server = await TestServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Somebody_a_site_vouches_for_confirms_once_and_has_a_case_with_a_promise()
    {
        var key = await ArriveAsync(new("customer-17", "Fang", "fang@example.com", null));
        await SayAsync(key, "please delete my data");
        var receipt = (await SayAsync(key, "yes")).Replies.Single(r => r.Ticket != null);
        await using var db = _server.Open();
        var ticket = await db.Tickets.SingleAsync();
        (ticket.Kind, ticket.Priority, ticket.Topics.Single()).ShouldBe((TicketKind.Question, TicketPriority.Normal, "privacy_safety"));
        (ticket.Fields["data_request"], ticket.Fields["verified"]).ShouldBe(("erasure", "yes"));
        receipt.Text.ShouldContain("one month");
        (await db.Outbox.CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Anybody_else_gets_a_link_and_no_case_before_it_is_followed()
    {
        var key = await ArriveAsync();
        await SayAsync(key, "please delete my data");
        var said = (await SayAsync(key, "jane@example.com")).Replies;
        said[0].Text.ShouldContain("jane@example.com");
        await using var db = _server.Open();
        (await db.Tickets.CountAsync()).ShouldBe(0);
        var held = await db.HeldCases.SingleAsync();
        (held.ExpiresAt - held.CreatedAt).ShouldBe(TimeSpan.FromHours(24));
        var letter = await db.Outbox.SingleAsync();
        letter.Destination.ShouldBe("jane@example.com");
        letter.Payload.ShouldContain("/privacy/confirm/");
        letter.Payload.ShouldNotContain(held.TokenHash);
    }

    [Fact]
    public async Task The_answer_never_tells_whether_an_address_is_known_and_letters_to_it_are_few()
    {
        await ArriveAsync(new("customer-18", "Jane", "jane@example.com", null));
        var answers = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            var key = await ArriveAsync();
            await SayAsync(key, "give me my data");
            answers.Add((await SayAsync(key, "jane@example.com")).Replies[0].Text);
        }

        var stranger = await ArriveAsync();
        await SayAsync(stranger, "give me my data");
        answers.Add((await SayAsync(stranger, "nobody@example.com")).Replies[0].Text.Replace("nobody@", "jane@", StringComparison.Ordinal));
        answers.Distinct().ShouldHaveSingleItem();
        await using var db = _server.Open();
        (await db.Outbox.CountAsync(o => o.Destination == "jane@example.com")).ShouldBe(3);
    }

    [Fact]
    public async Task A_wish_is_kept_on_the_contact()
    {
        var key = await ArriveAsync();
        await SayAsync(key, "e-mail only, and never in the evening");
        await SayAsync(key, "please stop sending me surveys");
        await using var db = _server.Open();
        var wishes = (await db.Contacts.SingleAsync()).Preferences;
        (wishes.Channel, wishes.QuietHours, wishes.OptedOut).ShouldBe(("email", "20-8", true));
        (await db.Tickets.CountAsync()).ShouldBe(0);
    }

    private async Task<string> ArriveAsync(VerifiedIdentity? identity = null)
    {
        var key = VisitorTokens.NewId();
        await _server.Services.GetRequiredService<StartConversation>().RunAsync("webchat", key, "en", identity);
        return key;
    }

    private Task<TurnRecord> SayAsync(string key, string text) => _server.Services.GetRequiredService<TakeTurn>()
        .RunAsync(new() { Channel = "webchat", ConversationKey = key, Text = text, Locale = "en", MessageKey = VisitorTokens.NewId() });
}
