using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Surveys.Made;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Satisfaction;

/// <summary>How many chose something, of those who answered the question.</summary>
/// <param name="Share">0…1 with its Wilson interval; null where too few answered.</param>
public sealed record ChoiceShare(QuestionChoice Choice, long N, double? Share, double? Low, double? High);

/// <summary>What came of one question.</summary>
/// <param name="IsStillAsked">Whether the version published last asks it.</param>
/// <param name="Asked">To how many it was shown.</param>
/// <param name="N">How many of them answered it.</param>
/// <param name="Score">Of a rating.</param>
/// <param name="Choices">Of a question to choose from; none where too few answered.</param>
/// <param name="Words">The latest, masked; anonymous ones only where there are enough of them.</param>
public sealed record QuestionResult(
    Question Question, bool IsStillAsked, long Asked, long N, Score? Score, IReadOnlyList<ChoiceShare> Choices, IReadOnlyList<string> Words);

/// <summary>What came of a made survey, over all its versions: a question keeps its id, and so its answers, when its words change.</summary>
/// <param name="HasEnough">Whether there are the minimum number of answers.</param>
/// <param name="IsAnonymous">Whether any version was.</param>
public sealed record SurveyResults(long Sent, long Answered, long Dismissed, bool HasEnough, bool IsAnonymous, IReadOnlyList<QuestionResult> Questions);

/// <summary>Counts a made survey from its facts; scores by the one <see cref="ScoreFormula"/>, and below the minimum number of answers nothing but that number.</summary>
public sealed class ReadSurveyResults(IOptions<SatisfactionOptions> options)
{
    private const int MostWords = 200;

    /// <param name="answers">Those that may be looked at.</param>
    /// <param name="asked">Invitations that may be looked at.</param>
    public async Task<SurveyResults> RunAsync(FeedbackDb db, Guid surveyId, IQueryable<Answer> answers, IQueryable<Invitation> asked, CancellationToken cancellation = default)
    {
        var versions = await db.SurveyVersions.AsNoTracking().Where(v => v.SurveyId == surveyId).OrderByDescending(v => v.Number).ToListAsync(cancellation);
        answers = answers.Where(a => a.SurveyId == surveyId);
        var sent = await asked.Where(i => i.SurveyId == surveyId && i.Status != InvitationStatus.Cancelled).GroupBy(i => i.Status)
            .Select(g => new { g.Key, N = g.LongCount() }).ToDictionaryAsync(g => g.Key, g => g.N, cancellation);
        var ratings = await answers.GroupBy(a => a.Value).Select(g => new { g.Key, N = g.LongCount() }).ToDictionaryAsync(g => g.Key, g => g.N, cancellation);
        var (n, said) = (ratings.Values.Sum(), await SaidAsync(db, answers, cancellation));
        var results = new List<QuestionResult>();
        foreach (var question in Asked(versions))
        {
            results.Add(results.Count == 0
                ? new(question, true, n, n, ScoreFormula.Of(question.Metric!.Value, ratings, options.Value.MinimumAnswers), [], [])
                : ResultOf(question, versions, said.GetValueOrDefault(question.Id) ?? Said.Nothing, await WordsAsync(db, question, answers, cancellation)));
        }

        return new(sent.Values.Sum(), n, sent.GetValueOrDefault(InvitationStatus.Dismissed), n >= options.Value.MinimumAnswers, versions.Any(v => v.IsAnonymous), results);
    }

    /// <summary>The rating, the further questions of the last version in its order, and those that only earlier ones asked.</summary>
    private static IEnumerable<Question> Asked(IReadOnlyList<SurveyVersion> versions) =>
        versions.SelectMany((v, index) => index == 0 ? v.Questions : v.Questions.Skip(1)).DistinctBy(q => q.Id);

    private QuestionResult ResultOf(Question question, IReadOnlyList<SurveyVersion> versions, Said said, IReadOnlyList<string> words)
    {
        var isStillAsked = versions[0].Questions.Any(q => q.Id == question.Id);
        var score = question.Metric is { } metric ? ScoreFormula.Of(metric, said.Values, options.Value.MinimumAnswers) : null;
        var choices = question.HasChoices && said.N > 0 && said.N >= options.Value.MinimumAnswers
            ? versions.SelectMany(v => v.Questions).Where(q => q.Id == question.Id).SelectMany(q => q.Choices).DistinctBy(c => c.Id)
                .Select(c => ShareOf(c, said.Choices.GetValueOrDefault(c.Id), said.N)).ToList()
            : [];
        return new(question, isStillAsked, said.Asked, said.N, score, choices, words);
    }

    private static ChoiceShare ShareOf(QuestionChoice choice, long chosen, long n)
    {
        var interval = ScoreFormula.Wilson(chosen, n);
        return new(choice, chosen, (double)chosen / n, interval.Low, interval.High);
    }

    private static async Task<Dictionary<string, Said>> SaidAsync(FeedbackDb db, IQueryable<Answer> answers, CancellationToken cancellation)
    {
        var rows = db.SurveyResponses.Join(answers, r => r.AnswerId, a => a.Id, (r, a) => r);
        var counts = await rows.GroupBy(r => new { r.QuestionId, r.Value, r.Choice }).Select(g => new { g.Key.QuestionId, g.Key.Value, g.Key.Choice, N = g.LongCount() }).ToListAsync(cancellation);
        var asked = await rows.Where(r => r.Ordinal == 0).GroupBy(r => r.QuestionId)
            .Select(g => new { g.Key, Asked = g.LongCount(), N = g.LongCount(r => r.Value != null || r.Choice != null || r.Text != null) }).ToListAsync(cancellation);
        return asked.ToDictionary(a => a.Key, a => new Said(
            a.Asked, a.N,
            counts.Where(c => c.QuestionId == a.Key && c.Value != null).ToDictionary(c => c.Value!.Value, c => c.N),
            counts.Where(c => c.QuestionId == a.Key && c.Choice != null).ToDictionary(c => c.Choice!, c => c.N)));
    }

    /// <summary>The latest words to a question. Those of anonymous answers only where there are enough of them to that question: few would tell whose they are.</summary>
    private async Task<IReadOnlyList<string>> WordsAsync(FeedbackDb db, Question question, IQueryable<Answer> answers, CancellationToken cancellation)
    {
        if (question.Type != QuestionType.Text)
        {
            return [];
        }

        var words = db.SurveyResponses.Where(r => r.QuestionId == question.Id && r.Text != null).Join(answers, r => r.AnswerId, a => a.Id, (r, a) => new { r.Id, r.Text, a.AnsweredAt, a.Source });
        if (await words.CountAsync(w => w.Source == Answer.Anonymous, cancellation) < options.Value.MinimumAnswers)
        {
            words = words.Where(w => w.Source != Answer.Anonymous);
        }

        return await words.OrderByDescending(w => w.AnsweredAt).ThenByDescending(w => w.Id).Take(MostWords).Select(w => w.Text!).ToListAsync(cancellation);
    }

    private sealed record Said(long Asked, long N, IReadOnlyDictionary<int, long> Values, IReadOnlyDictionary<string, long> Choices)
    {
        public static readonly Said Nothing = new(0, 0, new Dictionary<int, long>(), new Dictionary<string, long>());
    }
}
