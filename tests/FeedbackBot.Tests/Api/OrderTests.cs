using System.Net;
using FeedbackBot.Accounts;

namespace FeedbackBot.Tests.Api;

/// <summary>Orders over HTTP.</summary>
[Collection(ApiCollection.Name)]
public sealed class OrderTests(ApiServer server)
{
    [Fact]
    public async Task An_order_is_made_listed_and_changed_in_part()
    {
        var (number, contact) = (server.Name("order") + "/7", server.Name("buyer"));
        var address = $"orders/{Uri.EscapeDataString(number)}";
        var made = (await server.PutAsync(address, new
        {
            contact = new { externalId = contact },
            account = new { externalId = contact + "-home" },
            product = "滚筒洗衣机",
            placedAt = "2026-11-01T08:00:00Z",
            amount = 1299.5m,
            currency = "cny",
            status = "shipped",
        })).Expect(HttpStatusCode.Created);
        made.Headers.Location!.ToString().ShouldBe("/api/v1/" + address);
        var changed = (await server.PutAsync(address, new { status = "delivered" })).Expect(HttpStatusCode.OK);
        (changed.Text("number"), changed.Text("product"), changed.Text("currency"), changed.Text("status"), changed.Text("account"))
            .ShouldBe((number, "滚筒洗衣机", "CNY", "delivered", contact + "-home"));
        changed.At("amount").GetDecimal().ShouldBe(1299.5m);
        var again = (await server.PutAsync(address, new { status = "delivered" })).Expect(HttpStatusCode.OK);
        again.Body.ShouldBe(changed.Body);
        (await server.GetAsync($"orders?contact={contact}")).At("items.0").GetRawText().ShouldBe(changed.Body);
        (await server.GetAsync($"contacts/{contact}")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Pages_go_from_the_newest_to_the_oldest_and_hold_each_order_once()
    {
        var contact = server.Name("buyer");
        for (var i = 0; i < 5; i++)
        {
            await server.PutAsync($"orders/{contact}-{i}", new { contact = new { externalId = contact }, placedAt = $"2026-10-0{1 + (i / 2)}T08:00:00Z" });
        }

        var seen = new List<string>();
        for (var cursor = ""; cursor != null;)
        {
            var page = (await server.GetAsync($"orders?contact={contact}&limit=2&cursor={cursor}")).Expect(HttpStatusCode.OK);
            seen.AddRange(page.At("items").EnumerateArray().Select(o => o.GetProperty("number").GetString()![^1..]));
            cursor = page.Text("next");
        }

        seen.ShouldBe(["4", "2", "3", "0", "1"]);
        (await server.GetAsync("orders?contact=nobody-at-all")).At("items").GetArrayLength().ShouldBe(0);
        (await server.GetAsync("orders?cursor=x")).ExpectProblem(HttpStatusCode.BadRequest, "malformed", "cursor");
    }

    [Theory]
    [InlineData("""{"placedAt":"2026-11-01T08:00:00Z"}""", "required", "contact.externalId")]
    [InlineData("""{"contact":{"externalId":"c"}}""", "required", "placedAt")]
    [InlineData("""{"contact":{"externalId":"c"},"placedAt":"2099-01-01T00:00:00Z"}""", "out_of_range", "placedAt")]
    [InlineData("""{"contact":{"externalId":"c"},"placedAt":"2026-11-01T08:00:00Z","amount":1.005,"currency":"EUR"}""", "out_of_range", "amount")]
    [InlineData("""{"contact":{"externalId":"c"},"placedAt":"2026-11-01T08:00:00Z","currency":"euros"}""", "too_long", "currency")]
    [InlineData("""{"contact":{"externalId":"c"},"placedAt":"yesterday"}""", "wrong_type", "placedAt")]
    [InlineData("""{"colour":"red"}""", "unknown_field", "colour")]
    public async Task What_cannot_be_is_refused_by_field(string body, string code, string field)
    {
        var number = server.Name("refused");
        (await server.PutAsync($"orders/{number}", body)).ExpectProblem(HttpStatusCode.BadRequest, code, field);
        await using var db = server.Open();
        db.Orders.Any(o => o.Number == number).ShouldBeFalse();
    }

    [Fact]
    public async Task A_key_needs_the_scopes_of_accounts()
    {
        var key = await server.KeyAsync(["tickets:read"]);
        (await server.SendAsync(HttpMethod.Get, "orders", null, key: key)).ExpectProblem(HttpStatusCode.Forbidden, "missing_scope");
        (await server.SendAsync(HttpMethod.Put, "orders/1", "{}", key: key)).ExpectProblem(HttpStatusCode.Forbidden, "missing_scope");
    }
}
