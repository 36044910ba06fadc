using FeedbackBot.Tickets;
using FeedbackBot.Understanding;

namespace FeedbackBot.Tests.StaffConsole;

/// <summary>The same pages on PostgreSQL, whose SQL differs in search, lists and order.</summary>
public sealed class PostgresConsoleTests(PostgresCluster cluster) : IClassFixture<PostgresCluster>
{
    [Fact]
    public async Task Sign_in_queue_case_and_accounts_work_on_PostgreSQL()
    {
        await using var server = await TestServer.StartAsync(
            "--FeedbackBot:Storage:Provider=Postgres", $"--FeedbackBot:Storage:ConnectionString={await cluster.NewDatabaseAsync()}");
        var number = await Cases.FileAsync(server, "洗衣机又坏了 washing machine", topic: "product_quality", sentiment: Sentiment.Negative, account: "PG-1");
        await Cases.FileAsync(server, "thank you", kind: TicketKind.Praise);
        using var browser = await server.SignedInAsync();
        foreach (var query in new[] { "", "?q=" + Uri.EscapeDataString("又坏"), "?topic=product_quality", "?view=due", "?view=due&after=0-1", "?view=angry&priority=normal&team=customer_care", "?account=PG-1" })
        {
            (await browser.ReadAsync("/console" + query)).ShouldContain("washing machine", customMessage: query);
        }

        (await browser.ReadAsync("/console?topic=billing")).ShouldNotContain("washing machine");
        await browser.PostAsync(Cases.Path(number), Cases.Path(number) + "/reply", ("text", "on our way"));
        (await browser.ReadAsync(Cases.Path(number))).ShouldContain("on our way");
        await browser.PostAsync(Cases.Path(number), Cases.Path(number) + "/reading", ("kind", "question"), ("topic", "billing"));
        (await browser.ReadAsync(Cases.Path(number))).ShouldContain("topics from Product quality to Billing");
        (await browser.ReadAsync("/console/settings/reader")).ShouldContain("embedded/");
        (await browser.ReadAsync("/console/accounts?q=pg")).ShouldContain("PG-1");
        (await browser.ReadAsync("/console/accounts/PG-1")).ShouldContain("washing machine");
    }
}
