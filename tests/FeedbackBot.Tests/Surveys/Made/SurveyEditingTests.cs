using FeedbackBot.Access;
using FeedbackBot.Surveys.Campaigns;
using FeedbackBot.Surveys.Made;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Surveys.Made;

/// <summary>Drafts become versions that are never changed; what cannot be asked is refused, and nobody overwrites another.</summary>
public sealed class SurveyEditingTests : MadeSurveyDeskTests
{
    internal override Task<SurveyDesk> OpenAsync() => SurveyDesk.OpenAsync();

    [Fact]
    public async Task A_published_version_stays_as_it_was_when_the_draft_goes_on()
    {
        var id = await PublishedAsync();
        var survey = await SurveyAsync(id);
        await ChangeAsync(id, MadeForms.Draft() with { Questions = [MadeForms.Rating() with { Text = MadeForms.Said("Otherwise?") }] }, survey.Revision);
        (await SurveyAsync(id)).HasChanges.ShouldBeTrue();
        (await PublishAsync(id)).ShouldBe(2);
        var versions = await Desk.ReadAsync(db => db.SurveyVersions.OrderBy(v => v.Number).ToListAsync());
        versions.Select(v => (v.Number, v.Questions.Count, v.Rating.Text.En)).ShouldBe([(1, 4, "How satisfied are you?"), (2, 1, "Otherwise?")]);
        (await SurveyAsync(id)).HasChanges.ShouldBeFalse();
        (await AuditAsync()).ShouldBe(["survey.made", "survey.published", "survey.changed", "survey.published"]);
    }

    [Fact]
    public async Task Whoever_saves_over_anothers_change_is_told_by_whom_and_nothing_is_overwritten()
    {
        var id = await MadeAsync();
        var read = (await SurveyAsync(id)).Revision;
        await ChangeAsync(id, MadeForms.Draft() with { Name = new("甲", "First") }, read);
        var refused = await Should.ThrowAsync<RuleViolation>(() => ChangeAsync(id, MadeForms.Draft() with { Name = new("乙", "Second") }, read));
        (refused.Code, refused.Message.Contains("mei", StringComparison.Ordinal)).ShouldBe(("survey_changed", true));
        (await SurveyAsync(id)).Name.En.ShouldBe("First");
    }

    public static TheoryData<string, Func<SurveyDraft, SurveyDraft>> Unfinished => new()
    {
        { "rating_first", d => d with { Questions = [.. d.Questions.Skip(1)] } },
        { "rating_first", d => d with { Questions = [d.Questions[0] with { Required = false }] } },
        { "rating_first", d => d with { Questions = [] } },
        { "question_text_missing", d => d with { Questions = [d.Questions[0] with { Text = new("", "Only English") }] } },
        { "choices_missing", d => d with { Questions = [d.Questions[0], MadeForms.Choice("x") with { Choices = [new("a", MadeForms.Said("Alone"))] }] } },
        { "choice_text_missing", d => d with { Questions = [d.Questions[0], MadeForms.Choice("x") with { Choices = [new("a", new("苹果", " ")), new("b", MadeForms.Said("B"))] }] } },
        { "condition_order", d => d with { Questions = [d.Questions[0], d.Questions[3], d.Questions[2]] } },
        { "condition_order", d => d with { Questions = [d.Questions[0], MadeForms.Text("x") with { When = new("x", ShowTest.Is, "a") }] } },
        { "condition_invalid", d => d with { Questions = [d.Questions[0], MadeForms.Text("x") with { When = new("rating", ShowTest.AtMost, "6") }] } },
        { "condition_invalid", d => d with { Questions = [d.Questions[0], MadeForms.Text("x") with { When = new("rating", ShowTest.Includes, "3") }] } },
        { "condition_invalid", d => d with { Questions = [d.Questions[0], MadeForms.Choice("x"), MadeForms.Text("y") with { When = new("x", ShowTest.Is, "gone") }] } },
    };

