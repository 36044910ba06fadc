using System.Net;
using System.Text.Json;

namespace FeedbackBot.Tests.Api;

/// <summary>Accounts and contacts.</summary>
[Collection(ApiCollection.Name)]
public sealed class AccountTests(ApiServer server)
{
    [Fact]
    public async Task An_account_is_made_read_and_changed_in_part()
    {
        var (id, email) = (server.Name("account"), server.Name("owner") + "@example.com");
        var made = (await server.PutAsync($"accounts/{id}", new
        {
            name = "蓝天贸易",
            owner = new { email, name = "王芳", language = "zh-CN", timeZone = "Asia/Shanghai" },
            annualValue = 1250000.55m,
            currency = "cny",
            potentialValue = 2000000,
            customerSince = "2019-05-01",
            orderCount = 12,
            relationshipLevel = "partnership",
            region = "华东",
            parent = id + "-group",
        })).Expect(HttpStatusCode.Created);
        made.Headers.Location!.ToString().ShouldBe($"/api/v1/accounts/{id}");
        var changed = (await server.PutAsync($"accounts/{id}", new { orderCount = 13 })).Expect(HttpStatusCode.OK);
        var account = (await server.GetAsync($"accounts/{id}")).Expect(HttpStatusCode.OK);
        account.Body.ShouldBe(changed.Body);
        (account.Text("name"), account.Text("orderCount"), account.Text("currency")).ShouldBe(("蓝天贸易", "13", "CNY"));
        account.At("annualValue").GetDecimal().ShouldBe(1250000.55m);
        account.At("potentialValue").GetDecimal().ShouldBe(2000000m);
        account.Text("customerSince").ShouldBe("2019-05-01");
        account.Text("relationshipLevel").ShouldBe("partnership");
        account.Text("parent").ShouldBe(id + "-group");
        (account.Text("owner.email"), account.Text("owner.name"), account.Text("owner.language"), account.Text("owner.timeZone"))
            .ShouldBe((email, "王芳", "zh-Hans", "Asia/Shanghai"));
        (await server.GetAsync($"accounts/{id}-group")).Expect(HttpStatusCode.OK);
        (await server.GetAsync($"accounts?owner={email}")).Text("items.0.externalId").ShouldBe(id);
    }

