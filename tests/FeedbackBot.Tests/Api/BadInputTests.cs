using System.Net;
using System.Text;

namespace FeedbackBot.Tests.Api;

/// <summary>Every fault in a request is a 400 that names the field and says what belongs there.</summary>
[Collection(ApiCollection.Name)]
public sealed class BadInputTests(ApiServer server)
{
    [Theory]
    [InlineData("""{"text":""}""", "required", "text")]
    [InlineData("""{}""", "required", "text")]
    [InlineData("""{"text":"  \n "}""", "required", "text")]
    [InlineData("""{"text":5}""", "wrong_type", "text")]
    [InlineData("""{"text":["a"]}""", "wrong_type", "text")]
    [InlineData("""{"text":"a","kind":"rant"}""", "unknown_value", "kind")]
    [InlineData("""{"text":"a","kind":1}""", "unknown_value", "kind")]
    [InlineData("""{"text":"a","colour":"red"}""", "unknown_field", "colour")]
    [InlineData("""{"text":"a","contact":{"e-mail":"x"}}""", "unknown_field", "contact.e-mail")]
    [InlineData("""{"text":"a","contact":"Li Lei"}""", "wrong_type", "contact")]
    [InlineData("""{"text":"a","contact":{"email":"nobody"}}""", "malformed", "contact.email")]
    [InlineData("""{"text":"a","text":"b"}""", "duplicate_field", "text")]
    [InlineData("""{"text":"a","occurredAt":"yesterday"}""", "wrong_type", "occurredAt")]
    [InlineData("""{"text":"a","occurredAt":"2099-01-01T00:00:00Z"}""", "out_of_range", "occurredAt")]
    [InlineData("""{"text":"a","listeningPost":"Front Desk!"}""", "malformed", "listeningPost")]
    [InlineData("""{"text":"a","language":"tlh"}""", "unknown_value", "language")]
    [InlineData("""{"text":"a","account":{}}""", "required", "account.externalId")]
    [InlineData("""{"text":"a","fields":{"a b":"x"}}""", "malformed", "fields.a b")]
    [InlineData("""{"text":"a","fields":{"a":{}}}""", "wrong_type", "fields.a")]
    [InlineData("""{"text":"a","fields":[1]}""", "wrong_type", "fields")]
    public async Task A_fault_in_a_ticket_names_the_field(string body, string code, string field) =>
        (await server.PostAsync("tickets", body)).ExpectProblem(HttpStatusCode.BadRequest, code, field);

    [Fact]
    public async Task An_unknown_value_is_answered_with_those_allowed() =>
        (await server.PostAsync("tickets", """{"text":"a","kind":"rant"}""")).Text("detail").ShouldBe("kind must be one of complaint, suggestion, praise, question.");

    [Fact]
    public async Task Several_faults_are_told_at_once()
    {
        var reply = (await server.PostAsync("tickets", new { text = new string('x', 20_001).Replace("xx", "xy"), subject = new string('s', 2) + string.Concat(Enumerable.Repeat("ab", 200)), language = "tlh" }))
            .ExpectProblem(HttpStatusCode.BadRequest, "invalid", "text");
        reply.At("errors").EnumerateObject().Select(e => e.Name).ShouldBe(["text", "subject", "language"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{\"text\":\"a\"} x")]
    [InlineData("{\"text\":'a'}")]
    [InlineData("{\"text\":\"a\",}")]
    [InlineData("// comment\n{\"text\":\"a\"}")]
    public async Task What_is_not_a_JSON_object_is_refused(string body)
    {
        var reply = await server.PostAsync("tickets", body);
        reply.Expect(HttpStatusCode.BadRequest);
        reply.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Bottomless_nesting_is_refused() =>
        (await server.PostAsync("tickets", "{\"fields\":{\"a\":" + new string('[', 5000) + new string(']', 5000) + "}}")).Expect(HttpStatusCode.BadRequest);

    [Fact]
    public async Task Bytes_that_are_not_UTF8_are_refused()
    {
        var content = new ByteArrayContent([.. "{\"text\":\""u8, 0xFF, 0xFE, .. "\"}"u8]);
        content.Headers.ContentType = new("application/json");
        (await server.SendAsync(HttpMethod.Post, "tickets", content)).Expect(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_body_without_end_is_refused_as_too_large()
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes("{\"text\":\"" + new string('a', 9_000_000) + "\"}"));
        content.Headers.ContentType = new("application/json");
        (await server.SendAsync(HttpMethod.Post, "tickets", content)).ExpectProblem(HttpStatusCode.RequestEntityTooLarge, "too_large");
    }

    [Fact]
    public async Task Another_media_type_is_refused()
    {
        var content = new StringContent("text=late", Encoding.UTF8, "application/x-www-form-urlencoded");
        (await server.SendAsync(HttpMethod.Post, "tickets", content)).ExpectProblem(HttpStatusCode.UnsupportedMediaType, "unsupported_media_type");
    }

    [Fact]
    public async Task An_unknown_address_and_an_unknown_method_are_problems_too()
    {
        (await server.GetAsync("nothing/here")).ExpectProblem(HttpStatusCode.NotFound, "not_found");
        (await server.SendAsync(HttpMethod.Delete, "tickets", null)).ExpectProblem(HttpStatusCode.MethodNotAllowed, "method_not_allowed");
    }

    [Theory]
    [InlineData("tickets?limit=0", "limit")]
    [InlineData("tickets?limit=201", "limit")]
    [InlineData("tickets?limit=ten", "limit")]
    [InlineData("tickets?status=sleeping", "status")]
    [InlineData("tickets?kind=rant", "kind")]
    [InlineData("tickets?sentiment=0", "sentiment")]
    [InlineData("tickets?team=nobody", "team")]
    [InlineData("tickets?updatedSince=tomorrow", "updatedSince")]
    [InlineData("tickets?sort=colour", "sort")]
    [InlineData("tickets?cursor=!!!", "cursor")]
    [InlineData("tickets?cursor=AAAA", "cursor")]
    [InlineData("tickets?topic=%25", "topic")]
    [InlineData("tickets?stauts=new", "stauts")]
    [InlineData("accounts?tier=d", "tier")]
    [InlineData("accounts?cursor=zzz", "cursor")]
    [InlineData("contacts?cursor=zzz", "cursor")]
    [InlineData("satisfaction?groupBy=colour", "groupBy")]
    [InlineData("satisfaction?metric=joy", "metric")]
    [InlineData("satisfaction?from=2026-02-01&to=2026-01-01", "to")]
    [InlineData("digests?cursor=zzz", "cursor")]
    public async Task A_fault_in_a_query_names_the_parameter(string path, string parameter)
    {
        var reply = (await server.GetAsync(path)).Expect(HttpStatusCode.BadRequest);
        reply.At("errors").TryGetProperty(parameter, out _).ShouldBeTrue(reply.Body);
    }

    [Fact]
    public async Task Titles_are_in_the_callers_language() =>
        (await server.GetAsync("tickets/none", language: "zh-CN")).Text("title").ShouldBe("未找到相应内容");
}
