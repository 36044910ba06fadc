using System.Net;
using System.Text.RegularExpressions;
using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Surveys.Made;
using FeedbackBot.Tests.Surveys.Made;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.Chat;

/// <summary>A made survey behind a link, without a script: a refusal keeps what was typed, the next page asks what the answers opened, and a link is used once.</summary>
public sealed partial class MadeSurveyPageTests
{
    [Theory]
    [InlineData(Languages.English, "Choose bought", "Please answer this question.", "your answers so far are stored", "we have your answers")]
    [InlineData(Languages.Chinese, "Choose bought（中）", "请回答这个问题。", "您刚才的回答已经保存", "您的回答已收到")]
    public async Task It_is_answered_page_by_page(string language, string bought, string wanting, string stored, string thanks)
    {
        using var folder = new TemporaryFolder();
        await using var server = await TestServer.StartInAsync(folder.Path, false, "--FeedbackBot:Surveys:FollowLowAnswers=false");
        var link = await LinkAsync(server) + "?lang=" + language;
        using var visitor = server.NewBrowser();

        var first = WebUtility.HtmlDecode(await visitor.ReadAsync(link));
        first.ShouldContain(bought);
        first.ShouldNotContain("Choose which");
        first.ShouldNotContain("<script");
        first.ShouldContain("<fieldset");
        first.ShouldNotContain("anonymous");
        (await CountAsync(server)).ShouldBe(0);

        var refused = await SendAsync(visitor, link, first, ("q-bought", "a"));
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Html.ShouldContain(wanting);
        refused.Html.ShouldMatch("value=\"a\" checked");
        refused.Html.ShouldContain("id=\"q-rating\" tabindex=\"-1\"", customMessage: "the summary's link takes the focus along");
        (await CountAsync(server)).ShouldBe(0);

        var second = await SendAsync(visitor, link, refused.Html, ("q-bought", "a"), ("q-rating", "2"));
        second.Status.ShouldBe(HttpStatusCode.OK);
        second.Html.ShouldContain(stored);
        second.Html.ShouldContain("Choose which");
        second.Html.ShouldNotContain(bought);
        second.Html.ShouldNotContain("name=\"dismiss\"", customMessage: "it was answered");
        second.Html.ShouldContain(" hreflang=", customMessage: "the link leads here in the other language too");
        (await CountAsync(server)).ShouldBe(1, "the rating is stored, whoever leaves now");
        (await SendAsync(visitor, link, second.Html)).Html.ShouldContain(wanting);
        (await SendAsync(visitor, link, second.Html, ("q-which", "a"))).Html.ShouldContain(thanks);
        WebUtility.HtmlDecode(await visitor.ReadAsync(link)).ShouldContain(thanks);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_first_page_that_is_sent_twice_does_not_swallow_the_second(bool isAnonymous)
    {
        using var folder = new TemporaryFolder();
        await using var server = await TestServer.StartInAsync(folder.Path, false, "--FeedbackBot:Surveys:FollowLowAnswers=false");
        var why = MadeForms.Text("why") with { When = new("rating", ShowTest.AtMost, "3") };
        var link = await LinkAsync(server, MadeForms.Draft(isAnonymous) with { Questions = [MadeForms.Rating(), why] }) + "?lang=en";
        using var visitor = server.NewBrowser();
        var first = await visitor.ReadAsync(link);
        await SendAsync(visitor, link, first, ("q-rating", "2"));
        var again = await SendAsync(visitor, link, first, ("q-rating", "2"));
        again.Status.ShouldBe(HttpStatusCode.OK);
        again.Html.ShouldContain("Say why");
        again.Html.ShouldNotContain("role=\"alert\"");
        (await ReadAsync(server, db => db.SurveyResponses.CountAsync())).ShouldBe(0, "nobody has seen the second page yet");
        (await SendAsync(visitor, link, again.Html, ("q-why", "stale"))).Html.ShouldContain("we have your answers");
        (await ReadAsync(server, db => db.SurveyResponses.Select(r => r.Text).SingleAsync())).ShouldBe("stale");
        (await SendAsync(visitor, link, again.Html, ("q-why", "stale"))).Html.ShouldContain("we have your answers");
        (await CountAsync(server)).ShouldBe(1);
    }

    [Fact]
    public async Task An_anonymous_one_says_so_and_goes_on_only_by_the_sealed_id()
    {
        using var folder = new TemporaryFolder();
        await using var server = await TestServer.StartInAsync(folder.Path, false);
        var link = await LinkAsync(server, MadeForms.Draft(isAnonymous: true)) + "?lang=en";
        using var visitor = server.NewBrowser();
        var first = await visitor.ReadAsync(link);
        first.ShouldContain("This survey is anonymous");
        first.ShouldContain(" hreflang=");
        var second = await SendAsync(visitor, link, first, ("q-rating", "2"));
        second.Html.ShouldNotContain(" hreflang=", customMessage: "the link leads to this page no more, in no language");
        var lost = await PostAsync(visitor, link, ("asked", "which"), ("q-which", "b"));
        (lost.Status, lost.Html.Contains("Your earlier answers are kept", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.Gone, true), "without the seal the link leads to no answer");
        var answer = await ReadAsync(server, db => db.Answers.Select(a => a.Id).SingleAsync());
        (await PostAsync(visitor, link, ("answer", answer.ToString("N")), ("asked", "which"), ("q-which", "b"))).Status.ShouldBe(HttpStatusCode.Gone, "nor with an id that was not sealed here");
        (await SendAsync(visitor, link, second.Html, ("q-which", "b"))).Html.ShouldContain("Say why");
    }

    [Theory]
    [InlineData(false, Languages.English, "Your earlier answers are kept.")]
    [InlineData(true, Languages.Chinese, "您之前提交的回答已保留。")]
    public async Task A_page_that_comes_too_late_is_not_thanked_for(bool isAnonymous, string language, string kept)
    {
        using var folder = new TemporaryFolder();
        await using var server = await TestServer.StartInAsync(folder.Path, false, "--FeedbackBot:Surveys:FollowLowAnswers=false");
        var link = await LinkAsync(server, MadeForms.Draft(isAnonymous)) + "?lang=" + language;
        using var visitor = server.NewBrowser();
        var second = await SendAsync(visitor, link, await visitor.ReadAsync(link), ("q-rating", "2"));
        await ReadAsync(server, db => db.Invitations.ExecuteUpdateAsync(set => set.SetProperty(i => i.ExpiresAt, i => i.SentAt)));
        var late = await SendAsync(visitor, link, second.Html, ("q-which", "b"));
        (late.Status, late.Html.Contains(kept, StringComparison.Ordinal)).ShouldBe((HttpStatusCode.Gone, true));
        (await CountAsync(server)).ShouldBe(1);
    }

    [Fact]
    public async Task It_can_be_let_go_and_an_old_link_says_so()
    {
        using var folder = new TemporaryFolder();
        await using var server = await TestServer.StartInAsync(folder.Path, false);
        var link = await LinkAsync(server) + "?lang=en";
        using var visitor = server.NewBrowser();
        (await PostAsync(visitor, link, ("dismiss", "1"))).Html.ShouldContain("won’t ask about this again");
        (await PostAsync(visitor, link, ("q-rating", "5"))).Html.ShouldContain("won’t ask about this again");
        await ReadAsync(server, db => db.Invitations.ExecuteUpdateAsync(set => set.SetProperty(i => i.Status, InvitationStatus.Expired)));
        (await PostAsync(visitor, link, ("q-rating", "5"))).Status.ShouldBe(HttpStatusCode.Gone);
        (await CountAsync(server)).ShouldBe(0);
    }

    private static async Task<string> LinkAsync(TestServer server, SurveyDraft? draft = null)
    {
        var (use, now) = (server.Services, server.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
        var boss = new StaffMember("boss@example.com", "Boss", StaffRoles.Manager, now);
        var id = await server.Work.RunAsync(db =>
        {
            db.AddRange(boss, Contact.WithExternalId("lin", now));
            return use.GetRequiredService<MakeSurvey>().RunAsync(db, "visit", draft ?? MadeForms.Draft(), boss);
        });
        await server.Work.RunAsync(db => use.GetRequiredService<PublishSurvey>().RunAsync(db, id, boss));
        return "/survey/" + (await server.Work.RunAsync(db => use.GetRequiredService<InviteByLink>().RunAsync(db, id, null, "lin"))).Token;
    }

    /// <summary>Sends the form of a page as a browser does, with what is hidden in it.</summary>
    private static Task<(HttpStatusCode Status, string Html)> SendAsync(Browser visitor, string link, string page, params (string Name, string Value)[] fields) =>
        PostAsync(visitor, link, [.. Hidden().Matches(page).Select(m => (m.Groups[1].Value, WebUtility.HtmlDecode(m.Groups[2].Value))), .. fields]);

    private static async Task<(HttpStatusCode Status, string Html)> PostAsync(Browser visitor, string link, params (string Name, string Value)[] fields)
    {
        using var answer = await visitor.Http.PostAsync(link, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))));
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }

    private static Task<int> CountAsync(TestServer server) => ReadAsync(server, db => db.Answers.CountAsync());

    private static async Task<T> ReadAsync<T>(TestServer server, Func<FeedbackDb, Task<T>> read)
    {
        await using var db = server.Open();
        return await read(db);
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]+)\"")]
    private static partial Regex Hidden();
}