    [Theory]
    [InlineData("JPY", "1500", "1500")]
    [InlineData("KWD", "1.125", "1.125")]
    [InlineData("CNY", "0.1", "0.1")]
    [InlineData("CNY", "1000000000000", "1000000000000")]
    public async Task Amounts_come_back_as_they_were_told(string currency, string told, string given)
    {
        var id = server.Name("account");
        await server.PutAsync($"accounts/{id}", $$"""{"name":"A","currency":"{{currency}}","annualValue":{{told}}}""");
        (await server.GetAsync($"accounts/{id}")).At("annualValue").GetDecimal().ShouldBe(decimal.Parse(given, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Another_currency_does_not_change_an_amount()
    {
        var id = server.Name("account");
        await server.PutAsync($"accounts/{id}", new { name = "A", currency = "CNY", annualValue = 1500 });
        (await server.PutAsync($"accounts/{id}", new { currency = "JPY" })).At("annualValue").GetDecimal().ShouldBe(1500m);
    }

    [Theory]
    [InlineData("""{}""", "required", "name")]
    [InlineData("""{"name":""}""", "required", "name")]
    [InlineData("""{"name":"A","annualValue":1.234,"currency":"CNY"}""", "out_of_range", "annualValue")]
    [InlineData("""{"name":"A","annualValue":1.5,"currency":"JPY"}""", "out_of_range", "annualValue")]
    [InlineData("""{"name":"A","annualValue":-1}""", "out_of_range", "annualValue")]
    [InlineData("""{"name":"A","annualValue":1e300}""", "wrong_type", "annualValue")]
    [InlineData("""{"name":"A","annualValue":"12"}""", "wrong_type", "annualValue")]
    [InlineData("""{"name":"A","currency":"yuan"}""", "too_long", "currency")]
    [InlineData("""{"name":"A","currency":"C1"}""", "malformed", "currency")]
    [InlineData("""{"name":"A","orderCount":-1}""", "out_of_range", "orderCount")]
    [InlineData("""{"name":"A","orderCount":1.5}""", "wrong_type", "orderCount")]
    [InlineData("""{"name":"A","orderCount":99999999999}""", "wrong_type", "orderCount")]
    [InlineData("""{"name":"A","relationshipLevel":"friends"}""", "unknown_value", "relationshipLevel")]
    [InlineData("""{"name":"A","customerSince":"last year"}""", "malformed", "customerSince")]
    [InlineData("""{"name":"A","owner":{}}""", "required", "owner.email")]
    [InlineData("""{"name":"A","owner":{"email":"x"}}""", "malformed", "owner.email")]
    [InlineData("""{"name":"A","owner":{"email":"x@example.com","timeZone":"Mars/Base"}}""", "unknown_value", "owner.timeZone")]
    [InlineData("""{"name":"A","owner":{"email":"x@example.com","role":"admin"}}""", "unknown_field", "owner.role")]
    [InlineData("""{"name":"A","tier":"a"}""", "unknown_field", "tier")]
    public async Task A_fault_in_an_account_names_the_field_and_nothing_is_made(string body, string code, string field)
    {
        var id = server.Name("account");
        (await server.PutAsync($"accounts/{id}", body)).ExpectProblem(HttpStatusCode.BadRequest, code, field);
        (await server.GetAsync($"accounts/{id}")).ExpectProblem(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task An_account_cannot_stand_under_itself_by_any_way_round()
    {
        var (top, low) = (server.Name("account"), server.Name("account"));
        await server.PutAsync($"accounts/{low}", new { name = "low", parent = top });
        (await server.PutAsync($"accounts/{top}", new { name = "top", parent = low })).ExpectProblem(HttpStatusCode.BadRequest, "out_of_range", "parent");
        (await server.PutAsync($"accounts/{low}", new { parent = low })).ExpectProblem(HttpStatusCode.BadRequest, "out_of_range", "parent");
    }

    [Theory]
    [InlineData("A/B %2F 100%")]
    [InlineData("公司 №1")]
    [InlineData("..x")]
    [InlineData("a?b#c")]
    public async Task An_external_id_may_hold_anything(string name)
    {
        var id = server.Name(name);
        (await server.PutAsync($"accounts/{Uri.EscapeDataString(id)}", new { name = "A" })).Expect(HttpStatusCode.Created).Text("externalId").ShouldBe(id);
        (await server.GetAsync($"accounts/{Uri.EscapeDataString(id)}")).Expect(HttpStatusCode.OK).Text("externalId").ShouldBe(id);
    }

    [Fact]
    public async Task Pages_of_accounts_follow_each_other()
    {
        var email = server.Name("owner") + "@example.com";
        var made = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            made.Add(server.Name("page"));
            await server.PutAsync($"accounts/{made[^1]}", new { name = "A", owner = new { email } });
        }

        (await AllAsync($"accounts?owner={email}&limit=2", "externalId")).ShouldBe(made.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_contact_is_made_read_and_changed_in_part()
    {
        var (id, account) = (server.Name("contact"), server.Name("account"));
        (await server.PutAsync($"contacts/{id}", new
        {
            name = "韩梅梅",
            email = "han@example.com",
            phone = "13800138000",
            language = "zh-Hans",
            timeZone = "Asia/Shanghai",
            account = new { externalId = account },
            preferences = new { channel = "email", quietHours = "20-8" },
        })).Expect(HttpStatusCode.Created);
        (await server.PutAsync($"contacts/{id}", new { preferences = new { optedOut = true } })).Expect(HttpStatusCode.OK);
        var contact = (await server.GetAsync($"contacts/{id}")).Expect(HttpStatusCode.OK);
        (contact.Text("name"), contact.Text("phone"), contact.Text("account.externalId")).ShouldBe(("韩梅梅", "13800138000", account));
        (contact.Text("preferences.channel"), contact.Text("preferences.optedOut"), contact.Text("preferences.quietHours")).ShouldBe(("email", "True", "20-8"));
        (await server.GetAsync($"contacts/{contact.Text("id")}")).Body.ShouldBe(contact.Body);
        (await AllAsync($"contacts?account={account}&limit=1", "externalId")).ShouldBe([id]);
    }

    [Theory]
    [InlineData("""{"email":"x"}""", "malformed", "email")]
    [InlineData("""{"language":"tlh"}""", "unknown_value", "language")]
    [InlineData("""{"timeZone":"Mars/Base"}""", "unknown_value", "timeZone")]
    [InlineData("""{"account":{}}""", "required", "account.externalId")]
    [InlineData("""{"preferences":{"channel":"pigeon"}}""", "unknown_value", "preferences.channel")]
    [InlineData("""{"preferences":{"quietHours":"night"}}""", "malformed", "preferences.quietHours")]
    [InlineData("""{"preferences":{"optedOut":"yes"}}""", "wrong_type", "preferences.optedOut")]
    public async Task A_fault_in_a_contact_names_the_field(string body, string code, string field) =>
        (await server.PutAsync($"contacts/{server.Name("contact")}", body)).ExpectProblem(HttpStatusCode.BadRequest, code, field);

    [Fact]
    public async Task Pages_of_contacts_hold_everybody_once()
    {
        var account = server.Name("account");
        var made = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            made.Add(server.Name("contact"));
            await server.PutAsync($"contacts/{made[^1]}", new { name = "C", account = new { externalId = account } });
        }

        (await AllAsync($"contacts?account={account}&limit=2", "externalId")).ShouldBe(made, ignoreOrder: true);
    }

    private async Task<List<string>> AllAsync(string path, string field)
    {
        var found = new List<string>();
        for (string? cursor = ""; cursor != null;)
        {
            var page = (await server.GetAsync($"{path}&cursor={cursor}")).Expect(HttpStatusCode.OK);
            found.AddRange(page.At("items").EnumerateArray().Select(t => t.GetProperty(field).GetString()!));
            cursor = page.Text("next");
        }

        return found;
    }
}
