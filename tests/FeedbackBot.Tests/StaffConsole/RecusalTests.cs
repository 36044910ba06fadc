using System.Net;
using System.Text.RegularExpressions;
using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Surveys;
using FeedbackBot.Tests.House;
using FeedbackBot.Tickets;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.StaffConsole;

/// <summary>Whom a complaint is about never meets it, whatever their role.</summary>
[Collection(nameof(ConsoleServer))]
public sealed class RecusalTests(ConsoleServer shared)
{
    private const StaffRoles Everything = StaffRoles.Agent | StaffRoles.Manager | StaffRoles.AccountOwner | StaffRoles.Administrator;
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task No_page_of_the_console_tells_a_recused_administrator_of_the_case()
    {
        var boss = await _server.AddStaffAsync("recused-boss@example.com", Everything, "Berta Bossmann");
        var about = await Cases.FileAsync(_server, "plover: Berta Bossmann shouted at me", account: "PLOVER-1");
        var (file, other) = await GiveCompanyAsync(about, "plover, an invoice");
        var id = TicketNumber.Format(about);
        using var browser = await _server.SignedInAsync(boss.Email);
        var pages = 0;
        foreach (var route in _server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(IsPage))
        {
            foreach (var query in new[] { "", "?q=plover", "?q=" + id, "?view=due&q=plover", "?assignee=nobody&q=shouted" })
            {
                foreach (var whose in new[] { TicketNumber.Format(other), "PLOVER-1" })
                {
                    var path = route.RoutePattern.RawText!.Replace("{id}", whose, StringComparison.Ordinal).Replace("{attachment:guid}", file.ToString(), StringComparison.Ordinal)
                        .Replace("{*path:nonfile}", "nowhere", StringComparison.Ordinal);
                    var html = await (await browser.GetAsync(path + query, asHtmx: path.EndsWith("/queue", StringComparison.Ordinal))).Content.ReadAsStringAsync();
                    WithoutWhatWasAsked(html, id).ShouldNotContain(id, customMessage: path + query);
                    html.ShouldNotContain("shouted at me", customMessage: path + query);
                    pages++;
                }
            }
        }

        pages.ShouldBeGreaterThan(60);
        (await browser.ReadAsync(Cases.Path(other))).ShouldContain("plover, an invoice");
        using var admin = await _server.SignedInAsync();
        (await admin.ReadAsync("/console?q=shouted")).ShouldContain(id);
        (await admin.ReadAsync(Cases.Path(other))).ShouldContain(id);
        (await admin.GetAsync($"/console/attachments/{file}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await browser.GetAsync($"/console/attachments/{file}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Whatever_a_recused_member_asks_of_the_case_is_answered_as_if_there_were_none()
    {
        var boss = await _server.AddStaffAsync("recused-two@example.com", Everything, "Bodo Zweitmann");
        var about = await Cases.FileAsync(_server, "Bodo Zweitmann was rude");
        var other = await Cases.FileAsync(_server, "another matter");
        using var browser = await _server.SignedInAsync(boss.Email);
        var actions = _server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.StartsWith("/console/tickets/{id}", StringComparison.Ordinal)).ToList();
        actions.Count.ShouldBeGreaterThan(10);
        foreach (var action in actions)
        {
            var path = action.RoutePattern.RawText!.Replace("{id}", TicketNumber.Format(about), StringComparison.Ordinal);
            var isRead = action.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0] == "GET";
            var answer = isRead ? await browser.GetAsync(path) : await browser.PostAsync(Cases.Path(other), path, ("text", "x"), ("take", "me"), ("reason", "x"), ("colleague", boss.Id.ToString()));
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }
    }

    [Fact]
    public async Task A_manager_keeps_a_colleague_away_and_lets_them_back_in()
    {
        var agent = await _server.AddStaffAsync("recused-agent@example.com", StaffRoles.Agent, "Gil");
        var number = await Cases.FileAsync(_server, "the tall one was rude");
        using var manager = await _server.SignedInAsync();
        using var browser = await _server.SignedInAsync(agent.Email);
        await browser.PostAsync(Cases.Path(number), Cases.Path(number) + "/assign", ("take", "me"));
        (await browser.PostAsync(Cases.Path(number), Cases.Path(number) + "/recuse", ("colleague", agent.Id.ToString()))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await manager.PostAsync(Cases.Path(number), Cases.Path(number) + "/recuse", ("colleague", agent.Id.ToString()))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await browser.GetAsync(Cases.Path(number))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var page = await manager.ReadAsync(Cases.Path(number));
        page.ShouldContain("Gil must keep away from this case: the case is about them");
        page.ShouldNotContain($"<option value=\"{agent.Id}\"");
        (await manager.PostAsync(Cases.Path(number), Cases.Path(number) + "/assign", ("assignee", agent.Id.ToString()))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await manager.PostAsync(Cases.Path(number), Cases.Path(number) + "/recuse/undo", ("colleague", agent.Id.ToString()))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await browser.ReadAsync(Cases.Path(number))).ShouldContain("the tall one");
        await using var db = _server.Open();
        (await db.Tickets.SingleAsync(t => t.Number == number)).AssigneeId.ShouldBeNull();
    }

    /// <summary>The box, the links and the chip that repeat what was looked for.</summary>
    private static string WithoutWhatWasAsked(string html, string asked) =>
        Regex.Replace(html, "<a class=\"chip\".*?</a>|<li [^>]*data-href=\"/console\\?[^>]*>.*?</li>", "", RegexOptions.Singleline)
            .Replace("value=\"" + asked, "", StringComparison.Ordinal).Replace("q=" + asked, "", StringComparison.Ordinal);

    /// <summary>Every file of the console that reads cases asks the one rule; a page that forgot it fails here. Left out are those that are given cases for which it was asked.</summary>
    [Fact]
    public void Whoever_reads_cases_for_staff_asks_who_may_see_them() =>
        Repository.SourceFiles("src/FeedbackBot.Host/StaffConsole")
            .Where(f => Path.GetFileName(f) is not ("QueueWays.cs" or "Paging.cs" or "Snippets.cs" or "AgentFiles.cs"))
            .Where(f => File.ReadAllText(f) is var text && text.Contains("db.Tickets", StringComparison.Ordinal)
                && !text.Contains("VisibleTo(", StringComparison.Ordinal) && !text.Contains("OpenTo(", StringComparison.Ordinal))
            .ShouldBeEmpty();

    private static bool IsPage(RouteEndpoint route) =>
        route.RoutePattern.RawText!.StartsWith("/console", StringComparison.Ordinal)
        && (route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") ?? true)
        && !route.RoutePattern.RawText.EndsWith("/live", StringComparison.Ordinal) && !route.RoutePattern.RawText.Contains("sign-out", StringComparison.Ordinal);

    /// <summary>A second case in the same chat that names the first, a file told with the first, and an answer about it.</summary>
    private async Task<(Guid File, long Other)> GiveCompanyAsync(long about, string subject)
    {
        var now = _server.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var made = await _server.Work.RunAsync(async db =>
        {
            var first = await db.Tickets.SingleAsync(t => t.Number == about);
            var chat = await db.Conversations.SingleAsync(c => c.Id == first.ConversationId);
            var file = new Attachment(chat.Id, "photo.png", "image/png", 3, now);
            db.Add(file);
            await File.WriteAllBytesAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(_server.Folder, "attachments")).FullName, file.Id.ToString("N")), [1, 2, 3]);
            db.Append(chat, new(Speaker.Customer, "Berta shouted at me, see the photo") { Extras = new() { Attachments = [new(file.Id, "photo.png", "image/png", 3)] } }, now);
            var said = db.Append(chat, new(Speaker.Customer, subject), now);
            var contact = await db.Contacts.SingleAsync(c => c.Id == first.ContactId);
            var opened = await _server.Services.GetRequiredService<OpenTicket>().RunAsync(db, new()
            {
                Kind = TicketKind.Question,
                Subject = subject,
                Description = subject,
                Language = "en",
                ListeningPost = "webchat",
                Channel = "webchat",
                ConversationId = chat.Id,
                FirstSequence = said.Sequence,
                ContactId = contact.Id,
            }, contact);
            db.Append(chat, new(Speaker.Bot, $"Your cases: {TicketNumber.Format(about)} and {opened.Ticket.Id}"), now);
            await _server.Services.GetRequiredService<ImportAnswer>().RunAsync(db, new() { Metric = "csat", Value = 1, Reason = "she shouted at me", AccountExternalId = "PLOVER-1", Ticket = TicketNumber.Format(about), AnsweredAt = now });
            return (file.Id, opened.Ticket.Number);
        });
        await _server.Work.RunAsync(db => _server.Services.GetRequiredService<LinkTickets>().RunAsync(db, made.Number, about, "related_to", Actor.System));
        return made;
    }
}
