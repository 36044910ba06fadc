using System.Net;
using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Tests.StaffConsole;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Life;

/// <summary>The pages of a case's later life, by plain forms.</summary>
public abstract class LifePagesTests : LifeTests
{
    [Fact]
    public async Task A_case_is_put_on_hold_with_a_reason_and_taken_off_again()
    {
        var (number, path) = await OpenAsync("waits for a part");
        using var browser = await Server.SignedInAsync();
        (await browser.PostAsync(path, path + "/hold", ("reason", ""))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await browser.PostAsync(path, path + "/hold", ("reason", "the part comes on Friday"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var page = await browser.ReadAsync(path);
        page.ShouldContain("put the case on hold: the part comes on Friday");
        page.ShouldContain("Take off hold");
        await browser.PostAsync(path, path + "/resume");
        (await Cast.ReadAsync(number)).Status.ShouldBe(TicketStatus.Open);
    }

    [Fact]
    public async Task A_merge_is_looked_at_before_it_is_done_shows_both_customers_words_and_can_be_undone()
    {
        var (source, sourcePath) = await OpenAsync("the kettle leaks badly");
        var (target, targetPath) = await OpenAsync("the same kettle again");
        using var browser = await Server.SignedInAsync();
        (await browser.ReadAsync(sourcePath)).ShouldContain($"{sourcePath}/merge");
        (await browser.ReadAsync($"{sourcePath}/merge?into=FB-999999")).ShouldContain("There is no such case.");
        (await browser.ReadAsync($"{sourcePath}/merge?into={TicketNumber.Format(source)}")).ShouldContain("cannot be merged into itself");
        var preview = await browser.ReadAsync($"{sourcePath}/merge?into={TicketNumber.Format(target)}");
        preview.ShouldContain("the same kettle again");
        preview.ShouldContain("from different people");
        var answer = await browser.PostAsync($"{sourcePath}/merge?into={TicketNumber.Format(target)}", sourcePath + "/merge", ("into", TicketNumber.Format(target)));
        answer.Headers.Location!.ToString().ShouldBe(targetPath);
        var whole = await browser.ReadAsync(targetPath);
        whole.ShouldContain("the kettle leaks badly");
        whole.ShouldContain("Their customers hear your replies");
        var merged = await browser.ReadAsync(sourcePath);
        merged.ShouldContain("Undo the merge");
        await browser.PostAsync(sourcePath, sourcePath + "/unmerge");
        (await Cast.ReadAsync(source)).MergedInto.ShouldBeNull();
        (await browser.ReadAsync(targetPath)).ShouldNotContain("the kettle leaks badly");
    }

    [Fact]
    public async Task What_was_noted_and_promised_on_a_part_stands_on_the_whole_and_can_be_done_there()
    {
        var (source, _) = await OpenAsync("the kettle leaks badly");
        var (target, targetPath) = await OpenAsync("the same kettle again");
        await Cast.DoAsync<AddNote>((note, db) => note.RunAsync(db, source, "Called her at noon", Cast.By));
        Guid made = default;
        await Cast.DoAsync<MakeCommitment>(async (make, db) => made = (await make.RunAsync(db, source, new(CommitmentKind.Repair, "a new seal", Cast.Now.AddDays(2)), Cast.By)).Id);
        await Cast.MergeAsync(source, target);
        using var browser = await Server.SignedInAsync();
        var whole = await browser.ReadAsync(targetPath);
        whole.ShouldContain("Called her at noon");
        whole.ShouldContain($"note on {TicketNumber.Format(source)}");
        whole.ShouldContain("a new seal");
        whole.ShouldContain("The customer reads it in the chat");
        (await browser.PostAsync(targetPath, $"{targetPath}/commitments/{made}/done")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Cast.SaidAsync(source))[^1].Text.ShouldContain("a new seal");
    }

    [Fact]
    public async Task A_case_that_is_over_is_no_place_for_an_open_one()
    {
        var (_, path) = await OpenAsync("the kettle leaks badly");
        var (over, _) = await OpenAsync("the same kettle again");
        await Cast.ResolveAsync(over);
        using var browser = await Server.SignedInAsync();
        var preview = await browser.ReadAsync($"{path}/merge?into={TicketNumber.Format(over)}");
        preview.ShouldContain("is over while this one is open");
        preview.ShouldNotContain("type=\"hidden\" name=\"into\"");
        (await browser.PostAsync(path, path + "/merge", ("into", TicketNumber.Format(over)))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_has_their_own_decision_looked_at_again_is_led_back_to_the_queue(bool asHtmx)
    {
        var (number, path) = await OpenAsync("the kettle leaks badly");
        await Cast.ResolveAsync(number);
        using var ann = await Server.SignedInAsync(Cast.Ann.Email, TestServer.AdminPassword);
        (await ann.ReadAsync(path)).ShouldContain("name=\"second\"");
        var answer = await ann.PostAsync(path, path + "/reopen", asHtmx, ("reason", "She says it still leaks"), ("second", "yes"));
        (asHtmx ? answer.Headers.GetValues("HX-Redirect").Single() : answer.Headers.Location!.ToString()).ShouldBe("/console");
        (await ann.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        using var admin = await Server.SignedInAsync();
        var page = await admin.ReadAsync(path);
        page.ShouldContain("She says it still leaks");
        page.ShouldContain("looked at again by somebody else");
        (await Cast.ReadAsync(number)).AssigneeId.ShouldBeNull();
    }

    [Fact]
    public async Task Messages_chosen_on_a_page_become_a_case()
    {
        var (number, path) = await OpenAsync("the kettle leaks");
        await Cast.HearAsync(number, "and your courier was rude");
        using var browser = await Server.SignedInAsync();
        var page = await browser.ReadAsync(path + "/split");
        page.ShouldContain("and your courier was rude");
        var sequence = (await Cast.SaidAsync(number)).Last(m => m.Speaker == Speaker.Customer).Sequence;
        var answer = await browser.PostAsync(path + "/split", path + "/split", ("message", sequence.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        (await browser.ReadAsync(answer.Headers.Location!.ToString())).ShouldContain("split this case off");
        (await browser.PostAsync(path + "/split", path + "/split")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_link_taken_away_can_be_put_back()
    {
        var (child, childPath) = await OpenAsync("it leaks");
        var (cause, causePath) = await OpenAsync("bad seals");
        var (to, from) = (TicketNumber.Format(cause), TicketNumber.Format(child));
        using var browser = await Server.SignedInAsync();
        (await browser.PostAsync(childPath, childPath + "/links", ("to", "FB-999999"), ("type", "caused_by"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await browser.PostAsync(childPath, childPath + "/links", ("to", to), ("type", "caused_by"));
        (await browser.ReadAsync(causePath)).ShouldContain("is the cause of");
        (await browser.ReadAsync(causePath)).ShouldContain($"{causePath}/affected");
        await browser.PostAsync(causePath, causePath + "/links/remove", ("other", from), ("type", "caused_by"), ("outgoing", "no"));
        var page = await browser.ReadAsync(childPath);
        page.ShouldContain($"Link removed: caused by {to}");
        await browser.PostAsync(childPath, childPath + "/links", ("to", to), ("type", "caused_by"));
        (await browser.ReadAsync(childPath)).ShouldNotContain("Link removed");
    }

    [Fact]
    public async Task Everybody_affected_is_told_from_a_page_that_counts_them()
    {
        var (child, _) = await OpenAsync("it leaks");
        var (cause, path) = await OpenAsync("bad seals");
        await Cast.LinkAsync(child, cause, "caused_by");
        using var browser = await Server.SignedInAsync();
        (await browser.ReadAsync(path + "/affected")).ShouldContain("1 customers behind 1 cases");
        var refused = await browser.PostAsync(path + "/affected", path + "/affected", ("english", "Fixed."), ("resolve", "yes"), ("cause", "seals"), ("remedy", ""), ("responsibility", "us"));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("Fixed.</textarea>");
        await browser.PostAsync(path + "/affected", path + "/affected", ("english", "Fixed."), ("chinese", ""));
        (await browser.ReadAsync(path + "/affected")).ShouldContain("1 told now, 0 told before, 0 not told");
        (await Cast.SaidAsync(child)).ShouldContain(m => m.Text == "Fixed.");
    }

    [Fact]
    public async Task A_promise_given_while_resolving_stands_on_the_list_until_it_is_done()
    {
        var (number, path) = await OpenAsync("paid twice");
        using var browser = await Server.SignedInAsync();
        var day = Cast.Now.AddDays(3).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        (string, string)[] fields =
        [
            ("cause", "charged twice"), ("remedy", "money back"), ("responsibility", "us"), ("message", ""),
            ("commitment_kind", "refund"), ("commitment_text", "to the same card"), ("commitment_currency", "JPY"), ("commitment_due", day), ("commitment_owner", Cast.Bob.Id.ToString()), ("commitment_told", "yes"),
        ];
        var refused = await browser.PostAsync(path, path + "/resolve", [.. fields, ("commitment_amount", "12.50")]);
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("to the same card");
        (await Cast.ReadAsync(number)).IsOpen.ShouldBeTrue();

        await browser.PostAsync(path, path + "/resolve", [.. fields, ("commitment_amount", "1250")]);
        (await browser.ReadAsync(path)).ShouldContain("Refund 1,250 JPY: to the same card");
        (await browser.ReadAsync("/console/commitments")).ShouldNotContain("paid twice");
        (await browser.ReadAsync("/console/commitments?show=all")).ShouldContain("paid twice");
        using var bob = await Server.SignedInAsync(Cast.Bob.Email);
        (await bob.ReadAsync("/console/commitments")).ShouldContain("paid twice");
        await using var db = Cast.Open();
        var id = (await db.Commitments.SingleAsync()).Id;
        (await bob.PostAsync("/console/commitments", $"/console/commitments/{id}/done")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await bob.ReadAsync("/console/commitments")).ShouldNotContain("paid twice");
        (await bob.ReadAsync("/console/commitments?show=done")).ShouldContain("done by Bob");
    }

    [Fact]
    public async Task An_open_commitment_is_moved_given_and_cancelled_on_the_page_of_its_case()
    {
        var (number, path) = await OpenAsync("call me back");
        using var browser = await Server.SignedInAsync(Cast.Ann.Email);
        var day = DateOnly.FromDateTime(Cast.Now.AddDays(40));
        await browser.PostAsync(path, path + "/commitments", ("commitment_kind", "call_back"), ("commitment_due", Day(day.AddDays(-10))), ("commitment_owner", Cast.Ann.Id.ToString()), ("commitment_told", "yes"));
        await using var db = Cast.Open();
        var one = await db.Commitments.AsNoTracking().SingleAsync(c => c.TicketNumber == number);
        (await browser.ReadAsync(path)).ShouldContain($"{path}/commitments/{one.Id}/cancel");
        (await browser.PostAsync(path, $"{path}/commitments/{one.Id}", ("day", Day(day)), ("owner", Cast.Bob.Id.ToString()))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var page = await browser.ReadAsync(path);
        page.ShouldContain($"Ann moved a commitment to {LocalTime.Say(day, "en")}: Call back");
        page.ShouldContain("Ann gave a commitment to Bob: Call back");
        var another = (await OpenAsync("another case")).Path;
        (await browser.PostAsync(another, $"{another}/commitments/{one.Id}/cancel", ("reason", "not here"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await browser.PostAsync(path, $"{path}/commitments/{one.Id}/cancel", ("reason", ""))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await browser.PostAsync(path, $"{path}/commitments/{one.Id}/cancel", ("reason", "they rang us"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await browser.ReadAsync(path)).ShouldContain("Ann cancelled a commitment: Call back");
        (await db.Commitments.CountAsync(c => c.TicketNumber == number)).ShouldBe(0);

        static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Who_only_reads_gets_none_of_these_and_cannot_post_them()
    {
        var number = await Cases.FileAsync(Server, "seen by its owner", account: "LIFE-1");
        var owner = await Server.AddStaffAsync("owner-life@example.com", StaffRoles.AccountOwner, "Olga");
        await Server.Work.RunAsync(async db => (await db.Accounts.SingleAsync(a => a.ExternalId == "LIFE-1")).GiveTo(await db.Staff.SingleAsync(s => s.Id == owner.Id), Cast.Now));
        using var browser = await Server.SignedInAsync(owner.Email);
        var path = Cases.Path(number);
        (await browser.ReadAsync(path)).ShouldNotContain("/merge");
        foreach (var verb in new[] { "hold", "merge", "split", "links", "links/remove", "commitments", "unmerge", "affected" })
        {
            (await browser.PostAsync(path, $"{path}/{verb}", ("reason", "x"), ("into", "FB-000001"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden, verb);
        }

        foreach (var page in new[] { "merge", "split", "affected" })
        {
            (await browser.GetAsync($"{path}/{page}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden, page);
        }

        (await browser.PostAsync(path, "/console/commitments/" + Guid.CreateVersion7() + "/done")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_pages_speak_Chinese()
    {
        var (number, path) = await OpenAsync("bad seals");
        await Server.AddStaffAsync("li-life@example.com", StaffRoles.Agent, "李伟", "zh-Hans");
        using var browser = await Server.SignedInAsync("li-life@example.com");
        (await browser.ReadAsync(path)).ShouldContain("合并到其他工单");
        (await browser.ReadAsync(path + "/merge")).ShouldContain("合并到哪个工单？");
        (await browser.ReadAsync(path + "/split")).ShouldContain("拆分成新工单");
        (await browser.ReadAsync(path + "/affected")).ShouldContain("告知所有受");
        (await browser.ReadAsync("/console/commitments")).ShouldContain("承诺事项");
        (await browser.ReadAsync("/console/ideas")).ShouldContain("建议看板");
        number.ShouldBeGreaterThan(0);
    }

    private async Task<(long Number, string Path)> OpenAsync(string subject)
    {
        var number = await Cast.FileAsync(subject);
        return (number, Cases.Path(number));
    }
}

/// <summary>On the default database.</summary>
public sealed class LifePagesOnSqliteTests : LifePagesTests
{
    protected override Task<TestServer> StartAsync() => OnSqliteAsync();
}

/// <summary>On PostgreSQL, whose SQL differs.</summary>
public sealed class LifePagesOnPostgresTests(PostgresCluster cluster) : LifePagesTests, IClassFixture<PostgresCluster>
{
    protected override Task<TestServer> StartAsync() => OnPostgresAsync(cluster);
}
