using System.Net;
using FeedbackBot.Messages;
using FeedbackBot.Tests.StaffConsole;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Life;

/// <summary>The board of suggestions, for staff and for everybody.</summary>
public abstract class IdeaBoardTests : LifeTests
{
    [Fact]
    public async Task The_board_shows_votes_and_status_and_news_reaches_author_and_voices()
    {
        var dark = await Cast.FileAsync("Please add a dark mode to the app", TicketKind.Suggestion);
        var night = await Cast.FileAsync("A dark mode in the app would be great", TicketKind.Suggestion);
        var printed = await Cast.FileAsync("Print the receipts on recycled paper", TicketKind.Suggestion);
        using var browser = await Server.SignedInAsync();
        var similar = await browser.ReadAsync($"/console/ideas/{TicketNumber.Format(night)}/similar");
        similar.ShouldContain($"{Cases.Path(night)}/merge?into={TicketNumber.Format(dark)}");
        similar.ShouldNotContain("recycled");
        await Cast.MergeAsync(night, dark);

        var board = await browser.ReadAsync("/console/ideas");
        board.IndexOf("add a dark mode", StringComparison.Ordinal).ShouldBeInRange(0, board.IndexOf("recycled", StringComparison.Ordinal));
        board.ShouldNotContain("would be great");
        (await browser.ReadAsync("/console/ideas?q=recycled")).ShouldNotContain("dark mode to the app");

        await SetAsync(browser, dark, "planned", "");
        (await browser.ReadAsync("/console/ideas?status=planned")).ShouldContain("dark mode to the app");
        (await SetAsync(browser, dark, "declined", "")).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await SetAsync(browser, dark, "declined", "We will not build it this year.")).ShouldBe(HttpStatusCode.Redirect);
        (await browser.ReadAsync("/console/ideas?status=declined")).ShouldContain("dark mode to the app");
        (await browser.ReadAsync("/console/ideas?status=done")).ShouldNotContain("dark mode to the app");
        foreach (var number in new[] { dark, night })
        {
            (await Cast.SaidAsync(number)).Count(m => m.Speaker != Speaker.Customer && m.Text.Contains("not build it this year", StringComparison.Ordinal)).ShouldBe(1);
        }

        await SetAsync(browser, dark, "under_review", "");
        var again = await Cast.ReadAsync(dark);
        (again.Status, again.Declined).ShouldBe((TicketStatus.Open, false));
        (await browser.ReadAsync(Cases.Path(dark))).ShouldContain("it is under review again");
        (await SetAsync(browser, await Cast.FileAsync("no idea at all"), "planned", "")).ShouldBe(HttpStatusCode.UnprocessableEntity);
        printed.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Everybody_sees_titles_votes_and_status_but_nothing_that_points_to_a_person()
    {
        await Cast.FileAsync("Please add a dark mode to the app", TicketKind.Suggestion);
        await Cast.FileAsync("My name is Jane Doe, please open on Sundays", TicketKind.Suggestion);
        await Cast.FileAsync("希望增加夜间配送", TicketKind.Suggestion, "zh-Hans");
        await Cast.FileAsync("The kettle leaks", TicketKind.Complaint);
        using var browser = Server.NewBrowser();
        var page = await browser.ReadAsync("/ideas?lang=en");
        page.ShouldContain("Please add a dark mode to the app");
        page.ShouldContain("1 behind it · under review");
        page.ShouldNotContain("Jane");
        page.ShouldNotContain("kettle");
        (await browser.ReadAsync("/ideas?lang=zh-Hans")).ShouldContain("希望增加夜间配送");
        await using var db = Cast.Open();
        (await db.Tickets.CountAsync(t => t.Kind == TicketKind.Suggestion)).ShouldBe(3);
    }

    protected const string Public = "--FeedbackBot:Ideas:Public=true";

    private static async Task<HttpStatusCode> SetAsync(Browser browser, long number, string status, string words) =>
        (await browser.PostAsync("/console/ideas", $"/console/ideas/{TicketNumber.Format(number)}/status", ("status", status), ("words", words))).StatusCode;
}

/// <summary>On the default database.</summary>
public sealed class IdeaBoardOnSqliteTests : IdeaBoardTests
{
    protected override Task<TestServer> StartAsync() => TestServer.StartAsync(Public);

    [Fact]
    public async Task Unless_it_is_set_there_is_no_such_page()
    {
        await using var server = await TestServer.StartAsync();
        using var browser = server.NewBrowser();
        (await browser.GetAsync("/ideas")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}

/// <summary>On PostgreSQL.</summary>
public sealed class IdeaBoardOnPostgresTests(PostgresCluster cluster) : IdeaBoardTests, IClassFixture<PostgresCluster>
{
    protected override async Task<TestServer> StartAsync() => await TestServer.StartAsync(
        Public, "--FeedbackBot:Storage:Provider=Postgres", $"--FeedbackBot:Storage:ConnectionString={await cluster.NewDatabaseAsync()}");
}
