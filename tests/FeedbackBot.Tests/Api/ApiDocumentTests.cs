using System.Net;
using System.Text.Json;
using FeedbackBot.Host.Api;

namespace FeedbackBot.Tests.Api;

/// <summary>/openapi/v1.json: public, complete, and true.</summary>
[Collection(ApiCollection.Name)]
public sealed class ApiDocumentTests(ApiServer server)
{
    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["analyze"] = """{"documents":[{"id":"1","text":"late"}]}""",
        ["createTicket"] = """{"text":"late","fields":{"order_number":1}}""",
        ["replyToTicket"] = """{"text":"sorry"}""",
        ["addNote"] = """{"text":"note"}""",
        ["assignTicket"] = """{"team":"customer_care"}""",
        ["resolveTicket"] = """{"cause":"a","remedy":"b","responsibility":"us"}""",
        ["holdTicket"] = """{"reason":"next year"}""",
        ["reopenTicket"] = """{"reason":"again"}""",
        ["mergeTicket"] = """{"into":"OTHER"}""",
        ["correctReading"] = """{"kind":"praise","topics":["delivery","other"],"sentiment":"positive","urgency":"low"}""",
        ["linkTicket"] = """{"to":"OTHER","type":"related_to"}""",
        ["putAccount"] = """{"name":"A","annualValue":12.5,"currency":"CNY"}""",
        ["putContact"] = """{"name":"C","preferences":{"channel":"chat"}}""",
        ["putOrder"] = """{"contact":{"externalId":"c"},"product":"Kettle","placedAt":"2026-11-01T08:00:00Z","amount":12.5,"currency":"EUR","status":"shipped"}""",
        ["inviteToSurvey"] = """{"ticket":"OTHER"}""",
        ["putDeputies"] = """{"emails":[]}""",
        ["putDigestSettings"] = """{"rhythm":"monthly","file":true}""",
        ["planCampaign"] = OutreachTests.Draft,
        ["createWebhook"] = """{"url":"https://93.184.216.34/","types":["ticket.created"]}""",
        ["changeWebhook"] = """{"enabled":false}""",
        ["rotateWebhookSecret"] = """{"overlapHours":2}""",
        ["replayWebhook"] = """{"failedSince":"2026-01-01T00:00:00Z"}""",
        ["importAnswer"] = """{"metric":"csat","value":5,"answeredAt":"2026-01-01T00:00:00Z"}""",
    };

    [Fact]
    public async Task It_is_public_and_lists_full_paths_with_their_scopes()
    {
        var document = (await server.SendAsync(HttpMethod.Get, "/openapi/v1.json", null, key: null)).Expect(HttpStatusCode.OK);
        var paths = document.At("paths").EnumerateObject().Select(p => p.Name).ToList();
        paths.ShouldAllBe(p => p.StartsWith("/api/v1/"));
        foreach (var path in new[] { "/analyze", "/tickets", "/tickets/{number}", "/tickets/{number}/links", "/accounts/{externalId}", "/contacts", "/answers", "/satisfaction", "/digests" })
        {
            paths.ShouldContain("/api/v1" + path);
        }

        document.Text("components.securitySchemes.apiKey.scheme").ShouldBe("bearer");
        foreach (var (_, _, operation) in Operations(document.Json))
        {
            operation.GetProperty("security")[0].TryGetProperty("apiKey", out _).ShouldBeTrue();
            operation.GetProperty("description").GetString()!.ShouldContain("scope");
        }
    }

    [Fact]
    public async Task Every_operation_answers_as_it_says()
    {
        var document = (await server.GetAsync("/openapi/v1.json")).Json;
        var called = 0;
        foreach (var (path, method, operation) in Operations(document))
        {
            var id = operation.GetProperty("operationId").GetString()!;
            var address = path.Replace("{number}", await server.OpenAsync("My parcel is late"), StringComparison.Ordinal)
                .Replace("{id}", "csat", StringComparison.Ordinal)
                .Replace("{email}", await OutreachTests.OwnerAsync(server), StringComparison.Ordinal)
                .Replace("{campaign}", await OutreachTests.CampaignAsync(server, path), StringComparison.Ordinal)
                .Replace("{webhook}", path.Contains("{webhook}", StringComparison.Ordinal) ? await WebhookAsync() : "", StringComparison.Ordinal)
                .Replace("{externalId}", await KnownAsync(path), StringComparison.Ordinal);
            var body = Bodies.GetValueOrDefault(id)?.Replace("OTHER", await server.OpenAsync("Another"), StringComparison.Ordinal);
            (body != null).ShouldBe(operation.TryGetProperty("requestBody", out _), id);
            var reply = await server.SendAsync(new(method.ToUpperInvariant()), address, body);
            var told = operation.GetProperty("responses").TryGetProperty(((int)reply.Status).ToString(System.Globalization.CultureInfo.InvariantCulture), out var response);
            told.ShouldBeTrue($"{id} answered {reply.Status}: {reply.Body}");
            ((int)reply.Status).ShouldBeLessThan(300, reply.Body);
            Schemas.Check(document, response.GetProperty("content").GetProperty("application/json").GetProperty("schema"), reply.Json, id);
            if (body != null)
            {
                var schema = operation.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema");
                Schemas.Check(document, schema, JsonDocument.Parse(body).RootElement, id + " request");
            }

            called++;
        }

        called.ShouldBe(49);
    }

    [Fact]
    public async Task Every_parameter_it_lists_is_one_the_server_takes()
    {
        foreach (var (path, parameters) in new[] { ("tickets", ApiQueries.Tickets), ("accounts", ApiQueries.Accounts), ("contacts", ApiQueries.Contacts), ("orders", ApiQueries.Orders), ("satisfaction", ApiQueries.Satisfaction), ("digests", ApiQueries.Digests), ("themes", ApiQueries.Themes), ("surveys/csat/answers", ApiQueries.Answers), ($"webhooks/{await WebhookAsync()}/deliveries", ApiQueries.WebhookDeliveries) })
        {
            foreach (var parameter in parameters)
            {
                foreach (var value in parameter switch { { Words.Count: > 0 } => parameter.Words, { IsTime: true } => ["2026-01-01T00:00:00Z"], { IsLimit: true } => ["200"], _ => [""] })
                {
                    (await server.GetAsync($"{path}?{parameter.Name}={value}")).Expect(HttpStatusCode.OK);
                }
            }
        }
    }

    [Fact]
    public async Task Words_and_times_are_described()
    {
        var schemas = (await server.GetAsync("/openapi/v1.json")).At("components.schemas");
        var request = schemas.GetProperty("CreateTicketRequest");
        request.GetProperty("additionalProperties").GetBoolean().ShouldBeFalse();
        var ticket = schemas.GetProperty("TicketJson").GetProperty("properties");
        ticket.GetProperty("createdAt").GetProperty("format").GetString().ShouldBe("date-time");
        Schemas.Resolve((await server.GetAsync("/openapi/v1.json")).Json, ticket.GetProperty("status")).GetProperty("enum").EnumerateArray().Select(e => e.GetString())
            .ShouldBe(["new", "open", "waiting_on_customer", "on_hold", "resolved", "closed"]);
    }

    [Fact]
    public async Task Every_body_that_is_taken_is_described_as_closed()
    {
        var document = (await server.GetAsync("/openapi/v1.json")).Json;
        foreach (var (path, method, operation) in Operations(document).Where(o => o.Operation.TryGetProperty("requestBody", out _)))
        {
            var body = Schemas.Resolve(document, operation.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema"));
            body.TryGetProperty("additionalProperties", out var others).ShouldBeTrue($"{method} {path}");
            others.GetBoolean().ShouldBeFalse($"{method} {path}");
        }
    }

    private static IEnumerable<(string Path, string Method, JsonElement Operation)> Operations(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        where operation.Name is "get" or "put" or "post" or "patch" or "delete"
        select (path.Name, operation.Name, operation.Value);

    private async Task<string> WebhookAsync() => (await server.PostAsync("webhooks", Bodies["createWebhook"])).Expect(HttpStatusCode.Created).Text("id")!;

    private async Task<string> KnownAsync(string path)
    {
        var id = server.Name("known");
        await server.PutAsync(path.Contains("contacts", StringComparison.Ordinal) ? $"contacts/{id}" : $"accounts/{id}", new { name = "Known" });
        if (path.Contains("standing", StringComparison.Ordinal))
        {
            await OutreachTests.ConcludeAsync(server, id);
        }

        return id;
    }
}
