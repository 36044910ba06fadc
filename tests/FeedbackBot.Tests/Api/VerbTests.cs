using System.Net;
using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.Api;

/// <summary>POST /tickets/{number}/…: the verbs.</summary>
[Collection(ApiCollection.Name)]
public sealed class VerbTests(ApiServer server)
{
    [Fact]
    public async Task A_case_is_worked_on_from_first_answer_to_resolution_and_back()
    {
        var number = await server.OpenAsync("My parcel is three weeks late, terrible!");
        var reply = (await server.PostAsync($"tickets/{number}/replies", new { text = "We are looking for it." })).Expect(HttpStatusCode.Created);
        reply.Text("speaker").ShouldBe("agent");
        reply.Text("text").ShouldBe("We are looking for it.");
        (await server.PostAsync($"tickets/{number}/notes", new { text = "Depot rang back." })).Expect(HttpStatusCode.Created).Text("text").ShouldBe("Depot rang back.");
        (await server.GetAsync($"tickets/{number}")).Text("status").ShouldBe("waiting_on_customer");

        var resolved = (await server.PostAsync($"tickets/{number}/resolve", new
        {
            cause = "lost at the depot",
            remedy = "sent again",
            responsibility = "third_party",
            message = "A new parcel is on its way.",
        })).Expect(HttpStatusCode.OK);
        resolved.Text("status").ShouldBe("resolved");
        resolved.Text("responsibility").ShouldBe("third_party");
        resolved.Text("resolvedAt").ShouldNotBeNull();
        (await server.PostAsync($"tickets/{number}/reopen", new { reason = "It was the wrong parcel" })).Expect(HttpStatusCode.OK).Text("status").ShouldBe("open");

        var ticket = await server.GetAsync($"tickets/{number}");
        ticket.At("messages").EnumerateArray().Select(m => m.GetProperty("text").GetString())
            .ShouldBe(["My parcel is three weeks late, terrible!", "We are looking for it.", "A new parcel is on its way."]);
        // Whether the survey was considered in between is a matter of milliseconds.
        ticket.At("events").EnumerateArray().Select(e => e.GetProperty("code").GetString()).Where(c => c != "survey_skipped").ShouldBe(["opened", "routed", "noted", "resolved", "reopened"]);
        ticket.Text("notes.0.text").ShouldBe("Depot rang back.");
        ticket.Text("reopenCount").ShouldBe("1");
        ticket.Text("clocks.0.state").ShouldBe("kept");
    }

