using System.Net;
using System.Text.Json;

namespace FeedbackBot.Tests.Api;

/// <summary>POST /analyze.</summary>
[Collection(ApiCollection.Name)]
public sealed class AnalyzeTests(ApiServer server)
{
    [Fact]
    public async Task Every_document_gets_its_reading_in_the_order_of_the_request()
    {
        var reply = (await server.PostAsync("analyze", new
        {
            documents = new object[]
            {
                new { id = "zh", text = "快递三天了还没到，太慢了！" },
                new { id = 7, text = "The driver was so kind, thank you!" },
                new { id = "none", text = "  " },
            },
        })).Expect(HttpStatusCode.OK);

        reply.At("documents").GetArrayLength().ShouldBe(3);
        reply.Text("documents.0.id").ShouldBe("zh");
        reply.Text("documents.0.language").ShouldBe("zh-Hans");
        reply.Text("documents.0.sentiment.label").ShouldBe("negative");
        reply.Text("documents.0.kind.label").ShouldBe("complaint");
        reply.Text("documents.0.topics.0.label").ShouldBe("delivery");
        reply.Text("documents.1.id").ShouldBe("7");
        reply.Text("documents.1.kind.label").ShouldBe("praise");
        reply.Text("documents.1.reader").ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Sentences_opinions_and_values_point_into_the_text_as_it_was_sent()
    {
        const string sent = "\u0000The food was delicious. But order AB1234567 took two hours and the waiter was rude!";
        var reply = (await server.PostAsync("analyze", new { documents = new[] { new { id = "1", text = sent } } })).Expect(HttpStatusCode.OK);
        var sentences = reply.At("documents.0.sentences").EnumerateArray()
            .Select(s => sent.Substring(s.GetProperty("start").GetInt32(), s.GetProperty("length").GetInt32())).ToArray();
        sentences.ShouldBe(["The food was delicious.", "But order AB1234567 took two hours and the waiter was rude!"]);
        reply.Text("documents.0.values.0.kind").ShouldBe("order_number");
        sent.Substring(reply.At("documents.0.values.0.start").GetInt32(), reply.At("documents.0.values.0.length").GetInt32()).ShouldBe("AB1234567");
        reply.At("documents.0.opinions").EnumerateArray().Select(o => o.GetProperty("sentiment").GetString()).Distinct().ShouldBe(["positive", "negative"], ignoreOrder: true);
    }

    [Fact]
    public async Task What_was_not_read_has_no_labels_and_is_not_passed_off_as_neutral()
    {
        var reply = (await server.PostAsync("analyze", new { documents = new[] { new { id = "1", text = "" } } })).Expect(HttpStatusCode.OK);
        reply.Text("documents.0.sentiment.label").ShouldBeNull();
        reply.Text("documents.0.kind.label").ShouldBeNull();
        reply.At("documents.0.kind.abstained").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task An_uncertain_label_stands_beside_its_abstention()
    {
        var reply = (await server.PostAsync("analyze", new { documents = new[] { new { id = "1", text = "blue" } } })).Expect(HttpStatusCode.OK);
        reply.Text("documents.0.kind.label").ShouldNotBeNull();
        reply.At("documents.0.kind.confidence").GetDouble().ShouldBeInRange(0, 1);
    }

    [Fact]
    public async Task Personal_data_is_found_where_it_stands_in_the_text_as_sent()
    {
        const string Text = "call\u200B me\u0007: 13800138000 or a.b@example.com";
        var reply = (await server.PostAsync("analyze", new { documents = new[] { new { id = "1", text = Text } } })).Expect(HttpStatusCode.OK);
        var found = reply.At("documents.0.pii").EnumerateArray()
            .Select(p => (p.GetProperty("kind").GetString(), Text.Substring(p.GetProperty("start").GetInt32(), p.GetProperty("length").GetInt32())));
        found.ShouldBe([("phone", "13800138000"), ("email", "a.b@example.com")]);
    }

    [Fact]
    public async Task A_thousand_documents_are_read_and_one_more_is_refused()
    {
        var documents = Enumerable.Range(0, 1000).Select(i => new { id = $"d{i}", text = $"parcel {i} is late" }).ToList();
        var reply = (await server.PostAsync("analyze", new { documents })).Expect(HttpStatusCode.OK);
        reply.At("documents").EnumerateArray().Select(d => d.GetProperty("id").GetString()).ShouldBe(documents.Select(d => d.id));
        documents.Add(new { id = "one more", text = "x" });
        (await server.PostAsync("analyze", new { documents })).ExpectProblem(HttpStatusCode.BadRequest, "too_many", "documents");
    }

    [Fact]
    public async Task A_body_of_four_megabytes_is_taken()
    {
        var documents = Enumerable.Range(0, 100).Select(i => new { id = $"d{i}", text = string.Concat(Enumerable.Repeat("late again ", 3800)) });
        var body = JsonSerializer.Serialize(new { documents });
        body.Length.ShouldBeGreaterThan(4_000_000);
        (await server.PostAsync("analyze", body)).Expect(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("""{}""", "required", "documents")]
    [InlineData("""{"documents":[{"text":"a"}]}""", "required", "documents[0].id")]
    [InlineData("""{"documents":[{"id":"1","text":"a"},{"id":"2"}]}""", "required", "documents[1].text")]
    [InlineData("""{"documents":[null]}""", "required", "documents[0].text")]
    [InlineData("""{"documents":[{"id":"1","text":5}]}""", "wrong_type", "documents[0].text")]
    [InlineData("""{"documents":{"id":"1"}}""", "wrong_type", "documents")]
    [InlineData("""{"documents":[{"id":"1","text":"a","language":"tlh"}]}""", "unknown_value", "documents[0].language")]
    [InlineData("""{"documents":[{"id":"1","text":"a","mood":1}]}""", "unknown_field", "documents[0].mood")]
    public async Task A_fault_names_the_document_and_the_field(string body, string code, string field) =>
        (await server.PostAsync("analyze", body)).ExpectProblem(HttpStatusCode.BadRequest, code, field);
}
