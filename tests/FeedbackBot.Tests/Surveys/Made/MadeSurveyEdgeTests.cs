using FeedbackBot.Satisfaction;
using FeedbackBot.Surveys;
using FeedbackBot.Surveys.Campaigns;
using FeedbackBot.Surveys.Made;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tests.Surveys.Made;

/// <summary>Made surveys beside what else goes on: pages sent twice, a case's own question, an archive at the wrong moment, other time zones, many words.</summary>
public sealed class MadeSurveyEdgeTests : MadeSurveyDeskTests
{
    internal override Task<SurveyDesk> OpenAsync() => SurveyDesk.OpenAsync();

    [Fact]
    public async Task A_page_sent_out_of_turn_stores_nothing_and_finds_no_fault()
    {
        var token = await LinkAsync(await PublishedAsync(isAnonymous: true));
        var id = Guid.CreateVersion7();
        (await PageAsync(token, id, ["rating", "bought"], ("rating", "2"))).Ask.Single().Id.ShouldBe("which");
        var again = await PageAsync(token, id, ["rating", "bought"], ("rating", "5"), ("bought", "a"));
        (again.Ask.Single().Id, again.Faults.Count, again.IsTooLate).ShouldBe(("which", 0, false));
        (await SaidAsync()).ShouldBe(["bought: -"]);
        (await Desk.ReadAsync(db => db.Answers.SingleAsync())).Id.ShouldBe(id);
        Desk.Desk.Clock.Advance(TimeSpan.FromDays(15));
        var late = await PageAsync(token, id, ["which"], ("which", "a"));
        (late.Ask.Count, late.IsTooLate).ShouldBe((0, true));
        (await PageAsync(token, id, ["rating", "bought"], ("rating", "2"))).IsTooLate.ShouldBeFalse("this one is stored");
        (await SaidAsync()).ShouldBe(["bought: -"]);
    }

    [Fact]
    public async Task A_made_survey_about_a_case_leaves_the_cases_own_question_and_makes_no_pair()
    {
        Desk.Settings.DaysBetween = 0;
        var number = await Desk.ResolvedAsync();
        var own = (await Desk.MailedAsync(number)).Invitation;
        var made = await PublishedAsync();
        var first = await InviteAsync(made, number);
        (await StatusAsync(own.Id)).ShouldBe(InvitationStatus.Sent);
        await InviteAsync(made, number);
        ((await StatusAsync(own.Id)), (await StatusAsync(first.Id))).ShouldBe((InvitationStatus.Sent, InvitationStatus.Cancelled));

        await Desk.AnswerAsync(own, 1);
        var followed = (await Desk.ReadAsync(db => db.Answers.SingleAsync())).CaseNumber.ShouldNotBeNull();
        (await InviteAsync(made, followed)).RecoversId.ShouldBeNull();
        (await Desk.Desk.Work.RunAsync(db => Links.RunAsync(db, Metric.Csat, followed, null))).Invitation.RecoversId.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_campaign_whose_survey_is_archived_at_the_same_moment_goes_on()
    {
        var id = await PublishedAsync();
        await StartedAsync(Plan() with { SurveyId = id });
        await Desk.ReadAsync(db => db.Surveys.ExecuteUpdateAsync(set => set.SetProperty(s => s.ArchivedAt, Desk.Now)));
        (await SendAsync()).ShouldBe(1);
        (await Desk.ReadAsync(db => db.Invitations.SingleAsync())).SurveyVersion.ShouldBe(1);
    }

    [Fact]
    public async Task The_day_of_an_anonymous_answer_is_the_one_that_figures_count_it_on()
    {
        Desk.Settings.DayZone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
        var token = await LinkAsync(await PublishedAsync(isAnonymous: true));
        Desk.Desk.Clock.Advance(Desk.Now.Date.AddHours(42) - Desk.Now);
        await GiveAsync(token, null, ("rating", "5"));
        var answer = await Desk.ReadAsync(db => db.Answers.SingleAsync());
        answer.AnsweredAt.ShouldBe(Desk.Now.Date.AddHours(16), "at 18:00 UTC it is the next day in Shanghai, which begins at 16:00 UTC");
    }

    [Fact]
    public async Task Words_to_one_question_do_not_crowd_out_those_to_another()
    {
        var id = await MadeAsync(MadeForms.Draft() with { Questions = [MadeForms.Rating(), MadeForms.Text("few"), MadeForms.Text("many")] });
        await PublishAsync(id);
        await WordsAsync(id, "few", 1);
        Desk.Desk.Clock.Advance(TimeSpan.FromMinutes(1));
        await WordsAsync(id, "many", 201);
        var results = await Desk.ReadAsync(db => new ReadSurveyResults(Options.Create(new SatisfactionOptions())).RunAsync(db, id, db.Answers, db.Invitations));
        results.Questions.Select(q => (q.Question.Id, q.Words.Count)).ShouldBe([("rating", 0), ("few", 1), ("many", 200)]);
    }

    private InviteByLink Links => new(Desk.Desk.Clock, Options.Create(Desk.Settings));

    private async Task<Invitation> InviteAsync(Guid survey, long number) => (await Desk.Desk.Work.RunAsync(db => Links.RunAsync(db, survey, number, null))).Invitation;

    private Task<InvitationStatus> StatusAsync(Guid id) => Desk.ReadAsync(db => db.Invitations.Where(i => i.Id == id).Select(i => i.Status).SingleAsync());

    private async Task<MadeLink> PageAsync(string token, Guid answer, string[] page, params (string Question, string Value)[] given) =>
        (await Survey.GiveAsync(token, answer, q => [.. given.Where(g => g.Question == q).Select(g => g.Value)], page)).ShouldNotBeNull();

    /// <summary>So many answers with words to one question.</summary>
    private Task WordsAsync(Guid survey, string question, int many) => Desk.Desk.DoAsync(async db =>
    {
        var version = (await db.LastVersionAsync(survey))!;
        for (var i = 0; i < many; i++)
        {
            var invitation = new Invitation(version.Metric, Desk.Lin, null, Desk.Now, TimeSpan.FromDays(1));
            invitation.Ask(version);
            var answer = new Answer(invitation, 5, Desk.Now);
            db.Add(invitation);
            db.Add(answer);
            db.AddRange(SurveyResponse.Of(answer, version.Questions.Single(q => q.Id == question), ["word " + i]));
        }
    });
}
