using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Surveys.Made;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.Demo;

/// <summary>A survey of the sample company's own.</summary>
internal sealed class SampleSurvey
{
    public string Key { get; init; } = "";

    public Dictionary<string, string> Name { get; init; } = [];

    public List<SampleQuestion> Questions { get; init; } = [];

    public List<SampleSurveyAnswer> Answers { get; init; } = [];
}

internal sealed class SampleQuestion
{
    public string Type { get; init; } = "";

    public Dictionary<string, string> Text { get; init; } = [];

    public List<Dictionary<string, string>> Choices { get; init; } = [];

    /// <summary>Asked of those who rate at most this.</summary>
    public int? AtMost { get; init; }
}

internal sealed class SampleSurveyAnswer
{
    public int Rating { get; init; }

    /// <summary>By their place.</summary>
    public List<int> Choices { get; init; } = [];

    public string? Words { get; init; }
}

/// <summary>The manager makes a survey with several questions, and contacts of accounts who were not asked lately answer it behind links.</summary>
internal sealed class PlayMadeSurvey(Scene scene)
{
    public void Plan(DateTime at) => scene.Timeline.At(at, PlayAsync);

    private async Task PlayAsync()
    {
        await scene.Timeline.CatchUpAsync();
        var (world, sample, boss) = (scene.World, scene.Data.Company.Survey, scene.Boss);
        var questions = Questions(sample, world.Clock.Now);
        var survey = await world.Unit.RunAsync(db => world.Get<MakeSurvey>().RunAsync(db, sample.Key, new(Said(sample.Name), questions, false), boss));
        await world.Unit.RunAsync(db => world.Get<PublishSurvey>().RunAsync(db, survey, boss));
        var left = new Queue<SampleSurveyAnswer>(sample.Answers);
        foreach (var contact in await ContactsAsync())
        {
            if (left.TryPeek(out var reply) && await InviteAsync(survey, contact) is { } token)
            {
                left.Dequeue();
                await AnswerAsync(token, questions, reply);
            }
        }
    }

    private Task<List<string>> ContactsAsync() => scene.World.Unit.RunAsync(db =>
        db.Contacts.Where(c => c.AccountId != null && c.ExternalId != null).OrderByDescending(c => c.ExternalId).Select(c => c.ExternalId!).Take(60).ToListAsync());

    /// <returns>Null where the contact was asked lately or wants no questions.</returns>
    private async Task<string?> InviteAsync(Guid survey, string contact)
    {
        try
        {
            return (await scene.World.Unit.RunAsync(db => scene.World.Get<InviteByLink>().RunAsync(db, survey, null, contact))).Token;
        }
        catch (RuleViolation)
        {
            return null;
        }
    }

    private async Task AnswerAsync(string token, IReadOnlyList<Question> questions, SampleSurveyAnswer reply)
    {
        var link = await scene.World.Get<AnswerMadeSurvey>().GiveAsync(token, null, Typed);
        if (link?.Ask.Count > 0)
        {
            await scene.World.Get<AnswerMadeSurvey>().GiveAsync(token, link.AnswerId, Typed);
        }

        IReadOnlyList<string> Typed(string id) => questions.First(q => q.Id == id) switch
        {
            { HasChoices: true } chosen => [.. reply.Choices.Select(c => chosen.Choices[c].Id)],
            { Metric: null } => reply.Words is { } words ? [words] : [],
            _ => [reply.Rating.ToString(System.Globalization.CultureInfo.InvariantCulture)],
        };
    }

    private static IReadOnlyList<Question> Questions(SampleSurvey sample, DateTime now)
    {
        var rating = Question.NewId(now);
        return [.. sample.Questions.Select((q, index) => new Question(index == 0 ? rating : Question.NewId(now), ColumnForms.Parse<QuestionType>(q.Type), Said(q.Text))
        {
            Required = index == 0,
            Choices = [.. q.Choices.Select(c => new QuestionChoice(Question.NewId(now), Said(c)))],
            When = q.AtMost is { } most ? new(rating, ShowTest.AtMost, most.ToString(System.Globalization.CultureInfo.InvariantCulture)) : null,
        })];
    }

    private static LocalizedText Said(Dictionary<string, string> text) => new(text[Languages.Chinese], text[Languages.English]);
}
