using System.Net;

namespace FeedbackBot.Tests.Api;

/// <summary>The same API on PostgreSQL: what differs there is the search, the order of texts and ids, and many writers at once.</summary>
public sealed class PostgresTests(PostgresCluster cluster) : IClassFixture<PostgresCluster>, IAsyncLifetime
{
    private readonly ApiServer _server = new();

    public async Task InitializeAsync()
    {
        _server.Settings = ["--FeedbackBot:Storage:Provider=Postgres", $"--FeedbackBot:Storage:ConnectionString={await cluster.NewDatabaseAsync()}"];
        await _server.InitializeAsync();
    }

    public Task DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Every_filter_of_every_list_is_understood()
    {
        var number = await _server.OpenAsync("包裹晚了三周，太差了！", new { externalId = "acme" });
        (await _server.GetAsync("tickets?q=三周&topic=delivery,billing&kind=complaint&sentiment=negative&account=acme&team=customer_care&assignee=none&status=new&priority=normal,high&updatedSince=2020-01-01&sort=-updatedAt"))
            .Expect(HttpStatusCode.OK).Text("items.0.number").ShouldBe(number);
        foreach (var path in new[] { "tickets?contact=nobody&externalReference=x&language=en&kind=unclassified", "accounts?owner=a@example.com&tier=a,b", "contacts?account=acme", "satisfaction?groupBy=account,week&account=acme", "digests?owner=a@example.com&period=2026-W01" })
        {
            (await _server.GetAsync(path)).Expect(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repeat()
    {
        for (var i = 0; i < 5; i++)
        {
            await _server.PutAsync($"accounts/Acc {i}", new { name = "A" });
            await _server.PutAsync($"contacts/con {i}", new { name = "C" });
            await _server.OpenAsync($"late {i}");
        }

        foreach (var path in new[] { "tickets?sort=createdAt", "tickets?sort=-updatedAt", "accounts?", "contacts?" })
        {
            var seen = new List<string>();
            for (string? cursor = ""; cursor != null;)
            {
                var page = (await _server.GetAsync($"{path}&limit=2&cursor={cursor}")).Expect(HttpStatusCode.OK);
                seen.AddRange(page.At("items").EnumerateArray().Select(i => i.GetRawText()));
                cursor = page.Text("next");
            }

            seen.Count.ShouldBeGreaterThanOrEqualTo(5, path);
            seen.Distinct().Count().ShouldBe(seen.Count, path);
        }
    }

    [Fact]
    public async Task Of_many_at_once_exactly_one_has_an_effect()
    {
        var body = new { text = "Late parcel", contact = new { externalId = "c" }, account = new { externalId = "acme" } };
        var replies = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => _server.PostAsync("tickets", body, "one-order")));
        replies.ShouldAllBe(r => r.Status == HttpStatusCode.Created);
        replies.Select(r => r.Body).Distinct().Count().ShouldBe(1);
        (await _server.GetAsync("tickets?account=acme")).At("items").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_case_goes_its_way_and_reads_the_same_afterwards()
    {
        var opened = (await _server.PostAsync("tickets", new { text = "My parcel is late\u0000", contact = new { externalId = "c" }, occurredAt = "2026-01-01T08:00:00+08:00" })).Expect(HttpStatusCode.Created);
        var number = opened.Text("number");
        (await _server.GetAsync($"tickets/{number}")).Text("createdAt").ShouldBe(opened.Text("createdAt"));
        (await _server.PostAsync($"tickets/{number}/replies", new { text = "Sorry" })).Expect(HttpStatusCode.Created);
        (await _server.PostAsync($"tickets/{number}/resolve", new { cause = "a", remedy = "b", responsibility = "us" })).Expect(HttpStatusCode.OK);
        (await _server.PostAsync("answers", new { metric = "csat", value = 5, ticket = number, answeredAt = "2026-01-02T00:00:00Z" })).Expect(HttpStatusCode.Created);
        (await _server.GetAsync($"tickets/{number}")).Text("status").ShouldBe("resolved");
    }
}
