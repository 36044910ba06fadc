using System.Net;
using System.Text.RegularExpressions;
using FeedbackBot.Surveys;
using FeedbackBot.Surveys.Made;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.Api;

/// <summary>GET /surveys, POST /surveys/{id}/invitations, GET /surveys/{id}/answers.</summary>
[Collection(ApiCollection.Name)]
public sealed class SurveyTests(ApiServer server)
{
    [Fact]
    public async Task Surveys_are_told_in_both_languages_with_their_scales()
    {
        var surveys = (await server.GetAsync("surveys")).Expect(HttpStatusCode.OK);
        surveys.At("items").EnumerateArray().Select(s => (s.GetProperty("id").GetString(), s.GetProperty("low").GetInt32(), s.GetProperty("high").GetInt32()))
            .Take(3).ShouldBe([("csat", 1, 5), ("nps", 0, 10), ("ces", 1, 7)]);
        surveys.Text("items.1.question.en")!.ShouldContain("recommend");
        surveys.Text("items.1.question.zh-Hans")!.ShouldContain("推荐");
    }

    [Fact]
    public async Task A_made_survey_is_listed_by_its_key_and_linked_to_like_the_others()
    {
        var (key, contact) = ("made-" + Guid.CreateVersion7().ToString("N")[^8..], server.Name("contact"));
        var boss = new FeedbackBot.Accounts.StaffMember(key + "@example.com", "Boss", FeedbackBot.Accounts.StaffRoles.Manager, DateTime.UnixEpoch);
        var id = await server.Services.GetRequiredService<FeedbackBot.Storage.UnitOfWork>().RunAsync(db => server.Services.GetRequiredService<MakeSurvey>().RunAsync(db, key, FeedbackBot.Tests.Surveys.Made.MadeForms.Draft(), boss));
        (await server.PostAsync($"surveys/{key}/invitations", new { ticket = "FB-000001" })).Status.ShouldBe(HttpStatusCode.NotFound, "a draft is not there yet");
        await server.Services.GetRequiredService<FeedbackBot.Storage.UnitOfWork>().RunAsync(db => server.Services.GetRequiredService<PublishSurvey>().RunAsync(db, id, boss));

        (await server.GetAsync("surveys")).At("items").EnumerateArray().Single(s => s.GetProperty("id").GetString() == key).GetProperty("high").GetInt32().ShouldBe(5);
        await server.PutAsync($"contacts/{contact}", new { name = "Lin" });
        var made = (await server.PostAsync($"surveys/{key}/invitations", new { contact = new { externalId = contact } })).Expect(HttpStatusCode.Created);
        (await server.Services.GetRequiredService<AnswerMadeSurvey>().GiveAsync(new Uri(made.Text("url")!).Segments[^1], null, q => q == "rating" ? ["4"] : [])).ShouldNotBeNull();
        (await server.GetAsync($"surveys/{key}/answers")).At("items").EnumerateArray().Single().GetProperty("value").GetInt32().ShouldBe(4);
        await server.Services.GetRequiredService<FeedbackBot.Storage.UnitOfWork>().RunAsync(db => server.Services.GetRequiredService<ArchiveSurvey>().RunAsync(db, id, boss));
        (await server.PostAsync($"surveys/{key}/invitations", new { contact = new { externalId = contact } })).Text("type").ShouldBe("urn:feedbackbot:problem:survey_not_published");
    }

    [Fact]
    public async Task Anonymous_answers_stand_in_no_list()
    {
        var (use, key, contact) = (server.Services, "quiet-" + Guid.CreateVersion7().ToString("N")[^8..], server.Name("contact"));
        var boss = new FeedbackBot.Accounts.StaffMember(key + "@example.com", "Boss", FeedbackBot.Accounts.StaffRoles.Manager, DateTime.UnixEpoch);
        var work = use.GetRequiredService<FeedbackBot.Storage.UnitOfWork>();
        var id = await work.RunAsync(db => use.GetRequiredService<MakeSurvey>().RunAsync(db, key, FeedbackBot.Tests.Surveys.Made.MadeForms.Draft(isAnonymous: true), boss));
        await work.RunAsync(db => use.GetRequiredService<PublishSurvey>().RunAsync(db, id, boss));
        await server.PutAsync($"contacts/{contact}", new { name = "Lin" });
        var made = (await server.PostAsync($"surveys/{key}/invitations", new { contact = new { externalId = contact } })).Expect(HttpStatusCode.Created);
        var given = await use.GetRequiredService<AnswerMadeSurvey>().GiveAsync(new Uri(made.Text("url")!).Segments[^1], null, q => q == "rating" ? ["4"] : []);
        var answer = given.ShouldNotBeNull().AnswerId.ShouldNotBeNull();
        (await server.GetAsync($"surveys/{key}/answers")).Expect(HttpStatusCode.OK).At("items").GetArrayLength().ShouldBe(0);
        (await server.GetAsync("surveys/csat/answers?limit=200")).Body.ShouldNotContain(answer.ToString());
    }

