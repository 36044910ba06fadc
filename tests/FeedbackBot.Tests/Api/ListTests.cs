using System.Net;

namespace FeedbackBot.Tests.Api;

/// <summary>GET /tickets: filters, search, order and pages.</summary>
[Collection(ApiCollection.Name)]
public sealed class ListTests(ApiServer server)
{
    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repeat_in_every_order()
    {
        var account = server.Name("account");
        var opened = new List<string>();
        for (var i = 0; i < 7; i++)
        {
            opened.Add(await server.OpenAsync($"parcel {i} is late", new { externalId = account }));
        }

        await server.PostAsync($"tickets/{opened[2]}/notes", new { text = "touched last" });
        (await AllAsync($"tickets?account={account}&limit=3")).ShouldBe(Enumerable.Reverse(opened));
        (await AllAsync($"tickets?account={account}&limit=2&sort=createdAt")).ShouldBe(opened);
        var touched = opened.Where(n => n != opened[2]).Append(opened[2]).ToList();
        (await AllAsync($"tickets?account={account}&limit=1&sort=updatedAt")).ShouldBe(touched);
        (await AllAsync($"tickets?account={account}&limit=4&sort=-updatedAt")).ShouldBe(Enumerable.Reverse(touched));
    }

    [Fact]
    public async Task A_cursor_is_of_harmless_characters_and_belongs_to_its_order()
    {
        var account = server.Name("account");
        await server.OpenAsync("one", new { externalId = account });
        await server.OpenAsync("two", new { externalId = account });
        var cursor = (await server.GetAsync($"tickets?account={account}&limit=1")).Text("next")!;
        cursor.ShouldMatch("^[A-Za-z0-9_-]+$");
        (await server.GetAsync($"tickets?account={account}&limit=1&sort=updatedAt&cursor={cursor}")).ExpectProblem(HttpStatusCode.BadRequest, "malformed", "cursor");
        (await server.GetAsync($"tickets?account={account}&cursor=")).At("items").GetArrayLength().ShouldBe(2);
    }

    [Theory]
    [InlineData("status=new", true)]
    [InlineData("status=new,open", true)]
    [InlineData("status=new&status=open", true)]
    [InlineData("status=closed", false)]
    [InlineData("kind=complaint", true)]
    [InlineData("kind=praise,question", false)]
    [InlineData("kind=unclassified", false)]
    [InlineData("sentiment=negative", true)]
    [InlineData("sentiment=positive", false)]
    [InlineData("priority=urgent,normal", true)]
    [InlineData("priority=low", false)]
    [InlineData("topic=delivery", true)]
    [InlineData("topic=billing", false)]
    [InlineData("topic=billing,delivery", true)]
    [InlineData("team=customer_care", true)]
    [InlineData("assignee=none", true)]
    [InlineData("assignee=nobody@example.com", false)]
    [InlineData("language=en", true)]
    [InlineData("language=zh-Hans", false)]
    [InlineData("listeningPost=counter", true)]
    [InlineData("listeningPost=email", false)]
    [InlineData("externalReference=REF-77", true)]
    [InlineData("externalReference=REF-78", false)]
    [InlineData("q=parcel", true)]
    [InlineData("q=parcel dawdling", true)]
    [InlineData("q=parcel banana", false)]
    [InlineData("q=REF-77", true)]
    [InlineData("q=%22%27%3B--", false)]
    [InlineData("updatedSince=2020-01-01", true)]
    [InlineData("updatedSince=2999-01-01T00:00:00%2B08:00", false)]
    [InlineData("status=new&kind=complaint&topic=delivery&q=parcel&sentiment=negative&sort=-updatedAt", true)]
    public async Task A_filter_keeps_what_it_names(string filter, bool isKept)
    {
        var account = server.Name("account");
        await server.PostAsync("tickets", new
        {
            text = "My parcel is dawdling, three weeks late and still not delivered, terrible!",
            externalReference = "REF-77",
            listeningPost = "counter",
            account = new { externalId = account },
        });
        var page = (await server.GetAsync($"tickets?account={account}&{filter}")).Expect(HttpStatusCode.OK);
        page.At("items").GetArrayLength().ShouldBe(isKept ? 1 : 0, page.Body);
        page.Text("next").ShouldBeNull();
    }

    [Fact]
    public async Task Two_Chinese_characters_find_a_case_at_once()
    {
        var account = server.Name("account");
        var number = await server.OpenAsync("外卖小哥把汤洒了一地", new { externalId = account });
        (await server.GetAsync($"tickets?account={account}&q=小哥")).Text("items.0.number").ShouldBe(number);
        (await server.GetAsync($"tickets?account={account}&q=哥小")).At("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_contact_is_found_by_external_id_and_by_id()
    {
        var contact = server.Name("contact");
        var opened = await server.PostAsync("tickets", new { text = "late", contact = new { externalId = contact } });
        (await server.GetAsync($"tickets?contact={contact}")).Text("items.0.number").ShouldBe(opened.Text("number"));
        (await server.GetAsync($"tickets?contact={opened.Text("contact.id")}")).Text("items.0.number").ShouldBe(opened.Text("number"));
        (await server.GetAsync("tickets?contact=nobody")).At("items").GetArrayLength().ShouldBe(0);
    }

    private async Task<List<string>> AllAsync(string path)
    {
        var numbers = new List<string>();
        for (string? cursor = ""; cursor != null;)
        {
            var page = (await server.GetAsync($"{path}&cursor={cursor}")).Expect(HttpStatusCode.OK);
            numbers.AddRange(page.At("items").EnumerateArray().Select(t => t.GetProperty("number").GetString()!));
            cursor = page.Text("next");
        }

        return numbers;
    }
}
