using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FeedbackBot.Accounts;
using FeedbackBot.Outbox;
using FeedbackBot.Surveys;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Chat;

/// <summary>A survey behind the link of an e-mail, for customers whom no chat reaches: one question, no account, no script.</summary>
public sealed partial class SurveyPageTests
{
    private const string Key = "a-key-of-the-tests-0123456789-abcdef";

    [Theory]
    [InlineData(Languages.English, "My parcel never arrived, order AB 1234567", "How satisfied are you", "2 Dissatisfied", "Please choose a rating", "a colleague looks into it as FB-")]
    [InlineData(Languages.Chinese, "包裹一直没收到,订单号 AB1234567", "您满意吗", "2 不满意", "请先选一个评分", "我们已登记 FB-")]
    public async Task Opening_the_link_does_nothing_and_sending_the_form_counts_once(string language, string told, string question, string label, string wanting, string thanks)
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(folder);
        var number = await ResolvedAsync(server, told, "jane@example.com");
        var letter = await LetterAsync(server);
        letter.Destination.ShouldBe("jane@example.com");
        letter.Payload.ShouldContain(number);
        var link = Link().Match(letter.Payload).Value;
        using var visitor = server.Visit(language);

        (await visitor.GetAsync(link)).Html.ShouldContain(question);
        visitor.Page.Html.ShouldContain(label);
        visitor.Page.Html.ShouldContain(number);
        visitor.Page.Raw.ShouldNotContain("<script");
        visitor.Page.Header("Referrer-Policy").ShouldBe("same-origin");
        (await visitor.Http.SendAsync(new(HttpMethod.Head, link))).StatusCode.ShouldNotBe(HttpStatusCode.InternalServerError);
        (await CountAsync(server)).ShouldBe(0);

        (await visitor.PostAsync(link, ("reason", "the driver <shouted>"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        visitor.Page.Html.ShouldContain(wanting);
        visitor.Page.Html.ShouldContain("the driver <shouted>", customMessage: "what was written is not lost");
        visitor.Page.Raw.ShouldContain("the driver &lt;shouted&gt;");
        (await visitor.PostAsync(link, ("rating", "6"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await CountAsync(server)).ShouldBe(0);

        (await visitor.PostAsync(link, ("rating", "2"), ("reason", "nobody rang, my card is 4111 1111 1111 1111"))).Html.ShouldContain(thanks);
        (await visitor.PostAsync(link, ("rating", "5"))).Html.ShouldContain(thanks);
        (await visitor.GetAsync(link)).Html.ShouldContain(thanks);
        var answer = await server.ReadAsync(db => db.Answers.SingleAsync());
        (answer.Metric, answer.Value, answer.ScaleLow, answer.ScaleHigh, answer.Source).ShouldBe((Metric.Csat, 2, 1, 5, "link"));
        answer.Reason.ShouldNotBeNull().ShouldStartWith("nobody rang");
        answer.Reason.ShouldNotContain("4111 1111");
        var events = await server.ReadAsync(db => db.TicketEvents.Select(e => e.Code).ToListAsync());
        events.Count(c => c.StartsWith("survey", StringComparison.Ordinal)).ShouldBe(2, "asked and answered");
    }

    [Fact]
    public async Task Who_would_rather_not_say_is_not_asked_again()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(folder);
        await ResolvedAsync(server, "The kettle leaks", "jane@example.com");
        var link = Link().Match((await LetterAsync(server)).Payload).Value;
        using var visitor = server.Visit(Languages.English);
        (await visitor.PostAsync(link, ("dismiss", "1"))).Html.ShouldContain("won’t ask about this again");
        (await visitor.PostAsync(link, ("rating", "5"))).Html.ShouldContain("won’t ask about this again");
        (await CountAsync(server)).ShouldBe(0);
        (await server.ReadAsync(db => db.Invitations.SingleAsync())).Status.ShouldBe(InvitationStatus.Dismissed);
    }

    [Theory]
    [InlineData(Languages.English, "Never ask me again", "Shall we never ask you again", "Yes, never ask me again", "won’t send you surveys any more")]
    [InlineData(Languages.Chinese, "以后不要再问我", "以后都不再邀请您评价吗", "是的，不要再问我", "以后不会再邀请您评价")]
    public async Task E_mail_and_page_offer_never_to_be_asked_again_and_only_a_button_does_it(string language, string offer, string question, string button, string done)
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(folder);
        await ResolvedAsync(server, language == Languages.English ? "The kettle leaks" : "水壶漏水，很失望", "jane@example.com");
        var letter = System.Text.Json.JsonSerializer.Deserialize<Email>((await LetterAsync(server)).Payload, FeedbackBot.Storage.StoredJson.Options)!;
        letter.Text.ShouldContain(offer);
        var link = Link().Match(letter.Text).Value;
        letter.Text.ShouldContain(link + "/stop?lang=" + language);
        using var visitor = server.Visit(language);
        (await visitor.GetAsync(link)).Html.ShouldContain(offer);
        visitor.Page.Raw.ShouldContain($"href=\"{link}/stop?lang={language}\"");

        (await visitor.GetAsync(link + "/stop")).Html.ShouldContain(question);
        visitor.Page.Html.ShouldContain(button);
        visitor.Page.Raw.ShouldNotContain("<script");
        (await OptedOutAsync(server)).ShouldBeFalse();
        (await visitor.PostAsync(link + "/stop")).Html.ShouldContain(done);
        (await OptedOutAsync(server)).ShouldBeTrue();
        (await visitor.GetAsync(link + "/stop")).Html.ShouldContain(done);
        (await visitor.PostAsync("/survey/" + new string('0', 64) + "/stop")).Status.ShouldBe(HttpStatusCode.NotFound);
        visitor.Page.Raw.ShouldNotContain("<form");
    }

    private static Task<bool> OptedOutAsync(ChatServer server) => server.ReadAsync(async db => (await db.Contacts.SingleAsync(c => c.Email == "jane@example.com")).Preferences.OptedOut);

    [Fact]
    public async Task An_old_link_says_so_kindly_a_forged_one_leads_nowhere_and_one_of_a_reopened_case_is_closed()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(folder);
        var number = await ResolvedAsync(server, "The kettle leaks", "jane@example.com");
        var link = Link().Match((await LetterAsync(server)).Payload).Value;
        using var visitor = server.Visit(Languages.English);
        var hash = await server.ReadAsync(db => db.Invitations.Select(i => i.TokenHash).SingleAsync());
        foreach (var forged in new[] { hash!, new string('0', 64), "x", "%27%20or%201=1" })
        {
            (await visitor.PostAsync("/survey/" + forged, ("rating", "1"))).Status.ShouldBe(HttpStatusCode.NotFound);
            (await visitor.GetAsync("/survey/" + forged)).Raw.ShouldNotContain("<form");
        }

        await server.ReadAsync(db => db.Invitations.ExecuteUpdateAsync(set => set.SetProperty(i => i.ExpiresAt, i => i.SentAt)));
        (await visitor.PostAsync(link, ("rating", "1"))).Status.ShouldBe(HttpStatusCode.Gone);
        visitor.Page.Html.ShouldContain("like to hear it in the chat");
        visitor.Page.Raw.ShouldContain("href=\"/chat?lang=en\"");
        var later = (await server.ReadAsync(db => db.Invitations.AsNoTracking().SingleAsync())).SentAt.AddDays(14);
        await server.ReadAsync(db => db.Invitations.ExecuteUpdateAsync(set => set.SetProperty(i => i.ExpiresAt, later).SetProperty(i => i.Status, InvitationStatus.Sent)));

        await PostAsync(server, $"tickets/{number}/reopen", new { reason = "still leaking" });
        await PostAsync(server, $"tickets/{number}/resolve", new { cause = "seal", remedy = "new seal", responsibility = "us" });
        await WaitAsync(async () => await server.ReadAsync(db => db.Outbox.CountAsync()) == 2);
        (await visitor.PostAsync(link, ("rating", "1"))).Html.ShouldContain("taken up again");
        (await CountAsync(server)).ShouldBe(0);
    }

    [Fact]
    public async Task Nobody_is_mailed_who_has_no_address_or_wants_no_questions()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(folder);
        await ResolvedAsync(server, "The kettle leaks", null);
        await WaitAsync(() => server.ReadAsync(db => db.TicketEvents.AnyAsync(e => e.Code == "survey_skipped")));
        await PutAsync(server, "contacts/c-2", new { email = "no@example.com", preferences = new { optedOut = true } });
        await ResolvedAsync(server, "The kettle leaks again", "no@example.com", "c-2");
        await WaitAsync(async () => await server.ReadAsync(db => db.TicketEvents.CountAsync(e => e.Code == "survey_skipped")) == 2);
        (await server.ReadAsync(db => db.Outbox.CountAsync())).ShouldBe(0);
        (await server.ReadAsync(db => db.Invitations.CountAsync())).ShouldBe(0);
    }

