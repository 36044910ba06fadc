using System.Net;
using FeedbackBot.Satisfaction;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.Api;

/// <summary>POST /answers, GET /satisfaction, GET /digests.</summary>
[Collection(ApiCollection.Name)]
public sealed class SatisfactionTests(ApiServer server)
{
    [Fact]
    public async Task Imported_answers_become_scores()
    {
        var account = server.Name("account");
        foreach (var value in new[] { 5, 5, 4, 2, 1 })
        {
            (await server.PostAsync("answers", new
            {
                metric = "csat",
                value,
                reason = "too slow",
                account = new { externalId = account },
                contact = new { externalId = server.Name("contact") },
                listeningPost = "postcard",
                answeredAt = "2026-03-04T10:00:00Z",
            })).Expect(HttpStatusCode.Created).Text("value").ShouldBe(value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        var page = (await server.GetAsync($"satisfaction?groupBy=account,listeningPost&from=2026-03-01&to=2026-04-01&metric=csat&account={account}")).Expect(HttpStatusCode.OK);
        page.At("items").GetArrayLength().ShouldBe(1);
        (page.Text("items.0.key.account"), page.Text("items.0.key.listeningPost"), page.Text("items.0.metric")).ShouldBe((account, "postcard", "csat"));
        page.At("items.0.n").GetInt32().ShouldBe(5);
        page.At("items.0.value").GetDouble().ShouldBe(0.6);
        page.At("items.0.low").GetDouble().ShouldBeInRange(0.2, 0.6);
        page.At("items.0.topBox").GetDouble().ShouldBe(0.4);
        page.At("items.0.mean").GetDouble().ShouldBe(3.4);
        page.Text("items.0.distribution").ShouldNotBeNull();
        page.At("items.0.distribution.5").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task Too_few_answers_give_no_figure_and_say_so()
    {
        var account = server.Name("account");
        await server.PostAsync("answers", new { metric = "nps", value = 9, account = new { externalId = account }, answeredAt = "2026-03-04" });
        var page = await server.GetAsync($"satisfaction?groupBy=account&account={account}");
        page.Text("items.0.value").ShouldBeNull();
        page.Text("items.0.note").ShouldBe("notEnoughAnswers");
        page.At("items.0.n").GetInt32().ShouldBe(1);
        page.Text("items.0.distribution").ShouldBeNull("the one answer would stand in it");
    }

    [Fact]
    public async Task From_is_inclusive_and_to_is_not()
    {
        var account = server.Name("account");
        foreach (var at in new[] { "2026-05-01T00:00:00Z", "2026-05-31T23:59:59Z", "2026-06-01T00:00:00Z" })
        {
            await server.PostAsync("answers", new { metric = "ces", value = 6, account = new { externalId = account }, answeredAt = at });
        }

        (await server.GetAsync($"satisfaction?account={account}&from=2026-05-01&to=2026-06-01")).At("items.0.n").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task Nobody_has_no_scores()
    {
        (await server.GetAsync("satisfaction?account=nobody")).At("items").GetArrayLength().ShouldBe(0);
        (await server.GetAsync("satisfaction?owner=nobody@example.com")).At("items").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("""{}""", "required", "metric")]
    [InlineData("""{"metric":"joy"}""", "unknown_value", "metric")]
    [InlineData("""{"metric":"csat","answeredAt":"2026-01-01"}""", "required", "value")]
    [InlineData("""{"metric":"csat","value":"5","answeredAt":"2026-01-01"}""", "wrong_type", "value")]
    [InlineData("""{"metric":"csat","value":4.5,"answeredAt":"2026-01-01"}""", "wrong_type", "value")]
    [InlineData("""{"metric":"csat","value":6,"answeredAt":"2026-01-01"}""", "out_of_range", "value")]
    [InlineData("""{"metric":"nps","value":-1,"answeredAt":"2026-01-01"}""", "out_of_range", "value")]
    [InlineData("""{"metric":"csat","value":5}""", "required", "answeredAt")]
    [InlineData("""{"metric":"csat","value":5,"answeredAt":"2999-01-01"}""", "out_of_range", "answeredAt")]
    [InlineData("""{"metric":"csat","value":5,"answeredAt":"2026-13-01"}""", "wrong_type", "answeredAt")]
    [InlineData("""{"metric":"csat","value":5,"answeredAt":"2026-01-01","ticket":"FB-999999"}""", "unknown_ticket", "ticket")]
    [InlineData("""{"metric":"csat","value":5,"answeredAt":"2026-01-01","stars":5}""", "unknown_field", "stars")]
    public async Task A_fault_in_an_answer_names_the_field(string body, string code, string field) =>
        (await server.PostAsync("answers", body)).ExpectProblem(HttpStatusCode.BadRequest, code, field);

    [Fact]
    public async Task A_digest_is_listed_with_its_delivery()
    {
        var (account, email) = (server.Name("account"), server.Name("owner") + "@example.com");
        await server.PutAsync($"accounts/{account}", new { name = "Blue Sky", owner = new { email } });
        var sent = (await server.Services.GetRequiredService<SendDigests>().RunAsync(ownerEmail: email)).ShouldHaveSingleItem();
        var page = (await server.GetAsync($"digests?owner={email}&period={sent.Period}")).Expect(HttpStatusCode.OK);
        page.At("items").GetArrayLength().ShouldBe(1);
        (page.Text("items.0.owner"), page.Text("items.0.period")).ShouldBe((email, sent.Period));
        page.Text("items.0.delivery.to").ShouldBe(email);
        page.Text("items.0.delivery.status").ShouldBeOneOf("waiting", "sent");
        (await server.GetAsync("digests?owner=nobody@example.com")).At("items").GetArrayLength().ShouldBe(0);
    }
}