    [Theory]
    [InlineData("csat", 4)]
    [InlineData("nps", 10)]
    [InlineData("ces", 7)]
    public async Task A_link_about_a_case_is_answered_once_and_the_answer_is_listed(string survey, int value)
    {
        var account = server.Name("account");
        var number = (await server.PostAsync("tickets", new { text = "The kettle leaks", account = new { externalId = account } })).Text("number");
        var made = (await server.PostAsync($"surveys/{survey}/invitations", new { ticket = number })).Expect(HttpStatusCode.Created);
        made.Text("ticket").ShouldBe(number);
        var path = new Uri(made.Text("url")!).PathAndQuery;
        Regex.IsMatch(path, "^/survey/[0-9a-f]{64}$").ShouldBeTrue(path);
        var page = (await server.SendAsync(HttpMethod.Get, path, null, key: null)).Expect(HttpStatusCode.OK);
        Regex.Count(page.Body, "type=\"radio\"").ShouldBe(Scale.Of(Enum.Parse<Metric>(survey, ignoreCase: true)) is var (low, high) ? high - low + 1 : 0);
        await AnswerAsync(path, value, "well done");
        await AnswerAsync(path, Scale.Of(Enum.Parse<Metric>(survey, ignoreCase: true)).Low, "changed my mind");

        var newest = (await server.GetAsync($"surveys/{survey}/answers?limit=200")).Expect(HttpStatusCode.OK).At("items").EnumerateArray()
            .Single(a => a.GetProperty("ticket").GetString() == number);
        (newest.GetProperty("value").GetInt32(), newest.GetProperty("reason").GetString()).ShouldBe((value, "well done"));
        (await server.GetAsync($"satisfaction?groupBy=account&metric={survey}&account={account}")).At("items.0.n").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task A_contact_is_asked_about_everything_for_the_account_as_it_stands()
    {
        var (contact, account) = (server.Name("contact"), server.Name("account"));
        await server.PutAsync($"accounts/{account}", new { name = "Acme" });
        await server.PutAsync($"contacts/{contact}", new { name = "Jane", account = new { externalId = account } });
        var made = (await server.PostAsync("surveys/nps/invitations", new { contact = new { externalId = contact } })).Expect(HttpStatusCode.Created);
        made.Text("ticket").ShouldBeNull();
        await AnswerAsync(new Uri(made.Text("url")!).PathAndQuery, 9, "");
        (await server.GetAsync($"satisfaction?groupBy=account&metric=nps&account={account}")).At("items.0.n").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task What_cannot_be_asked_is_refused_with_a_reason()
    {
        (await server.PostAsync("surveys/smiles/invitations", new { ticket = "FB-000001" })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await server.GetAsync("surveys/smiles/answers")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await server.PostAsync("surveys/csat/invitations", new { })).Text("type").ShouldBe("urn:feedbackbot:problem:required");
        (await server.PostAsync("surveys/csat/invitations", new { ticket = "x" })).Text("type").ShouldBe("urn:feedbackbot:problem:malformed");
        (await server.PostAsync("surveys/csat/invitations", new { ticket = "FB-999999" })).Text("type").ShouldBe("urn:feedbackbot:problem:unknown_ticket");
        (await server.PostAsync("surveys/csat/invitations", new { contact = new { externalId = server.Name("nobody") } })).Text("type").ShouldBe("urn:feedbackbot:problem:unknown_contact");
        var contact = server.Name("contact");
        await server.PutAsync($"contacts/{contact}", new { name = "Jane", preferences = new { optedOut = true } });
        (await server.PostAsync("surveys/csat/invitations", new { contact = new { externalId = contact } })).Text("type").ShouldBe("urn:feedbackbot:problem:opted_out");
    }

    private async Task AnswerAsync(string path, int value, string reason)
    {
        using var http = new HttpClient { BaseAddress = server.Client.BaseAddress };
        using var answer = await http.PostAsync(path, new FormUrlEncodedContent([new("rating", $"{value}"), new("reason", reason)]));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
