using FeedbackBot.Surveys;
using FeedbackBot.Surveys.Made;
using FeedbackBot.Tests.Surveys.Campaigns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tests.Surveys.Made;

/// <summary>Mei, who manages, makes surveys; Mrs. Lin answers them behind links.</summary>
public abstract class MadeSurveyDeskTests : CampaignDeskTests
{
    private protected AnswerMadeSurvey Survey => new(
        Desk.Desk.Work, Desk.Desk, new RecordAnswer(Desk.Follow, Desk.Desk.Clock, Options.Create(Desk.Settings)), new RecordReason(Desk.Follow), Desk.Desk.Clock);

    private protected Task<Guid> MadeAsync(SurveyDraft? draft = null, string key = "visit") =>
        Desk.Desk.Work.RunAsync(db => new MakeSurvey(Desk.Desk.Clock).RunAsync(db, key, draft ?? MadeForms.Draft(), Desk.Desk.Mei));

    private protected Task ChangeAsync(Guid id, SurveyDraft draft, int revision) =>
        Desk.Desk.DoAsync(db => new ChangeSurvey(Desk.Desk.Clock).RunAsync(db, id, draft, revision, Desk.Desk.Mei));

    private protected Task<int> PublishAsync(Guid id) => Desk.Desk.Work.RunAsync(db => new PublishSurvey(Desk.Desk.Clock).RunAsync(db, id, Desk.Desk.Mei));

    private protected Task ArchiveAsync(Guid id) => Desk.Desk.DoAsync(db => new ArchiveSurvey(Desk.Desk.Clock).RunAsync(db, id, Desk.Desk.Mei));

    private protected async Task<Guid> PublishedAsync(bool isAnonymous = false)
    {
        var id = await MadeAsync(MadeForms.Draft(isAnonymous));
        await PublishAsync(id);
        return id;
    }

    private protected Task<Survey> SurveyAsync(Guid id) => Desk.ReadAsync(db => db.Surveys.AsNoTracking().SingleAsync(s => s.Id == id));

    /// <summary>The token of a link for a contact.</summary>
    private protected async Task<string> LinkAsync(Guid survey, string contact = "lin") =>
        (await Desk.Desk.Work.RunAsync(db => new InviteByLink(Desk.Desk.Clock, Options.Create(Desk.Settings)).RunAsync(db, survey, null, contact))).Token;

    /// <summary>Sends a page: question and value; a question may come several times.</summary>
    private protected async Task<MadeLink> GiveAsync(string token, Guid? answer, params (string Question, string Value)[] given) =>
        (await Survey.GiveAsync(token, answer, q => [.. given.Where(g => g.Question == q).Select(g => g.Value)])).ShouldNotBeNull();

    /// <summary>Everything stored beside ratings, as "question: value".</summary>
    private protected async Task<List<string>> SaidAsync() =>
        [.. (await Desk.ReadAsync(db => db.SurveyResponses.AsNoTracking().ToListAsync())).Select(r => $"{r.QuestionId}: {r.Value?.ToString() ?? r.Choice ?? r.Text ?? "-"}").Order(StringComparer.Ordinal)];
}