    [Theory]
    [MemberData(nameof(Unfinished))]
    public async Task A_draft_may_be_unfinished_but_is_not_published_so(string code, Func<SurveyDraft, SurveyDraft> change)
    {
        var id = await MadeAsync(change(MadeForms.Draft()));
        (await Should.ThrowAsync<RuleViolation>(() => PublishAsync(id))).Code.ShouldBe(code);
        (await SurveyAsync(id)).Version.ShouldBe(0);
        (await Desk.ReadAsync(db => db.SurveyVersions.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Limits_hold_for_drafts_too_and_a_question_keeps_its_kind_and_a_survey_its_scale()
    {
        var id = await PublishedAsync();
        var revision = (await SurveyAsync(id)).Revision;
        (await RefusedAsync([.. Enumerable.Range(0, 31).Select(i => MadeForms.Text("t" + i))])).ShouldBe("too_many_questions");
        (await RefusedAsync([MadeForms.Choice("x") with { Choices = [.. Enumerable.Range(0, 21).Select(i => new QuestionChoice("c" + i, MadeForms.Said("C")))] }])).ShouldBe("too_many_choices");
        (await RefusedAsync([MadeForms.Rating() with { Text = MadeForms.Said(new string('x', 301)) }])).ShouldBe("text_too_long");
        (await RefusedAsync([MadeForms.Rating(QuestionType.Nps)])).ShouldBe("question_type_fixed");
        await ChangeAsync(id, MadeForms.Draft() with { Questions = [MadeForms.Rating(QuestionType.Nps) with { Id = "other" }] }, revision);
        (await Should.ThrowAsync<RuleViolation>(() => PublishAsync(id))).Code.ShouldBe("survey_rating_fixed");
        await ChangeAsync(id, MadeForms.Draft() with { Questions = [MadeForms.Rating() with { Id = "another" }, MadeForms.Rating()] }, revision + 1);
        (await Should.ThrowAsync<RuleViolation>(() => PublishAsync(id))).Code.ShouldBe("survey_rating_fixed", "also on the same scale it is another question");

        async Task<string> RefusedAsync(IReadOnlyList<Question> questions) =>
            (await Should.ThrowAsync<RuleViolation>(() => ChangeAsync(id, MadeForms.Draft() with { Questions = questions }, revision))).Code;
    }

    [Theory]
    [InlineData("csat")]
    [InlineData("Has Capitals")]
    [InlineData("x")]
    [InlineData("")]
    public async Task A_key_is_what_other_programs_can_write(string key) =>
        (await Should.ThrowAsync<RuleViolation>(() => MadeAsync(key: key))).Field.ShouldBe("key");

    [Fact]
    public async Task A_copy_has_ids_and_a_key_of_its_own_and_its_conditions_follow()
    {
        var id = await PublishedAsync();
        (await Should.ThrowAsync<RuleViolation>(() => MadeAsync())).Code.ShouldBe("survey_key_taken");
        var copy = await SurveyAsync(await Desk.Desk.Work.RunAsync(db => new CopySurvey(Desk.Desk.Clock).RunAsync(db, id, Desk.Desk.Mei)));
        (copy.Key, copy.Version, copy.Questions.Count).ShouldBe(("visit-2", 0, 4));
        copy.Questions.Select(q => q.Id).Intersect(MadeForms.Draft().Questions.Select(q => q.Id)).ShouldBeEmpty();
        copy.Questions[2].When.ShouldBe(new ShowWhen(copy.Questions[0].Id, ShowTest.AtMost, "3"));
        copy.Questions[3].When.ShouldBe(new ShowWhen(copy.Questions[2].Id, ShowTest.Is, copy.Questions[2].Choices[1].Id));
        (await PublishAsync(copy.Id)).ShouldBe(1);
    }

    [Fact]
    public async Task What_a_campaign_sends_is_not_archived_and_what_is_archived_is_not_sent()
    {
        var id = await PublishedAsync();
        var campaign = await StartedAsync(Plan() with { SurveyId = id });
        (await Should.ThrowAsync<RuleViolation>(() => ArchiveAsync(id))).Code.ShouldBe("survey_in_use");
        await StopAsync(campaign);
        await ArchiveAsync(id);
        (await Should.ThrowAsync<RuleViolation>(() => DraftAsync(Plan() with { SurveyId = id }))).Code.ShouldBe("survey_not_published");
        (await Should.ThrowAsync<RuleViolation>(() => PublishAsync(id))).Code.ShouldBe("survey_archived");
        (await Should.ThrowAsync<RuleViolation>(async () => await ChangeAsync(id, MadeForms.Draft(), (await SurveyAsync(id)).Revision))).Code.ShouldBe("survey_archived");
    }

    [Fact]
    public async Task Only_a_draft_of_a_campaign_can_be_deleted()
    {
        var (draft, started) = (await DraftAsync(), await StartedAsync());
        await DeleteAsync(draft);
        (await Should.ThrowAsync<RuleViolation>(() => DeleteAsync(started))).Code.ShouldBe("campaign_not_draft");
        (await Desk.ReadAsync(db => db.Campaigns.Select(c => c.Id).ToListAsync())).ShouldBe([started]);
        (await AuditAsync()).ShouldContain("campaign.deleted");
    }

    private Task DeleteAsync(Guid id) => Desk.Desk.DoAsync(db => new DeleteCampaign(Desk.Desk.Clock).RunAsync(db, id, Desk.Desk.Mei));

    private Task<List<string>> AuditAsync() => Desk.ReadAsync(db => db.AuditEntries.OrderBy(e => e.Sequence).Select(e => e.Code).ToListAsync());
}
