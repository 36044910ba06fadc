using System.Net;
using System.Text.RegularExpressions;
using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Surveys.Made;
using FeedbackBot.Tests.Surveys.Made;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.StaffConsole;

/// <summary>Managers make surveys without a script: what is typed is never lost, nothing is stored before they save, and a refusal says what to do.</summary>
public sealed partial class MadePagesTests : IAsyncLifetime
{
    private const string Made = "/console/surveys/made";
    private TestServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await TestServer.StartAsync("--FeedbackBot:Surveys:DaysBetween=0", "--FeedbackBot:Satisfaction:MinimumAnswers=2", "--FeedbackBot:Surveys:AnonymousFrom=2");
        await _server.AddStaffAsync("boss@example.com", StaffRoles.Manager, "Boss", "en");
        await _server.AddStaffAsync("zhang@example.com", StaffRoles.Manager, "张经理", Languages.Chinese);
        await _server.AddStaffAsync("agent@example.com", StaffRoles.Agent, "Agent", "en");
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_survey_is_made_grown_moved_and_published_with_plain_forms()
    {
        using var boss = await _server.SignedInAsync("boss@example.com");
        (await boss.ReadAsync("/console/surveys")).ShouldContain($"href=\"{Made}\"");
        (await boss.ReadAsync(Made)).ShouldContain("There is no survey of your own yet.");
        var refused = await boss.PostAsync($"{Made}/new", Made, ("name_zh", "回访"), ("name_en", "Visit"), ("key", "Not a key"), ("metric", "nps"));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("value=\"Not a key\"", customMessage: "what was typed stays");
        var path = await MakeAsync(boss);
        (await boss.ReadAsync(path)).ShouldContain("recommend", customMessage: "it begins with the built-in question, to be changed");

        var form = await FormAsync(boss, path);
        form = await DoAsync(boss, path, [.. form, ("do", "add:multi_choice")]);
        form = await DoAsync(boss, path, [.. form, ("do", "add:text")]);
        var ids = form.Where(f => f.Name == "q").Select(f => f.Value).ToList();
        ids.Count.ShouldBe(3);
        (await StoredAsync()).Questions.Count.ShouldBe(1, "nothing is stored before it is saved");
        form = Fill(form, ("zh." + ids[2], "为什么？"), ("en." + ids[2], "Why <so>?"));
        form = await DoAsync(boss, path, [.. form, ("do", "up:" + ids[2])]);
        form.Where(f => f.Name == "q").Select(f => f.Value).ShouldBe([ids[0], ids[2], ids[1]]);
        form.ShouldContain(("en." + ids[2], "Why <so>?"));
        form = await DoAsync(boss, path, [.. form, ("do", "add_choice:" + ids[1])]);
        form.Count(f => f.Name == "c." + ids[1]).ShouldBe(3);

        var unfinished = await boss.PostAsync(path, path, [.. form, ("do", "publish")]);
        unfinished.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = WebUtility.HtmlDecode(await unfinished.Content.ReadAsStringAsync());
        page.ShouldContain("Question 3");
        page.ShouldContain("Please write the question in both languages.");
        page.ShouldContain("Why <so>?");
        page.ShouldContain($"id=\"question-{ids[1]}\" tabindex=\"-1\"");
        (await StoredAsync()).Revision.ShouldBe(1, "a refused publication saves nothing");

        var choices = form.Where(f => f.Name == "c." + ids[1]).Select(f => f.Value).ToList();
        form = await DoAsync(boss, path, [.. form, ("do", "remove_choice:" + choices[2])]);
        form = Fill(form, [("zh." + ids[1], "买了什么？"), ("en." + ids[1], "What did you buy?"), .. choices.Take(2).SelectMany(c => new[] { ("zh." + c, "选项" + c), ("en." + c, "Choice " + c) }),
            ("when." + ids[1], $"{ids[0]}:6"), ("test." + ids[1], "at_most")]);
        var published = await boss.PostAsync(path, path, [.. form, ("do", "publish")]);
        published.Headers.Location!.ToString().ShouldBe($"{path}?done=published");
        var survey = await StoredAsync();
        survey.Version.ShouldBe(1);
        survey.Questions[2].When.ShouldBe(new ShowWhen(ids[0], ShowTest.AtMost, "6"));
        (await boss.ReadAsync($"{path}?done=published")).ShouldContain("From now on this version is sent.");
        WebUtility.HtmlDecode(await boss.ReadAsync("/console/settings/trail?part=survey")).ShouldContain("Boss published version 1 of the survey “Visit”");
        (await boss.ReadAsync("/console/surveys/campaigns/new")).ShouldContain("Your survey: Visit");
    }