    private static Task<ChatServer> StartAsync(TemporaryFolder folder) => ChatServer.StartAsync(
        folder, $"--FeedbackBot:Api:BootstrapKey={Key}", "--FeedbackBot:Surveys:DaysBetween=0");

    /// <summary>A case that another program reports, resolved; its number.</summary>
    private static async Task<string> ResolvedAsync(ChatServer server, string text, string? email, string contact = "c-1")
    {
        var filed = await PostAsync(server, "tickets", new { text, kind = "complaint", contact = new { externalId = contact, email } });
        var number = (string)filed["number"]!;
        await PostAsync(server, $"tickets/{number}/resolve", new { cause = "lost", remedy = "sent again", responsibility = "us" });
        return number;
    }

    private static async Task<OutboxItem> LetterAsync(ChatServer server)
    {
        await WaitAsync(() => server.ReadAsync(db => db.Outbox.AnyAsync()));
        return await server.ReadAsync(db => db.Outbox.AsNoTracking().SingleAsync());
    }

    private static Task<int> CountAsync(ChatServer server) => server.ReadAsync(db => db.Answers.CountAsync());

    private static Task<JsonObject> PostAsync(ChatServer server, string path, object body) => SendAsync(server, HttpMethod.Post, path, body);

    private static Task<JsonObject> PutAsync(ChatServer server, string path, object body) => SendAsync(server, HttpMethod.Put, path, body);

    private static async Task<JsonObject> SendAsync(ChatServer server, HttpMethod method, string path, object body)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        using var request = new HttpRequestMessage(method, "/api/v1/" + path) { Content = JsonContent.Create(body), Headers = { Authorization = new("Bearer", Key) } };
        using var answer = await http.SendAsync(request);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    private static async Task WaitAsync(Func<Task<bool>> done)
    {
        for (var i = 0; i < 300 && !await done(); i++)
        {
            await Task.Delay(100);
        }

        (await done()).ShouldBeTrue();
    }

    [GeneratedRegex("/survey/[0-9a-f]{64}")]
    private static partial Regex Link();
}
