using System.Net;
using System.Text.Json;

namespace FeedbackBot.Tests.Api;

/// <summary>Opening and reading cases.</summary>
[Collection(ApiCollection.Name)]
public sealed class TicketTests(ApiServer server)
{
    private static readonly string[] Listed =
    [
        "number", "kind", "status", "priority", "subject", "description", "summary", "topics", "sentiment", "language", "listeningPost", "channel", "fields",
        "contact", "account", "team", "assignee", "routing", "clocks", "tags", "createdAt", "updatedAt", "conversationId",
    ];

    [Fact]
    public async Task A_case_is_read_routed_and_promised()
    {
        var (contact, account) = (server.Name("contact"), server.Name("account"));
        var opened = (await server.PostAsync("tickets", new
        {
            text = "包裹晚到了两周，没有人理我，我要退款！卡号 4111 1111 1111 1111",
            listeningPost = "phone",
            contact = new { externalId = contact, name = "李雷", email = "Li.Lei@Example.com" },
            account = new { externalId = account },
            fields = new { order_number = 12345, desired_outcome = "refund" },
            externalReference = "ERP-9",
            occurredAt = "2026-11-01T10:00:00+08:00",
        })).Expect(HttpStatusCode.Created);

        var number = opened.Text("number")!;
        opened.Headers.Location!.ToString().ShouldBe($"/api/v1/tickets/{number}");
        var ticket = (await server.GetAsync($"tickets/{number}")).Expect(HttpStatusCode.OK);
        ticket.Body.ShouldBe(opened.Body);
        number.ShouldMatch(@"^FB-\d{6}$");
        ticket.Text("kind").ShouldBe("complaint");
        ticket.Text("status").ShouldBe("new");
        ticket.Text("sentiment.label").ShouldBe("negative");
        ticket.Text("language").ShouldBe("zh-Hans");
        ticket.Text("listeningPost").ShouldBe("phone");
        ticket.Text("channel").ShouldBe("api");
        ticket.Text("fields.order_number").ShouldBe("12345");
        ticket.Text("contact.externalId").ShouldBe(contact);
        ticket.Text("contact.email").ShouldBe("li.lei@example.com");
        ticket.Text("account.externalId").ShouldBe(account);
        ticket.Text("team").ShouldBe("customer_care");
        ticket.Text("routing.rule").ShouldBe("default");
        ticket.Text("routing.reason").ShouldNotBeNullOrEmpty();
        ticket.Text("occurredAt").ShouldBe("2026-11-01T02:00:00.000000Z");
        ticket.Text("messages.0.speaker").ShouldBe("customer");
        ticket.At("events").EnumerateArray().Select(e => e.GetProperty("code").GetString()).ShouldBe(["opened", "routed"]);
        ticket.Text("reading.kind.label").ShouldBe("complaint");
        ticket.Body.ShouldNotContain("4111 1111 1111");
    }

    [Fact]
    public async Task Every_promise_is_explained_in_a_sentence_of_the_callers_language()
    {
        var number = await server.OpenAsync("The parcel is late again, I am angry");
        var english = await server.GetAsync($"tickets/{number}");
        english.At("clocks").EnumerateArray().Select(c => c.GetProperty("name").GetString()).ShouldBe(["first_response", "resolution"]);
        english.Text("clocks.0.state").ShouldBe("running");
        english.Text("clocks.0.explanation")!.ShouldContain("working hours");
        var chinese = await server.GetAsync($"tickets/{number}", language: "fr, zh-CN;q=0.9, en;q=0.5");
        chinese.Text("clocks.0.explanation")!.ShouldContain("首次响应");
    }

    [Fact]
    public async Task A_kind_that_is_told_is_kept_and_one_that_is_unclear_stays_open()
    {
        (await server.PostAsync("tickets", new { text = "The app could be blue", kind = "suggestion" })).Text("kind").ShouldBe("suggestion");
        (await server.PostAsync("tickets", new { text = "8841" })).Text("kind").ShouldBeNull();
    }

    [Fact]
    public async Task Danger_to_people_is_urgent() =>
        (await server.PostAsync("tickets", new { text = "The charger caught fire and burned my hand" })).Text("priority").ShouldBe("urgent");

    [Fact]
    public async Task A_list_item_has_every_field_of_the_ticket_but_messages_and_events()
    {
        var name = server.Name("account");
        await server.OpenAsync("Late parcel", new { externalId = name });
        var item = (await server.GetAsync($"tickets?account={name}")).At("items.0");
        Listed.Except(item.EnumerateObject().Select(p => p.Name)).ShouldBeEmpty();
        item.TryGetProperty("messages", out _).ShouldBeFalse();
        item.TryGetProperty("events", out _).ShouldBeFalse();
        var ticket = (await server.GetAsync($"tickets/{item.GetProperty("number")}")).Json;
        foreach (var field in item.EnumerateObject())
        {
            ticket.GetProperty(field.Name).ToString().ShouldBe(field.Value.ToString());
        }
    }

    [Fact]
    public async Task Half_characters_and_nulls_are_left_out_and_nothing_is_executed()
    {
        var opened = (await server.PostAsync("tickets", """{"text":"late \ud83d\ude00 again\u0000 \ud800 <script>alert(1)</script> \\ud800"}""")).Expect(HttpStatusCode.Created);
        opened.Text("messages.0.text").ShouldBe("late 😀 again  <script>alert(1)</script> \\ud800");
    }

    [Theory]
    [InlineData("FB-999999")]
    [InlineData("abc")]
    [InlineData("FB-")]
    [InlineData("-1")]
    [InlineData("99999999999999999999999999")]
    public async Task A_number_that_leads_nowhere_is_not_found(string number) =>
        (await server.GetAsync($"tickets/{number}")).ExpectProblem(HttpStatusCode.NotFound, "not_found");

    [Fact]
    public async Task A_contact_known_by_external_id_is_found_again_and_an_address_alone_finds_nobody()
    {
        var id = server.Name("contact");
        var first = await server.PostAsync("tickets", new { text = "one", contact = new { externalId = id, email = "same@example.com" } });
        var second = await server.PostAsync("tickets", new { text = "two", contact = new { externalId = id } });
        var third = await server.PostAsync("tickets", new { text = "three", contact = new { email = "same@example.com" } });
        second.Text("contact.id").ShouldBe(first.Text("contact.id"));
        second.Text("contact.email").ShouldBe("same@example.com");
        third.Text("contact.id").ShouldNotBe(first.Text("contact.id"));
    }

    [Fact]
    public async Task The_owner_stands_on_the_case_as_it_was_when_the_case_was_opened()
    {
        var account = server.Name("account");
        await server.PutAsync($"accounts/{account}", new { name = "Blue Sky", owner = new { email = "ada@example.com", name = "Ada" } });
        var number = await server.OpenAsync("Late parcel", new { externalId = account });
        await server.PutAsync($"accounts/{account}", new { name = "Red Earth", owner = new { email = "bob@example.com" } });
        var ticket = await server.GetAsync($"tickets/{number}");
        ticket.Text("account.name").ShouldBe("Blue Sky");
        ticket.Text("account.owner").ShouldBe("ada@example.com");
        ticket.Text("account.ownerName").ShouldBe("Ada");
    }
}