    [Fact]
    public async Task Two_editors_do_not_overwrite_each_other_and_the_second_keeps_what_they_wrote()
    {
        using var boss = await _server.SignedInAsync("boss@example.com");
        using var zhang = await _server.SignedInAsync("zhang@example.com");
        var path = await MakeAsync(boss);
        var (one, two) = (await FormAsync(boss, path), await FormAsync(zhang, path));
        (await boss.PostAsync(path, path, [.. Fill(one, ("name_en", "First")), ("do", "save")])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var late = await zhang.PostAsync(path, path, [.. Fill(two, ("name_en", "Second")), ("do", "save")]);
        late.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = WebUtility.HtmlDecode(await late.Content.ReadAsStringAsync());
        page.ShouldContain("这份问卷已被修改");
        page.ShouldContain("value=\"Second\"");
        (await StoredAsync()).Name.En.ShouldBe("First");
    }

    [Theory]
    [InlineData(Languages.English, "Preview: nothing that you enter here is stored.", "Say why", "Please answer this question.")]
    [InlineData(Languages.Chinese, "预览：在这里填写的内容不会保存。", "Say why（中）", "请回答这个问题。")]
    public async Task The_preview_goes_through_the_pages_as_customers_do_and_stores_nothing(string language, string note, string opened, string wanting)
    {
        var id = await PublishedAsync();
        using var boss = await _server.SignedInAsync("boss@example.com");
        var preview = $"{Made}/{id}/preview?lang={language}";
        var first = WebUtility.HtmlDecode(await boss.ReadAsync(preview));
        first.ShouldContain(note);
        first.ShouldNotContain("<script");
        WebUtility.HtmlDecode(await boss.ReadAsync($"{preview}&sent=1")).ShouldContain(wanting);
        var second = WebUtility.HtmlDecode(await boss.ReadAsync($"{preview}&sent=1&q-rating=2"));
        second.ShouldContain("Choose which");
        WebUtility.HtmlDecode(await boss.ReadAsync($"{preview}&sent=1&q-rating=2&asked=rating&asked=bought&q-which=b")).ShouldContain(opened);
        WebUtility.HtmlDecode(await boss.ReadAsync($"{preview}&dismiss=1")).ShouldNotContain("<form");
        await using var db = _server.Open();
        (await db.Answers.CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Nobody_but_managers_edits_and_every_form_has_its_token()
    {
        var id = await PublishedAsync();
        using var other = await _server.SignedInAsync("agent@example.com");
        foreach (var page in new[] { Made, $"{Made}/new", $"{Made}/{id}", $"{Made}/{id}/preview" })
        {
            (await other.GetAsync(page)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, page);
        }

        (await other.PostAsync("/console", $"{Made}/{id}/archive")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var boss = await _server.SignedInAsync("boss@example.com");
        (await boss.Http.PostAsync($"{Made}/{id}/archive", new FormUrlEncodedContent([]))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await boss.GetAsync($"{Made}/{Guid.CreateVersion7()}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await StoredAsync()).ArchivedAt.ShouldBeNull();
    }

    [Fact]
    public async Task A_survey_is_copied_and_archived_and_a_campaigns_draft_deleted()
    {
        var id = await PublishedAsync();
        using var boss = await _server.SignedInAsync("boss@example.com");
        var copy = (await boss.PostAsync($"{Made}/{id}", $"{Made}/{id}/copy")).Headers.Location!.ToString();
        (await boss.ReadAsync(copy)).ShouldContain("visit-2");
        (await boss.PostAsync($"{Made}/{id}", $"{Made}/{id}/archive")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await boss.ReadAsync($"{Made}/{id}")).ShouldContain("<fieldset class=\"card-body\" disabled");
        var draft = (await boss.PostAsync("/console/surveys/campaigns/new", "/console/surveys/campaigns", ("name", "Spring"), ("metric", "nps"), ("percent", "100"), ("most_per_day", "5"), ("start_day", "2099-01-01"), ("top", "5")))
            .Headers.Location!.ToString();
        (await boss.ReadAsync(draft)).ShouldContain($"{draft}/delete");
        (await boss.PostAsync(draft, $"{draft}/delete")).Headers.Location!.ToString().ShouldBe("/console/surveys/campaigns");
        (await boss.GetAsync(draft)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        WebUtility.HtmlDecode(await boss.ReadAsync("/console/settings/trail")).ShouldContain("Boss deleted the draft of the campaign “Spring”");
    }

    [Fact]
    public async Task Managers_choose_what_is_asked_after_a_resolution_and_what_is_chosen_is_not_archived()
    {
        var id = await PublishedAsync();
        using var boss = await _server.SignedInAsync("boss@example.com");
        var saved = await boss.PostAsync(Made, $"{Made}/after-resolution", ("survey", id.ToString()));
        saved.Headers.Location.ShouldNotBeNull().ToString().ShouldBe($"{Made}?done");
        (await boss.ReadAsync($"{Made}?done")).ShouldContain($"<option value=\"{id}\" selected");
        var archived = await boss.PostAsync($"{Made}/{id}", $"{Made}/{id}/archive");
        archived.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await archived.Content.ReadAsStringAsync()).ShouldContain("Choose another question for that first.");
        (await boss.PostAsync(Made, $"{Made}/after-resolution", ("survey", "no survey"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await StoredAsync()).AfterResolutionSince.ShouldNotBeNull();
        (await boss.PostAsync(Made, $"{Made}/after-resolution", ("survey", ""))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await StoredAsync()).AfterResolutionSince.ShouldBeNull();
        var trail = WebUtility.HtmlDecode(await boss.ReadAsync("/console/settings/trail?part=survey"));
        trail.ShouldContain("as the question after a resolution");
        trail.ShouldContain("Boss chose the built-in question to be asked after a resolution");
        using var agent = await _server.SignedInAsync("agent@example.com");
        (await agent.PostAsync("/console", $"{Made}/after-resolution", ("survey", id.ToString()))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Whoever_moves_a_conditioned_question_to_the_top_is_told_what_saving_there_does()
    {
        var path = $"{Made}/{await PublishedAsync()}";
        using var boss = await _server.SignedInAsync("boss@example.com");
        var form = await DoAsync(boss, path, [.. await FormAsync(boss, path), ("do", "up:which")]);
        const string Hint = "saving it here takes the condition away";
        (await (await boss.PostAsync(path, path, [.. form, ("do", "up:which")])).Content.ReadAsStringAsync()).ShouldContain(Hint);
        (await boss.ReadAsync(path)).ShouldNotContain(Hint);
    }

    [Fact]
    public async Task A_survey_as_large_as_may_be_is_saved()
    {
        using var boss = await _server.SignedInAsync("boss@example.com");
        var path = await MakeAsync(boss);
        List<(string Name, string Value)> form = [.. (await FormAsync(boss, path)).Where(f => f.Name is "name_zh" or "name_en" or "revision"), ("do", "save")];
        foreach (var q in Enumerable.Range(0, 30).Select(i => "q" + i))
        {
            form.AddRange([("q", q), ("type." + q, "multi_choice"), ("zh." + q, "题"), ("en." + q, "Question"), ("when." + q, ""), ("test." + q, "is"), ("required." + q, "1")]);
            form.AddRange(Enumerable.Range(0, 20).Select(c => q + "c" + c).SelectMany(c => new[] { ("c." + q, c), ("zh." + c, "选项"), ("en." + c, "Choice") }));
        }

        (await boss.PostAsync(path, path, [.. form])).Headers.Location.ShouldNotBeNull().ToString().ShouldEndWith("done=saved");
        (await StoredAsync()).Questions.Sum(q => q.Choices.Count).ShouldBe(600);
    }

    [Fact]
    public async Task A_question_that_was_on_top_for_a_moment_keeps_its_condition()
    {
        var path = $"{Made}/{await PublishedAsync()}";
        using var boss = await _server.SignedInAsync("boss@example.com");
        var form = await FormAsync(boss, path);
        foreach (var verb in new[] { "up:which", "up:which", "down:which", "down:which" })
        {
            form = await DoAsync(boss, path, [.. form, ("do", verb)]);
        }

        form.Where(f => f.Name == "q").Select(f => f.Value).ShouldBe(["rating", "bought", "which", "why"]);
        form.ShouldContain(("when.which", "rating:3"));
        form.ShouldContain(("test.which", "at_most"));
        form.ShouldContain(("required.which", "1"));
        form.ShouldNotContain(f => f.Name == "required.why");
        (await boss.ReadAsync(path)).ShouldContain("id=\"do-up-which\"", customMessage: "by its id the button gets the focus back");
    }

    [Fact]
    public async Task A_campaign_does_not_change_over_to_another_question_when_its_survey_is_archived()
    {
        var id = await PublishedAsync();
        using var boss = await _server.SignedInAsync("boss@example.com");
        var draft = (await boss.PostAsync("/console/surveys/campaigns/new", "/console/surveys/campaigns", ("name", "Spring"), ("metric", id.ToString()), ("percent", "100"), ("most_per_day", "5"), ("start_day", "2099-01-01"), ("top", "5")))
            .Headers.Location.ShouldNotBeNull().ToString();
        await boss.PostAsync($"{Made}/{id}", $"{Made}/{id}/archive");
        (await boss.ReadAsync(draft)).ShouldContain($"<option value=\"{id}\" selected");
    }

    [Fact]
    public async Task What_is_called_anonymous_is_what_customers_are_asked()
    {
        var path = $"{Made}/{await PublishedAsync()}";
        using var boss = await _server.SignedInAsync("boss@example.com");
        await boss.PostAsync(path, path, [.. await FormAsync(boss, path), ("anonymous", "1"), ("do", "save")]);
        (await StoredAsync()).IsAnonymous.ShouldBeTrue();
        foreach (var page in new[] { Made, path, "/console/satisfaction/made" })
        {
            (await boss.ReadAsync(page)).ShouldContain("Version 1 published; the draft has unpublished changes<", customMessage: page);
        }

        await boss.PostAsync(path, path, [.. await FormAsync(boss, path), ("do", "publish")]);
        (await boss.ReadAsync(Made)).ShouldContain("Published, version 2 · anonymous");
    }

    private async Task<string> MakeAsync(Browser browser) =>
        (await browser.PostAsync($"{Made}/new", Made, ("name_zh", "回访"), ("name_en", "Visit"), ("key", "visit"), ("metric", "nps"))).Headers.Location.ShouldNotBeNull().ToString();

    private async Task<Guid> PublishedAsync()
    {
        await using var db = _server.Open();
        var (boss, use) = (await db.Staff.SingleAsync(s => s.Name == "Boss"), _server.Services);
        var id = await _server.Work.RunAsync(work => use.GetRequiredService<MakeSurvey>().RunAsync(work, "visit", MadeForms.Draft(), boss));
        await _server.Work.RunAsync(work => use.GetRequiredService<PublishSurvey>().RunAsync(work, id, boss));
        return id;
    }

    private async Task<Survey> StoredAsync()
    {
        await using var db = _server.Open();
        return await db.Surveys.AsNoTracking().OrderBy(s => s.CreatedAt).FirstAsync();
    }

    private static async Task<List<(string Name, string Value)>> FormAsync(Browser browser, string path) => FieldsOf(await browser.ReadAsync(path));

    /// <summary>Sends the editor's form as it stands and reads what comes back.</summary>
    private static async Task<List<(string Name, string Value)>> DoAsync(Browser browser, string path, (string, string)[] fields)
    {
        var answer = await browser.PostAsync(path, path, fields);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var html = await answer.Content.ReadAsStringAsync();
        html.ShouldContain("Not saved yet");
        return FieldsOf(html);
    }

    private static List<(string Name, string Value)> Fill(List<(string Name, string Value)> form, params (string Name, string Value)[] with) =>
        [.. form.Where(f => with.All(w => w.Name != f.Name)), .. with];

    /// <summary>What a browser would send of the editor's form.</summary>
    private static List<(string Name, string Value)> FieldsOf(string html)
    {
        var form = html[html.IndexOf("id=\"survey-form\"", StringComparison.Ordinal)..];
        form = form[..form.IndexOf("</form>", StringComparison.Ordinal)];
        var inputs = Input().Matches(form).Select(m => m.Value).Where(i => !i.Contains("form-token", StringComparison.Ordinal) && (!i.Contains("\"checkbox\"", StringComparison.Ordinal) || i.Contains(" checked", StringComparison.Ordinal)))
            .Select(i => (Attribute(i, "name"), Attribute(i, "value")));
        var words = Area().Matches(form).Select(m => (Attribute(m.Value, "name"), WebUtility.HtmlDecode(m.Groups[1].Value)));
        var selects = Select().Matches(form).Select(m => (Attribute(m.Value, "name"), Chosen().Match(m.Value) is { Success: true } chosen ? Attribute(chosen.Value, "value") : ""));
        return [.. inputs, .. words, .. selects];
    }

    private static string Attribute(string tag, string name) => WebUtility.HtmlDecode(Regex.Match(tag, $" {name}=\"([^\"]*)\"").Groups[1].Value);

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex Input();

    [GeneratedRegex("<textarea[^>]*>([^<]*)</textarea>")]
    private static partial Regex Area();

    [GeneratedRegex("<select.*?</select>", RegexOptions.Singleline)]
    private static partial Regex Select();

    [GeneratedRegex("<option[^>]*selected[^>]*>")]
    private static partial Regex Chosen();
}
