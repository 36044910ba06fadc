using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using FeedbackBot.Accounts;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.StaffConsole;

[Collection(nameof(ConsoleServer))]
public sealed class TicketPageTests(ConsoleServer shared)
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task A_reply_is_in_the_customers_chat_at_once()
    {
        using var customer = new HttpClient { BaseAddress = new(_server.Address) };
        var token = (await Json(customer.PostAsJsonAsync("/v3/directline/tokens/generate", new { }))).GetProperty("token").GetString()!;
        customer.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var key = (await Json(customer.PostAsJsonAsync("/v3/directline/conversations", new { locale = "en" }))).GetProperty("conversationId").GetString()!;
        var number = await FileInAsync(key);

        using var browser = await _server.SignedInAsync();
        var answer = await browser.PostAsync(Cases.Path(number), Cases.Path(number) + "/reply", ("text", "We are sorry & on it <now>."));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var activities = (await Json(customer.GetAsync($"/v3/directline/conversations/{key}/activities"))).GetProperty("activities").EnumerateArray().ToList();
        var last = activities[^1];
        last.GetProperty("text").GetString().ShouldBe("We are sorry & on it <now>.");
        last.GetProperty("channelData").GetProperty("feedbackBot").GetProperty("speaker").GetString().ShouldBe("agent");
        (await browser.ReadAsync(Cases.Path(number))).ShouldContain("We are sorry &amp; on it &lt;now&gt;.");
    }

    [Fact]
    public async Task Resolving_needs_cause_and_remedy_and_keeps_what_was_typed()
    {
        var number = await Cases.FileAsync(_server, "a case to be resolved");
        using var browser = await _server.SignedInAsync();
        var path = Cases.Path(number);
        var refused = await browser.PostAsync(path, path + "/resolve", ("cause", "the carrier lost it"), ("remedy", " "), ("responsibility", "us"), ("message", "Goodbye"));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await refused.Content.ReadAsStringAsync();
        page.ShouldContain("Please say the remedy");
        page.ShouldContain(">the carrier lost it</textarea>");
        page.ShouldContain(">Goodbye</textarea>");
        (await TicketAsync(number)).IsOpen.ShouldBeTrue();

        var accepted = await browser.PostAsync(path, path + "/resolve", ("cause", "the carrier lost it"), ("remedy", "sent again"), ("responsibility", "third_party"), ("message", ""));
        accepted.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var ticket = await TicketAsync(number);
        ticket.Status.ShouldBe(TicketStatus.Resolved);
        ticket.Responsibility.ShouldBe(Responsibility.ThirdParty);
    }

    [Fact]
    public async Task Priority_and_tags_are_changed_on_the_page_of_the_case()
    {
        var number = await Cases.FileAsync(_server, "a case to be sorted");
        using var browser = await _server.SignedInAsync();
        var path = Cases.Path(number);
        await browser.PostAsync(path, path + "/priority", ("priority", "high"));
        await browser.PostAsync(path, path + "/tag", ("tag", "Recall 7"));
        await browser.PostAsync(path, path + "/tag", ("tag", "recall 7"));
        var page = await browser.ReadAsync(path);
        page.ShouldContain("<option value=\"high\" selected");
        page.ShouldContain(">Recall 7</a>");
        (await TicketAsync(number)).Tags.ShouldBe(["Recall 7"]);
        var refused = await browser.PostAsync(path, path + "/tag", ("tag", new string('x', 61)));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await browser.PostAsync(path, path + "/untag", ("tag", "recall 7"));
        (await TicketAsync(number)).Tags.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_page_of_a_customer_shows_what_was_before_and_nothing_of_a_hidden_case()
    {
        var first = await Cases.FileAsync(_server, "the kettle of the past");
        var second = await Cases.FileAsync(_server, "Wilma Versteckt was rude to me");
        var boss = await _server.AddStaffAsync("wilma@example.com", StaffRoles.Manager | StaffRoles.Agent, "Wilma Versteckt");
        var contact = Guid.Empty;
        await _server.Work.RunAsync(async db =>
        {
            var one = await db.Tickets.FirstAsync(t => t.Number == first);
            contact = one.ContactId;
            await db.Tickets.Where(t => t.Number == second).ExecuteUpdateAsync(set => set.SetProperty(t => t.ContactId, contact));
            db.Recusals.Add(new(second, boss.Id, "subject", one.CreatedAt));
        });
        using var admin = await _server.SignedInAsync();
        (await admin.ReadAsync(Cases.Path(second))).ShouldContain("the kettle of the past");
        (await admin.ReadAsync($"/console/contacts/{contact}")).ShouldContain("was rude to me");
        using var wilma = await _server.SignedInAsync(boss.Email);
        var page = await wilma.ReadAsync($"/console/contacts/{contact}");
        page.ShouldContain("the kettle of the past");
        page.ShouldNotContain("was rude to me");
        (await wilma.GetAsync($"/console/contacts/{Guid.CreateVersion7()}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_case_resolved_by_somebody_else_meanwhile_does_not_swallow_what_was_typed()
    {
        var number = await Cases.FileAsync(_server, "resolved twice");
        using var browser = await _server.SignedInAsync();
        var path = Cases.Path(number);
        (string, string)[] fields = [("cause", "c"), ("remedy", "r"), ("responsibility", "us"), ("message", "")];
        await browser.PostAsync(path, path + "/resolve", fields);
        var second = await browser.PostAsync(path, path + "/resolve", fields);
        second.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await second.Content.ReadAsStringAsync()).ShouldContain("Somebody resolved this case meanwhile");
    }

    [Fact]
    public async Task To_htmx_only_the_changed_parts_are_sent_and_the_boxes_only_after_a_form_of_ours()
    {
        var number = await Cases.FileAsync(_server, "in parts");
        using var browser = await _server.SignedInAsync();
        var path = Cases.Path(number);
        var now = await (await browser.GetAsync(path + "/now", asHtmx: true)).Content.ReadAsStringAsync();
        now.ShouldContain("id=\"timeline\"");
        now.ShouldContain("hx-swap-oob=\"outerMorph\"");
        now.ShouldNotContain("<html");
        now.ShouldNotContain("id=\"boxes\"");
        var noted = await browser.PostAsync(path, path + "/note", asHtmx: true, ("text", "call back on Monday"));
        noted.StatusCode.ShouldBe(HttpStatusCode.OK);
        var parts = await noted.Content.ReadAsStringAsync();
        parts.ShouldContain("id=\"boxes\"");
        parts.ShouldContain("call back on Monday");
    }

    [Fact]
    public async Task Reopening_and_giving_away_stand_on_the_timeline_in_the_readers_language()
    {
        var number = await Cases.FileAsync(_server, "told in two languages");
        var li = await _server.AddStaffAsync("li-timeline@example.com", StaffRoles.Agent, "Li Wei", "zh-Hans");
        using var admin = await _server.SignedInAsync();
        var path = Cases.Path(number);
        await admin.PostAsync(path, path + "/assign", ("assignee", li.Id.ToString()), ("team", "customer_care"));
        await admin.PostAsync(path, path + "/resolve", ("cause", "c"), ("remedy", "r"), ("responsibility", "us"), ("message", ""));
        await admin.PostAsync(path, path + "/reopen", ("reason", "it broke again"));
        (await admin.ReadAsync(path)).ShouldContain("assigned the case to Li Wei");
        using var chinese = await _server.SignedInAsync("li-timeline@example.com");
        var page = await chinese.ReadAsync(path);
        page.ShouldContain("将工单分配给 Li Wei");
        page.ShouldContain("重新打开了工单");
        (await TicketAsync(number)).Status.ShouldBe(TicketStatus.Open);
    }

    [Theory]
    [InlineData("FB-999999", HttpStatusCode.NotFound)]
    [InlineData("nonsense", HttpStatusCode.NotFound)]
    [InlineData("99999999999999999999", HttpStatusCode.NotFound)]
    public async Task A_case_that_is_not_there_is_a_page_that_says_so(string id, HttpStatusCode expected)
    {
        using var browser = await _server.SignedInAsync();
        (await browser.GetAsync("/console/tickets/" + id)).StatusCode.ShouldBe(expected);
        (await browser.GetAsync($"/console/tickets/{id}/live")).StatusCode.ShouldBe(expected);
    }

    private async Task<long> FileInAsync(string key)
    {
        var number = await Cases.FileAsync(_server, "the parcel is late");
        await _server.Work.RunAsync(async db =>
        {
            // The case of this test belongs into the customer's own chat.
            var conversation = await db.Set<FeedbackBot.Messages.Conversation>().FirstAsync(c => c.Key == key);
            await db.Database.ExecuteSqlAsync($"UPDATE tickets SET conversation_id = {conversation.Id}, first_sequence = 1 WHERE number = {number}");
        });
        return number;
    }

    private async Task<Ticket> TicketAsync(long number)
    {
        await using var db = _server.Open();
        return await db.Set<Ticket>().AsNoTracking().SingleAsync(t => t.Number == number);
    }

    private static async Task<JsonElement> Json(Task<HttpResponseMessage> answer) => await (await answer).Content.ReadFromJsonAsync<JsonElement>();
}