    [Fact]
    public async Task A_case_is_given_to_staff_by_address_or_id_and_to_nobody()
    {
        var email = server.Name("ada") + "@example.com";
        var ada = await server.Services.GetRequiredService<UnitOfWork>().RunAsync(db =>
            db.StaffOfAsync(email, "Ada", StaffRoles.Agent, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc)));
        var number = await server.OpenAsync("Late");
        var assigned = (await server.PostAsync($"tickets/{number}/assign", new { assignee = email.ToUpperInvariant() })).Expect(HttpStatusCode.OK);
        (assigned.Text("assignee"), assigned.Text("assigneeName"), assigned.Text("status")).ShouldBe((email, "Ada", "open"));
        (await server.GetAsync($"tickets?assignee={email}")).Text("items.0.number").ShouldBe(number);
        (await server.GetAsync($"tickets?assignee={ada.Id}")).Text("items.0.number").ShouldBe(number);
        (await server.PostAsync($"tickets/{number}/assign", new { assignee = "" })).Expect(HttpStatusCode.OK).Text("assignee").ShouldBeNull();
        (await server.PostAsync($"tickets/{number}/assign", new { assignee = ada.Id, team = "customer_care" })).Expect(HttpStatusCode.OK).Text("assignee").ShouldBe(email);
    }

    [Fact]
    public async Task A_merged_case_is_closed_and_an_answer_to_it_goes_out_on_the_case_that_goes_on()
    {
        var (one, other) = (await server.OpenAsync("Late"), await server.OpenAsync("Late too"));
        (await server.PostAsync($"tickets/{one}/merge", new { into = other })).Expect(HttpStatusCode.OK).Text("number").ShouldBe(other);
        var merged = await server.GetAsync($"tickets/{one}");
        (merged.Text("status"), merged.Text("mergedInto")).ShouldBe(("closed", other));
        (await server.PostAsync($"tickets/{one}/replies", new { text = "hello?" })).Expect(HttpStatusCode.Created);
        (await server.GetAsync($"tickets/{other}")).Text("status").ShouldBe("waiting_on_customer");
        (await server.GetAsync($"tickets/{one}")).Text("status").ShouldBe("closed");
    }

    [Fact]
    public async Task A_link_points_from_one_case_to_another_once()
    {
        var (one, other) = (await server.OpenAsync("Late"), await server.OpenAsync("Late too"));
        for (var i = 0; i < 2; i++)
        {
            (await server.PostAsync($"tickets/{one}/links", new { to = other, type = "caused_by" })).Expect(HttpStatusCode.Created).Text("to").ShouldBe(other);
        }

        (await server.GetAsync($"tickets/{one}")).At("links").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_reading_is_corrected_and_the_case_says_so()
    {
        var number = await server.OpenAsync("My parcel is three weeks late, terrible!");
        object said = new { kind = "question", topics = new[] { "billing", "delivery" }, sentiment = "neutral", urgency = "critical" };
        for (var i = 0; i < 2; i++)
        {
            var corrected = (await server.PostAsync($"tickets/{number}/reading", said)).Expect(HttpStatusCode.OK);
            (corrected.Text("kind"), corrected.Text("topics.0"), corrected.Text("topics.1")).ShouldBe(("question", "billing", "delivery"));
            (corrected.Text("sentiment.label"), corrected.Text("priority")).ShouldBe(("neutral", "urgent"));
        }

        var ticket = await server.GetAsync($"tickets/{number}");
        ticket.At("events").EnumerateArray().Where(e => e.GetProperty("code").GetString() == "reading_corrected")
            .Select(e => e.GetProperty("arguments").GetProperty("what").GetString()).ShouldBe(["kind", "topics", "sentiment", "urgency"]);
        (await server.PostAsync($"tickets/{number}/reading", new { kind = "other" })).Expect(HttpStatusCode.OK).Text("kind").ShouldBeNull();
    }

    [Theory]
    [InlineData("replies", """{}""", "required", "text")]
    [InlineData("replies", """{"text":" "}""", "required", "text")]
    [InlineData("notes", """{"text":null}""", "required", "text")]
    [InlineData("assign", """{}""", "required", "assignee")]
    [InlineData("assign", """{"team":"nobody"}""", "unknown_team", "team")]
    [InlineData("assign", """{"assignee":"nobody@example.com"}""", "unknown_staff", "assignee")]
    [InlineData("resolve", """{"cause":"a","remedy":"b"}""", "required", "responsibility")]
    [InlineData("resolve", """{"remedy":"b","responsibility":"us"}""", "required", "cause")]
    [InlineData("resolve", """{"cause":"a","remedy":"b","responsibility":"them"}""", "unknown_value", "responsibility")]
    [InlineData("reopen", """{}""", "required", "reason")]
    [InlineData("merge", """{}""", "required", "into")]
    [InlineData("merge", """{"into":"that one"}""", "malformed", "into")]
    [InlineData("merge", """{"into":"FB-999999"}""", "unknown_ticket", "into")]
    [InlineData("reading", """{}""", "required", "kind")]
    [InlineData("reading", """{"kind":"rant"}""", "unknown_value", "kind")]
    [InlineData("reading", """{"topics":["weather"]}""", "unknown_value", "topics")]
    [InlineData("reading", """{"topics":[]}""", "unknown_value", "topics")]
    [InlineData("reading", """{"topics":["billing","billing"]}""", "unknown_value", "topics")]
    [InlineData("reading", """{"topics":[null]}""", "unknown_value", "topics")]
    [InlineData("links", """{"to":999999,"type":"caused_by"}""", "unknown_ticket", "to")]
    [InlineData("links", """{"to":"FB-000001","type":"reminds_of"}""", "unknown_link", "type")]
    public async Task A_fault_in_a_verb_names_the_field(string verb, string body, string code, string field)
    {
        var number = await server.OpenAsync("Late");
        (await server.PostAsync($"tickets/{number}/{verb}", body)).ExpectProblem(HttpStatusCode.BadRequest, code, field);
    }

    [Fact]
    public async Task A_case_merged_into_itself_is_refused()
    {
        var number = await server.OpenAsync("Late");
        (await server.PostAsync($"tickets/{number}/merge", new { into = number })).ExpectProblem(HttpStatusCode.BadRequest, "merge_with_itself", "into");
    }

    [Theory]
    [InlineData("replies", """{"text":"a"}""")]
    [InlineData("notes", """{"text":"a"}""")]
    [InlineData("assign", """{"team":"customer_care"}""")]
    [InlineData("resolve", """{"cause":"a","remedy":"b","responsibility":"us"}""")]
    [InlineData("reopen", """{"reason":"a"}""")]
    [InlineData("merge", """{"into":"FB-000001"}""")]
    [InlineData("links", """{"to":"FB-000001","type":"caused_by"}""")]
    [InlineData("reading", """{"kind":"praise"}""")]
    public async Task A_verb_on_a_case_that_is_not_there_is_not_found(string verb, string body)
    {
        await server.OpenAsync("there is a first case");
        (await server.PostAsync($"tickets/FB-999999/{verb}", body)).ExpectProblem(HttpStatusCode.NotFound, "not_found");
        (await server.PostAsync($"tickets/nonsense/{verb}", body)).ExpectProblem(HttpStatusCode.NotFound, "not_found");
    }
}
