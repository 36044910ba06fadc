using System.Net;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.StaffConsole;

public sealed class FailureTests
{
    [Fact]
    public async Task A_page_that_fails_says_so_kindly_and_tells_nothing_of_the_inside()
    {
        await using var server = await TestServer.StartAsync();
        using var browser = await server.SignedInAsync();
        await server.Work.RunAsync(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE queue_counts RENAME TO gone"));
        var answer = await browser.GetAsync("/console");
        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        var html = await answer.Content.ReadAsStringAsync();
        html.ShouldContain("Something went wrong");
        html.ShouldNotContain("queue_counts");
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("frame-ancestors 'none'");
    }
}
