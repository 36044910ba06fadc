using System.Net;
using System.Text;

namespace FeedbackBot.Tests.Api;

/// <summary>Thousands of broken requests from a fixed seed: none is our fault, and each refusal is a problem.</summary>
[Collection(ApiCollection.Name)]
public sealed class FuzzTests(ApiServer server)
{
    private const int Seed = 20261123;
    private const int Requests = 4000;

    private static readonly (string Path, string Body)[] Starts =
    [
        ("analyze", """{"documents":[{"id":"1","text":"The parcel is late","language":"en"},{"id":"2","text":"快递晚了"}]}"""),
        ("tickets", """{"kind":"complaint","text":"Late parcel","subject":"Late","language":"en","listeningPost":"phone","contact":{"externalId":"f1","email":"f@example.com","phone":"1","name":"F"},"account":{"externalId":"fa"},"fields":{"order_number":"1"},"externalReference":"r","occurredAt":"2026-01-01T00:00:00Z"}"""),
        ("tickets/FB-000001/replies", """{"text":"Sorry"}"""),
        ("tickets/FB-000001/notes", """{"text":"Note"}"""),
        ("tickets/FB-000001/assign", """{"team":"customer_care","assignee":"a@example.com"}"""),
        ("tickets/FB-000001/resolve", """{"cause":"a","remedy":"b","responsibility":"us","message":"c"}"""),
        ("tickets/FB-000001/hold", """{"reason":"next year"}"""),
        ("tickets/FB-000001/reopen", """{"reason":"again"}"""),
        ("tickets/FB-000001/merge", """{"into":"FB-999999"}"""),
        ("tickets/FB-000001/links", """{"to":"FB-000001","type":"related_to"}"""),
        ("accounts/fuzz", """{"name":"A","owner":{"email":"o@example.com","timeZone":"UTC"},"annualValue":1.5,"currency":"CNY","customerSince":"2020-01-01","orderCount":1,"relationshipLevel":"basic","parent":"p","region":"r"}"""),
        ("contacts/fuzz", """{"name":"C","email":"c@example.com","language":"en","timeZone":"UTC","account":{"externalId":"fa"},"preferences":{"channel":"chat","optedOut":false,"quietHours":"20-8"}}"""),
        ("answers", """{"metric":"csat","value":5,"reason":"r","account":{"externalId":"fa"},"contact":{"externalId":"f1"},"ticket":"FB-000001","listeningPost":"phone","answeredAt":"2026-01-01T00:00:00Z"}"""),
    ];

    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1e309", "1.5", "99999999999999999999", "\"\"", "\" \"", "[]", "{}", "[[]]", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"",
        "\"0001-01-01T00:00:00+14:00\"", "\"9999-12-31T23:59:59.9999999-14:00\"", "\"2026-02-30\"", "\"'; DROP TABLE tickets; --\"", "\"<script>\"", "\"{{x}}\"", "\"%00\"",
        "{\"a\":{\"b\":[1,2,{\"c\":null}]}}", "\"\u202e\ufeff\"", "\"FB-\"", "\"FB--------------------1\"", "\"999999999999\"", "\"١٢٣\"", "nul", "\"", "'x'", "NaN", "Infinity", "\"\\x\"",
    ];

    [Fact]
    public async Task No_body_is_our_fault()
    {
        await server.OpenAsync("a case to fuzz");
        var random = new Random(Seed);
        var requests = Enumerable.Range(0, Requests).Select(_ => Broken(random)).ToList();
        var taken = 0;
        await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (request, _) =>
        {
            var (path, body) = request;
            var content = new ByteArrayContent(body);
            content.Headers.ContentType = new("application/json");
            var isPut = path.StartsWith("accounts", StringComparison.Ordinal) || path.StartsWith("contacts", StringComparison.Ordinal);
            var reply = await server.SendAsync(isPut ? HttpMethod.Put : HttpMethod.Post, path, content);
            ((int)reply.Status).ShouldBeLessThan(500, $"{path} {Encoding.UTF8.GetString(body)} -> {reply.Body}");
            if ((int)reply.Status >= 400)
            {
                reply.MediaType.ShouldBe("application/problem+json");
                reply.Text("type")!.ShouldStartWith("urn:feedbackbot:problem:");
            }
            else
            {
                Interlocked.Increment(ref taken);
            }
        });
        taken.ShouldBeInRange(1, Requests - 1);
    }

    [Fact]
    public async Task No_query_is_our_fault()
    {
        var random = new Random(Seed);
        string[] lists = ["tickets", "accounts", "contacts", "satisfaction", "digests"];
        string[] names = ["status", "kind", "topic", "q", "sort", "limit", "cursor", "updatedSince", "account", "contact", "assignee", "owner", "groupBy", "metric", "from", "to", "period", "tier"];
        string[] values = ["", "%00", "%FF", "'", "\"", "new,,open", "-createdAt", "LWNyZWF0ZWRBdApub3Q", "YWNjb3VudHMK", "0", "-1", "2026-W99", "0001-01-01", "9999-12-31T23:59:59-14:00", "%F0%9F%98%80", "AND OR NOT", "*", "account,week", "a%0Ab", "%E5%BF%AB%E9%80%92", "%ED%A0%80"];
        for (var i = 0; i < 1000; i++)
        {
            var list = lists[random.Next(lists.Length)];
            var path = $"{list}?{names[random.Next(names.Length)]}={values[random.Next(values.Length)]}&{names[random.Next(names.Length)]}={values[random.Next(values.Length)]}";
            var reply = await server.GetAsync(path);
            ((int)reply.Status).ShouldBeLessThan(500, $"{path} -> {reply.Body}");
        }
    }

    private static (string Path, byte[] Body) Broken(Random random)
    {
        var (path, body) = Starts[random.Next(Starts.Length)];
        var bytes = random.Next(4) switch
        {
            0 => Encoding.UTF8.GetBytes(WithOtherValue(body, random)),
            1 => Encoding.UTF8.GetBytes(WithOtherValue(WithOtherValue(body, random), random)),
            2 => Encoding.UTF8.GetBytes(body[..random.Next(body.Length)]),
            _ => WithOtherBytes(Encoding.UTF8.GetBytes(body), random),
        };
        return (path, bytes);
    }

    /// <summary>Puts something else in the place of a value, or of a name.</summary>
    private static string WithOtherValue(string body, Random random)
    {
        var colons = Enumerable.Range(0, body.Length).Where(i => body[i] == ':').ToArray();
        if (colons.Length == 0)
        {
            return body;
        }

        var start = colons[random.Next(colons.Length)] + 1;
        var end = start;
        for (var inText = false; end < body.Length && (inText || body[end] is not (',' or '}' or ']')); end++)
        {
            inText ^= body[end] == '"';
        }

        return string.Concat(body.AsSpan(0, start), Values[random.Next(Values.Length)], body.AsSpan(end));
    }

    private static byte[] WithOtherBytes(byte[] body, Random random)
    {
        for (var i = random.Next(1, 5); i > 0; i--)
        {
            body[random.Next(body.Length)] = (byte)random.Next(256);
        }

        return body;
    }
}
