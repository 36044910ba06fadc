using FeedbackBot.Accounts;
using FeedbackBot.Conversations;
using FeedbackBot.Host.DirectLine;
using FeedbackBot.Messages;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.Conversations;

/// <summary>What the page and imported orders say, through whole turns on the running program and its SQLite.</summary>
public sealed class KnownOnTheServerTests : IAsyncLifetime
{
    private TestServer _server = null!;

    public async Task InitializeAsync() => _server = await TestServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task What_the_page_said_first_holds_for_the_conversation_and_is_kept_with_the_case()
    {
        var key = await ArriveAsync(null);
        var page = PageFacts.Read("""{"url":"https://shop.example/o/17","title":"Order 17","order":"WEB/17","product":"Lamp"}""");
        await _server.Services.GetRequiredService<KeepPage>().RunAsync("webchat", key, page);
        await SayAsync(key, "hello");
        var asked = await SayAsync(key, "it arrived smashed, I want a refund");
        asked.Replies[^1].Step.ShouldBe("reply_to");
        var summary = await SayAsync(key, "here");
        summary.Replies[^1].Text.ShouldContain("WEB/17");
        var ticket = await FiledAsync(await SayAsync(key, "yes"));
        ticket.Fields["order_number"].ShouldBe("WEB/17");
        ticket.Fields["product"].ShouldBe("Lamp");
        ticket.Fields["page_url"].ShouldBe("https://shop.example/o/17");
        ticket.Fields["page_title"].ShouldBe("Order 17");
    }

    [Fact]
    public async Task A_repeated_message_with_a_page_has_no_second_effect_and_what_the_customer_said_wins()
    {
        var key = await ArriveAsync(null);
        var page = PageFacts.Read("""{"order":"WEB/17"}""");
        var first = await SayAsync(key, "the kettle from order AB12345678 is broken, I want a refund", page);
        var again = await _server.Services.GetRequiredService<TakeTurn>().RunAsync(new()
        {
            Channel = "webchat",
            ConversationKey = key,
            Text = "anything",
            MessageKey = first.Heard.Key,
            PageAnswers = page,
        });
        again.Repeated.ShouldBeTrue();
        await SayAsync(key, "here", page);
        (await FiledAsync(await SayAsync(key, "yes", page))).Fields["order_number"].ShouldBe("AB12345678");
    }

    [Fact]
    public async Task Orders_of_an_identified_customer_fill_by_product_and_nobody_elses_are_ever_shown()
    {
        await BuyAsync("customer-1", "Z-1001", "Washing machine", daysAgo: 9);
        await BuyAsync("customer-1", "Z-1002", "Coffee grinder", daysAgo: 30);
        await BuyAsync("customer-1", "Z-0900", "Washing machine", daysAgo: 300);
        await BuyAsync("customer-2", "Z-2001", "Electric kettle", daysAgo: 5);

        var key = await ArriveAsync(new("customer-1", "Ann", null, null));
        var told = await SayAsync(key, "the washing machine leaks, I want it repaired");
        told.Replies[^1].Step.ShouldBe("confirm");
        told.Replies[^1].Text.ShouldContain("Z-1001");
        (await FiledAsync(await SayAsync(key, "yes"))).Fields["product"].ShouldBe("Washing machine");

        var other = await SayAsync(key, "my electric kettle is broken, I want a refund");
        other.Replies[^1].Step.ShouldBe("order_number");
        other.Replies[^1].Extras!.Choices!.Select(c => c.Value).ShouldBe(["Z-1001", "Z-1002", "skip"]);
        other.Replies[^1].Extras!.Choices![0].Label.ShouldContain("Washing machine");
        (await SayAsync(key, "Coffee grinder", value: "Z-1002")).Replies[^1].Text.ShouldContain("Z-1002");
    }

    [Fact]
    public async Task Who_only_claims_a_name_or_an_address_has_no_orders()
    {
        await BuyAsync("customer-3", "Z-3001", "Washing machine", daysAgo: 9);
        var key = await ArriveAsync(null);
        var told = await SayAsync(key, "I am customer-3 and the washing machine leaks, I want it repaired");
        told.Replies[^1].Step.ShouldBe("order_number");
        told.Replies[^1].Extras!.Choices!.Select(c => c.Value).ShouldBe(["skip"]);
        (await SayAsync(key, "Z-3001")).Replies.ShouldAllBe(r => !r.Text.Contains("Washing machine"));
    }

    private async Task<string> ArriveAsync(VerifiedIdentity? identity)
    {
        var key = VisitorTokens.NewId();
        await _server.Services.GetRequiredService<StartConversation>().RunAsync("webchat", key, "en", identity);
        return key;
    }

    private Task<TurnRecord> SayAsync(string key, string text, IReadOnlyDictionary<string, string>? page = null, string? value = null) =>
        _server.Services.GetRequiredService<TakeTurn>().RunAsync(new()
        {
            Channel = "webchat",
            ConversationKey = key,
            Text = text,
            Value = value,
            Locale = "en",
            MessageKey = VisitorTokens.NewId(),
            PageAnswers = page,
        });

    private async Task<Ticket> FiledAsync(TurnRecord turn)
    {
        var number = TicketNumber.Parse(turn.Replies.Single(r => r.Ticket != null).Ticket)!.Value;
        await using var db = _server.Open();
        return await db.Tickets.SingleAsync(t => t.Number == number);
    }

    private Task BuyAsync(string contact, string number, string product, int daysAgo) => _server.Work.RunAsync(async db =>
    {
        var now = _server.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var order = new Order(number, (await db.ContactOfAsync(contact, now)).Id, now.AddDays(-daysAgo), now);
        order.Update(new() { Product = product }, now);
        db.Orders.Add(order);
    });
}
