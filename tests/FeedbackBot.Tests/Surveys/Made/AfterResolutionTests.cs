using FeedbackBot.Access;
using FeedbackBot.Surveys;
using FeedbackBot.Surveys.Made;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Surveys.Made;

/// <summary>A survey as the question after a resolution: what is chosen is asked, by mail and in the chat, and once more after the case that a low answer opened.</summary>
public abstract class AfterResolutionTests : MadeSurveyDeskTests
{
    [Fact]
    public async Task What_is_chosen_is_asked_in_the_version_of_that_moment_and_whoever_was_asked_before_keeps_theirs()
    {
        var id = await PublishedAsync();
        var before = await Desk.AskedAsync(await Desk.ResolvedAsync());
        before.SurveyId.ShouldBeNull();
        await ChooseAsync(id);
        Desk.Desk.Clock.Advance(TimeSpan.FromDays(8));
        var asked = await Desk.AskedAsync(await Desk.ResolvedAsync("The lid is missing"));
        (asked.SurveyId, asked.SurveyVersion, asked.Metric, asked.Delivery).ShouldBe((id, 1, Metric.Csat, SurveyDelivery.Chat));
        (await Desk.ReadAsync(db => db.Invitations.SingleAsync(i => i.Id == before.Id))).SurveyId.ShouldBeNull();

        var (mailed, token) = await LaterAsync(async () => await Desk.MailedAsync(await Desk.ResolvedAsync("The cord is missing")));
        (mailed.SurveyId, mailed.Delivery).ShouldBe((id, SurveyDelivery.Email));
        mailed.RemindAt.ShouldNotBeNull();
        (await Survey.LookAsync(token)).ShouldNotBeNull().Ask.Select(q => q.Id).ShouldBe(["rating", "bought"]);

        await ChooseAsync(null);
        (await LaterAsync(async () => await Desk.AskedAsync(await Desk.ResolvedAsync("The box is missing")))).SurveyId.ShouldBeNull();
        (await AuditAsync()).ShouldBe(["survey.made", "survey.published", "survey.after_resolution", "survey.built_in_after_resolution"]);
    }

    [Fact]
    public async Task The_letter_asks_its_first_question()
    {
        await ChooseAsync(await PublishedAsync());
        var number = await Desk.ResolvedAsync();
        await Desk.Desk.DoAsync(async db =>
        {
            var asked = (await Desk.Invite.RunAsync(db, number, SurveyDelivery.Email)).Invitation.ShouldNotBeNull();
            var mail = Desk.Letter.Ask(asked, await db.VersionOfAsync(asked), await db.Tickets.SingleAsync(t => t.Number == number), Desk.Lin, "lin@example.com");
            mail.Subject.ShouldContain("a few questions");
            mail.Text.ShouldContain("How satisfied are you?");
            mail.Text.ShouldNotContain("one question");
        });
    }

    [Fact]
    public async Task After_the_case_of_a_low_answer_the_same_is_asked_again_and_makes_a_pair()
    {
        var id = await PublishedAsync();
        await ChooseAsync(id);
        var first = await Desk.AskedAsync(await Desk.ResolvedAsync());
        await Desk.AnswerAsync(first, 1);
        await ChooseAsync(null);
        Desk.Desk.Clock.Advance(TimeSpan.FromDays(8));
        var opened = (await Desk.CasesAsync())[1].Number;
        await Desk.Desk.ResolveAsync(opened);
        var again = await Desk.AskedAsync(opened);
        (again.SurveyId, again.RecoversId).ShouldBe((id, (await Desk.ReadAsync(db => db.Answers.SingleAsync())).Id));
    }

    [Fact]
    public async Task An_anonymous_one_is_always_a_link()
    {
        await ChooseAsync(await PublishedAsync(isAnonymous: true));
        var asked = await Desk.AskedAsync(await Desk.ResolvedAsync());
        (asked.IsAnonymous, asked.Delivery, asked.RemindAt).ShouldBe((true, SurveyDelivery.Link, null));
    }

    [Fact]
    public async Task Only_what_is_published_can_be_chosen_and_what_is_chosen_stays_until_another_is()
    {
        var draft = await MadeAsync();
        (await Should.ThrowAsync<RuleViolation>(() => ChooseAsync(draft))).Code.ShouldBe("survey_not_published");
        await PublishAsync(draft);
        await ChooseAsync(draft);
        (await Should.ThrowAsync<RuleViolation>(() => ArchiveAsync(draft))).Code.ShouldBe("survey_after_resolution");
        var other = await MadeAsync(key: "other");
        await PublishAsync(other);
        await ChooseAsync(other);
        (await Desk.ReadAsync(db => db.Surveys.Where(s => s.AfterResolutionSince != null).Select(s => s.Id).ToListAsync())).ShouldBe([other], "one at a time");
        await ArchiveAsync(draft);
        (await Should.ThrowAsync<RuleViolation>(() => ChooseAsync(draft))).Code.ShouldBe("survey_not_published");
        (await AuditAsync()).Count(c => c == "survey.after_resolution").ShouldBe(2);
        await ChooseAsync(other);
        (await AuditAsync()).Count(c => c == "survey.after_resolution").ShouldBe(2, "nothing was changed");
    }

    private async Task<T> LaterAsync<T>(Func<Task<T>> ask)
    {
        Desk.Desk.Clock.Advance(TimeSpan.FromDays(8));
        return await ask();
    }

    private Task ChooseAsync(Guid? id) => Desk.Desk.DoAsync(db => new ChooseAfterResolution(Desk.Desk.Clock).RunAsync(db, id, Desk.Desk.Mei));

    private Task<List<string>> AuditAsync() => Desk.ReadAsync(db => db.AuditEntries.Where(e => e.Code.StartsWith("survey.")).OrderBy(e => e.Sequence).Select(e => e.Code).ToListAsync());
}

/// <summary>On SQLite.</summary>
public sealed class AfterResolutionOnSqliteTests : AfterResolutionTests
{
    internal override Task<SurveyDesk> OpenAsync() => SurveyDesk.OpenAsync();
}

/// <summary>On PostgreSQL.</summary>
public sealed class AfterResolutionOnPostgresTests(PostgresCluster cluster) : AfterResolutionTests, IClassFixture<PostgresCluster>
{
    internal override async Task<SurveyDesk> OpenAsync() => await SurveyDesk.OpenAsync(await cluster.NewDatabaseAsync());
}
