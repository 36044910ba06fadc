using System.Net;
using FeedbackBot.Accounts;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.StaffConsole;

/// <summary>Prepared replies, macros, mentions, watchers and the files of agents; the same on SQLite and on PostgreSQL.</summary>
public abstract class PreparedTests(WritingServer writing)
{
    private const string Replies = "/console/settings/replies";
    private const string Macros = "/console/settings/macros";
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0];
    private readonly TestServer _server = writing.Server;

    [Fact]
    public async Task A_prepared_reply_speaks_the_customers_language_and_a_blank_is_not_sent()
    {
        using var admin = await _server.SignedInAsync();
        var title = "Greeting " + Guid.CreateVersion7().ToString("N");
        (await admin.PostAsync(Replies, Replies, ("title", title), ("shortcut", "/hi"), ("chinese", "您好，{number} 由{agent}处理，公司：{account}"), ("english", "Hello, {agent} looks after {number}"), ("sharing", "shared")))
            .StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var reply = await writing.ReadAsync(db => db.CannedReplies.AsNoTracking().FirstAsync(r => r.Title == title));
        var (_, browser) = await writing.AgentAsync("Mei");
        var (english, chinese) = (await Cases.FileAsync(_server, "a case in English"), await Cases.FileAsync(_server, "中文的工单", language: "zh-Hans"));
        (await (await browser.GetAsync($"{Cases.Path(english)}/canned?q=hi")).Content.ReadAsStringAsync()).ShouldContain(title);
        (await (await browser.GetAsync($"{Cases.Path(english)}/canned?q=zzz-nothing")).Content.ReadAsStringAsync()).ShouldNotContain(title);
        (await UseAsync(browser, english, reply.Id)).ShouldBe($"Hello, Mei looks after {TicketNumber.Format(english)}");
        var said = await UseAsync(browser, chinese, reply.Id);
        said.ShouldBe($"您好，{TicketNumber.Format(chinese)} 由Mei处理，公司：⟦account⟧");
        (await writing.ReadAsync(db => db.CannedReplies.Where(r => r.Id == reply.Id).Select(r => r.Uses).FirstAsync())).ShouldBe(2);

        var refused = await browser.PostAsync(Cases.Path(chinese), Cases.Path(chinese) + "/reply", ("text", said));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("There is a blank");
        (await writing.ReadAsync(db => db.HeldReplies.CountAsync(h => h.TicketNumber == chinese))).ShouldBe(0);

        // Without scripts several stack behind each other, as a draft.
        await browser.PostAsync(Cases.Path(english), Cases.Path(english) + "/canned", ("text", "First."), ("canned", reply.Id.ToString()));
        WebUtility.HtmlDecode(await browser.ReadAsync(Cases.Path(english))).ShouldContain($">First.\n\nHello, Mei looks after {TicketNumber.Format(english)}</textarea>");
    }

    [Fact]
    public async Task Private_ones_are_ones_own_team_ones_the_teams_and_only_managers_change_what_all_use()
    {
        var (_, mine) = await writing.AgentAsync("Mei");
        var (_, other) = await writing.AgentAsync("Tom");
        var name = "own " + Guid.CreateVersion7().ToString("N");
        (await mine.PostAsync(Replies, Replies, ("title", name), ("english", "just me"), ("sharing", "private"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await mine.PostAsync(Replies, Replies, ("title", "for all"), ("english", "x"), ("sharing", "shared"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var number = await Cases.FileAsync(_server, "whose words");
        (await (await mine.GetAsync($"{Cases.Path(number)}/canned?q={name}")).Content.ReadAsStringAsync()).ShouldContain(name);
        (await (await other.GetAsync($"{Cases.Path(number)}/canned?q={name}")).Content.ReadAsStringAsync()).ShouldNotContain(name);
        (await other.ReadAsync(Replies)).ShouldNotContain(name);
        var kept = await writing.ReadAsync(db => db.CannedReplies.AsNoTracking().FirstAsync(r => r.Title == name));
        (await other.PostAsync(Replies, $"{Replies}/{kept.Id}/remove")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await other.PostAsync(Cases.Path(number), $"{Cases.Path(number)}/canned/{kept.Id}")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

        using var admin = await _server.SignedInAsync();
        var teams = "team " + Guid.CreateVersion7().ToString("N");
        await admin.PostAsync(Replies, Replies, ("title", teams), ("english", "x"), ("sharing", "team"), ("team", Guid.CreateVersion7().ToString()));
        (await (await mine.GetAsync($"{Cases.Path(number)}/canned?q={teams}")).Content.ReadAsStringAsync()).ShouldNotContain(teams, customMessage: "the case is another team's");
    }

    [Theory]
    [InlineData("en", "A name in braces is not known")]
    [InlineData("zh-Hans", "花括号里有无法识别的变量")]
    public async Task An_unknown_variable_is_refused_where_it_is_written(string language, string says)
    {
        var (_, browser) = await writing.AgentAsync("Mei", language);
        var refused = await browser.PostAsync(Replies, Replies, ("title", "t"), ("english", "Dear {custmer}"), ("sharing", "private"));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await refused.Content.ReadAsStringAsync();
        page.ShouldContain(says);
        page.ShouldContain(">Dear {custmer}</textarea>");
    }

    [Fact]
    public async Task A_macro_does_all_of_it_in_one_commit_or_nothing_and_says_why()
    {
        using var admin = await _server.SignedInAsync();
        var name = "refund " + Guid.CreateVersion7().ToString("N");
        (await admin.PostAsync(Macros, Macros, ("name", name), ("priority", "high"), ("tag", "refund, 退款"), ("assign", "me"), ("note", "refunded for {account}"), ("reply", "Your money is on its way, {number}."),
            ("cause", "charged twice"), ("remedy", "paid back"), ("responsibility", "us"), ("sharing", "shared"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var macro = await writing.ReadAsync(db => db.Macros.AsNoTracking().FirstAsync(m => m.Name == name));
        macro.Steps.Count.ShouldBe(7);
        var (mei, browser) = await writing.AgentAsync("Mei");
        var without = await Cases.FileAsync(_server, "no account here");
        (await browser.ReadAsync($"{Cases.Path(without)}/macro?macro={macro.Id}")).ShouldContain("This case has no account");
        var refused = await browser.PostAsync(Cases.Path(without), $"{Cases.Path(without)}/macro/{macro.Id}");
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("Nothing was done");
        var untouched = await writing.ReadAsync(db => db.Tickets.AsNoTracking().Include(t => t.Events).FirstAsync(t => t.Number == without));
        (untouched.Priority, untouched.AssigneeId, untouched.Tags.Count, untouched.IsOpen).ShouldBe((TicketPriority.Normal, null, 0, true));
        untouched.Events.ShouldNotContain(e => e.Code == "macro_ran");

        var number = await Cases.FileAsync(_server, "charged twice", account: "MAC-1");
        var preview = await browser.ReadAsync($"{Cases.Path(number)}/macro?macro={macro.Id}");
        preview.ShouldContain($"Your money is on its way, {TicketNumber.Format(number)}.");
        await writing.CustomerSaysAsync(number, "I have found the money");
        var stopped = await browser.PostAsync(Cases.Path(number), $"{Cases.Path(number)}/macro/{macro.Id}", ("seen", "1"));
        stopped.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await stopped.Content.ReadAsStringAsync()).ShouldContain("I have found the money");
        (await browser.PostAsync(Cases.Path(number), $"{Cases.Path(number)}/macro/{macro.Id}")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var done = await writing.ReadAsync(db => db.Tickets.AsNoTracking().FirstAsync(t => t.Number == number));
        (done.Priority, done.AssigneeId, done.Status, done.Cause).ShouldBe((TicketPriority.High, mei.Id, TicketStatus.Resolved, "charged twice"));
        done.Tags.ShouldBe(["refund", "退款"]);
        (await writing.AgentWordsAsync(number)).ShouldBe([$"Your money is on its way, {done.Id}."], "resolving does not leave a reply of the same macro behind");
        (await browser.ReadAsync(Cases.Path(number))).ShouldContain($"ran the macro “{name}”");
    }

    [Fact]
    public async Task Whoever_is_named_in_a_note_is_told_and_watches_unless_the_case_is_hidden_from_them()
    {
        var number = await Cases.FileAsync(_server, "named in a note");
        var (_, browser) = await writing.AgentAsync("Mei");
        var mark = Guid.CreateVersion7().ToString("N")[20..];
        var (li, _) = await writing.AgentAsync("李伟" + mark);
        var (subject, _) = await writing.AgentAsync("Sam " + mark);
        var (owner, _) = await writing.AgentAsync("Owner " + mark, roles: StaffRoles.AccountOwner);
        await _server.Work.RunAsync(db =>
        {
            db.Recusals.Add(new(number, subject.Id, "subject", writing.Now));
            return Task.CompletedTask;
        });
        var offered = await (await browser.GetAsync($"{Cases.Path(number)}/readers?q={mark}")).Content.ReadAsStringAsync();
        offered.ShouldContain(li.Name);
        offered.ShouldNotContain(subject.Name);
        offered.ShouldNotContain(owner.Name);

        await browser.PostAsync(Cases.Path(number), Cases.Path(number) + "/note", ("text", $"@{li.Name}请看一下, @{subject.Name} @{owner.Name} mail@example.com"));
        await WritingTests.UntilAsync(() => writing.ReadAsync(db => db.Notifications.AnyAsync(n => n.StaffId == li.Id)));
        var told = await writing.ReadAsync(db => db.Notifications.AsNoTracking().Where(n => n.TicketNumber == number).ToListAsync());
        told.ShouldHaveSingleItem().Code.ShouldBe(NotificationCode.Mentioned);
        (await writing.ReadAsync(db => db.TicketWatchers.Where(w => w.TicketNumber == number).Select(w => w.StaffId).ToListAsync())).ShouldBe([li.Id]);
        (await browser.ReadAsync(Cases.Path(number))).ShouldContain($"<p class=\"mb-2\">{li.Name}</p>");
        await browser.PostAsync(Cases.Path(number), Cases.Path(number) + "/watch", ("watch", "yes"));
        (await browser.ReadAsync(Cases.Path(number))).ShouldContain("Stop watching");
        await browser.PostAsync(Cases.Path(number), Cases.Path(number) + "/watch", ("watch", "no"));
        (await writing.ReadAsync(db => db.TicketWatchers.CountAsync(w => w.TicketNumber == number))).ShouldBe(1);
    }

    [Fact]
    public async Task A_file_of_an_agent_waits_with_the_draft_goes_with_the_reply_and_shows_itself_if_it_is_a_picture()
    {
        var number = await Cases.FileAsync(_server, "a picture for you");
        var (mei, browser) = await writing.AgentAsync("Mei");
        var path = Cases.Path(number);
        (await PostFileAsync(browser, path, path + "/files", "label.png", Png)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var page = await browser.ReadAsync(path);
        page.ShouldContain("label.png");
        var runs = await PostFileAsync(browser, path, path + "/reply", "fix.exe", [1, 2, 3], ("text", "run this"));
        runs.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await writing.ReadAsync(db => db.HeldReplies.CountAsync(h => h.TicketNumber == number))).ShouldBe(0);

        (await PostFileAsync(browser, path, path + "/reply", "terms.txt", "all of it"u8.ToArray(), ("text", ""))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var held = await writing.ReadAsync(db => db.HeldReplies.AsNoTracking().FirstAsync(h => h.TicketNumber == number));
        held.Attachments!.Select(a => a.Name).ShouldBe(["label.png", "terms.txt"]);
        await browser.PostAsync(path, $"{path}/held/{held.Id}/send");
        var shown = await browser.ReadAsync(path);
        shown.ShouldContain($"<img src=\"/console/attachments/{held.Attachments![0].Id}\"");
        shown.ShouldContain("href=\"/console/attachments/" + held.Attachments[1].Id);
        (await browser.GetAsync($"/console/attachments/{held.Attachments[0].Id}")).Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        (await writing.ReadAsync(db => db.TicketDrafts.CountAsync(d => d.StaffId == mei.Id))).ShouldBe(0);
    }

    [Fact]
    public async Task Without_a_language_model_nothing_offers_one()
    {
        var number = await Cases.FileAsync(_server, "no model here");
        var (_, browser) = await writing.AgentAsync("Mei");
        (await browser.ReadAsync(Cases.Path(number))).ShouldNotContain("/suggest");
        var asked = await browser.PostAsync(Cases.Path(number), Cases.Path(number) + "/suggest", ("text", "begun"));
        asked.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await asked.Content.ReadAsStringAsync()).ShouldContain("No language model is configured");
    }

    private static async Task<string> UseAsync(Browser browser, long number, Guid reply)
    {
        var answer = await browser.PostAsync(Cases.Path(number), $"{Cases.Path(number)}/canned/{reply}");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<HttpResponseMessage> PostFileAsync(Browser browser, string page, string action, string name, byte[] bytes, params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent { { new StringContent(Browser.TokenIn(await browser.ReadAsync(page))), "form-token" } };
        foreach (var (field, value) in fields)
        {
            form.Add(new StringContent(value), field);
        }

        form.Add(new ByteArrayContent(bytes), "files", name);
        return await browser.Http.PostAsync(action, form);
    }
}

public sealed class PreparedOnSqliteTests(WritingServer writing) : PreparedTests(writing), IClassFixture<WritingServer>;

public sealed class PreparedOnPostgresTests(PostgresWritingServer writing) : PreparedTests(writing), IClassFixture<PostgresWritingServer>;
