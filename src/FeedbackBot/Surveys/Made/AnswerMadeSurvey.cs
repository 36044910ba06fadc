using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Surveys.Made;

/// <summary>Where a made survey behind a link stands, and what it asks next.</summary>
/// <param name="Ask">Nothing where it is over.</param>
public sealed record MadeLink(SurveyLinkState State, SurveyVersion? Version, IReadOnlyList<Question> Ask)
{
    /// <summary>Why what was sent could not be taken, by question; nothing was stored then.</summary>
    public IReadOnlyDictionary<string, string> Faults { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the page that was sent came too late to be stored; what was given before it is kept.</summary>
    public bool IsTooLate { get; init; }

    /// <summary>What was given so far, by question; nothing to those that were passed over.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Given { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Whether its time is not over.</summary>
    internal bool IsRunning { get; init; }

    /// <summary>Whether an answer that was given already may still be given otherwise.</summary>
    internal bool MayPutRight(Question question) => IsRunning && Given.ContainsKey(question.Id);

    /// <summary>Whether it was answered, and nothing is left that could be.</summary>
    public bool IsFinished => State == SurveyLinkState.Answered && Ask.Count == 0;

    /// <summary>The answer to which what is asked now belongs, where the rating is stored already.</summary>
    public Guid? AnswerId { get; init; }

    public long? TicketNumber { get; init; }

    /// <summary>Where a low rating is followed up.</summary>
    public long? CaseNumber { get; init; }
}

/// <summary>
/// Answers the made survey behind a link, a page at a time. The first page holds the rating and is stored when it is sent, so nothing is lost where somebody
/// leaves on a later one; each page belongs to the answer, never to a second one. Looking stores nothing.
/// </summary>
public sealed class AnswerMadeSurvey(UnitOfWork unit, IDbContextFactory<FeedbackDb> contexts, RecordAnswer record, RecordReason explain, TimeProvider time)
{
    private static readonly Dictionary<string, IReadOnlyList<string>> NothingYet = [];

    /// <param name="answerId">The answer that is gone on with; an anonymous one can be found by nothing else.</param>
    /// <returns>Null where the link leads to no made survey.</returns>
    public async Task<MadeLink?> LookAsync(string token, Guid? answerId = null, CancellationToken cancellation = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.InvitationAsync(token, cancellation) is { SurveyId: not null } invitation
            ? await StandAsync(db, invitation, (await db.VersionOfAsync(invitation))!, await AnswerOfAsync(db, invitation, answerId))
            : null;
    }

    /// <summary>Where the survey of an invitation stands that is asked in a chat; null where it asks no made survey, or is anonymous.</summary>
    internal async Task<MadeLink?> LookAsync(FeedbackDb db, Guid invitationId)
    {
        var invitation = await db.Invitations.FirstOrDefaultAsync(i => i.Id == invitationId && i.SurveyId != null && !i.IsAnonymous);
        return invitation == null ? null : await StandAsync(db, invitation, (await db.VersionOfAsync(invitation))!, await AnswerOfAsync(db, invitation, null));
    }

    /// <summary>Takes one answer that is given in a chat, in the commit of its turn, as the page that asks it would. One that is given again before the survey runs out is put right.</summary>
    /// <param name="given">As a page gives it; nothing where the question is passed over.</param>
    /// <param name="words">What was said beside it.</param>
    /// <returns>The case in which a low rating is followed up, where this opened it.</returns>
    internal async Task<long?> TakeAsync(FeedbackDb db, Guid invitationId, string questionId, Func<Question, IReadOnlyList<string>> given, string? words)
    {
        // A turn may give several answers before anything of it is saved.
        if (await db.Invitations.FirstOrDefaultAsync(i => i.Id == invitationId && !i.IsAnonymous) is not { } invitation || await db.VersionOfAsync(invitation) is not { } version)
        {
            return null;
        }

        var answer = await AnswerOfAsync(db, invitation, null);
        var stand = await StandAsync(db, invitation, version, answer);
        var question = version.Questions.First(q => q.Id == questionId);
        var read = SurveyCourse.Read([question], _ => given(question));
        if (read.Faults.Count > 0 || (answer == null && question.Id != version.Rating.Id) || !(stand.Ask.Contains(question) || stand.MayPutRight(question)))
        {
            return null;
        }

        var before = answer?.CaseNumber;
        answer = await KeepAsync(db, invitation, version, answer, question, read.Given, words);
        return answer.CaseNumber == before ? null : answer.CaseNumber;
    }

    private async Task<Answer> KeepAsync(FeedbackDb db, Invitation invitation, SurveyVersion version, Answer? answer, Question question, IReadOnlyDictionary<string, IReadOnlyList<string>> given, string? words)
    {
        if (answer == null)
        {
            return await record.StoreAsync(db, invitation, SurveyCourse.RatingOf(question, given[question.Id][0])!.Value, words, time.GetUtcNow().UtcDateTime);
        }

        if (words != null)
        {
            await explain.RunAsync(db, invitation.Id, words);
        }

        if (question.Id == version.Rating.Id)
        {
            await record.PutRightAsync(db, invitation, answer, SurveyCourse.RatingOf(question, given[question.Id][0])!.Value, time.GetUtcNow().UtcDateTime);
            return answer;
        }

        var stored = await db.SurveyResponses.Where(r => r.AnswerId == answer.Id && r.QuestionId == question.Id).ToListAsync();
        stored = [.. stored.Union(db.SurveyResponses.Local.Where(r => r.AnswerId == answer.Id && r.QuestionId == question.Id))];
        if (stored.Count > 0)
        {
            // One row stays for each ordinal: the index knows no order in which rows are taken away and added.
            SurveyResponse.PutRight(db, stored, answer, question, given[question.Id]);
            return answer;
        }

        await AddAsync(db, version, answer, [question], given);
        return answer;
    }

    /// <summary>Takes the page that is asked now. A page that was sent before, or out of turn, stores nothing; the answer is what is due.</summary>
    /// <param name="answerId">The answer that is gone on with; on the first page of an anonymous survey, the id that it gets.</param>
    /// <param name="typed">By question.</param>
    /// <param name="page">The questions of the page that was sent; null for whichever is due.</param>
    public Task<MadeLink?> GiveAsync(
        string token, Guid? answerId, Func<string, IReadOnlyList<string>> typed, IReadOnlyCollection<string>? page = null, CancellationToken cancellation = default) => unit.RunAsync(async db =>
    {
        if (await db.InvitationAsync(token, cancellation) is not { SurveyId: not null } invitation)
        {
            return null;
        }

        var version = (await db.VersionOfAsync(invitation))!;
        var answer = await AnswerOfAsync(db, invitation, answerId);
        var stand = await StandAsync(db, invitation, version, answer);
        if (stand.Ask.Count == 0 || (page != null && !stand.Ask.Select(q => q.Id).ToHashSet().SetEquals(page)))
        {
            return stand with { IsTooLate = stand.State == SurveyLinkState.Answered && stand.Ask.Count == 0 && await IsNewAsync(db, version, answer, page ?? []) };
        }

        var (given, faults) = SurveyCourse.Read(stand.Ask, typed);
        if (faults.Count > 0)
        {
            return stand with { Faults = faults };
        }

        answer ??= await RateAsync(db, invitation, version, answerId, stand.Ask, given);
        await AddAsync(db, version, answer, stand.Ask, given);
        return await StandAsync(db, invitation, version, answer);
    }, cancellation);

    /// <summary>The first page: the rating is the answer.</summary>
    private Task<Answer> RateAsync(
        FeedbackDb db, Invitation invitation, SurveyVersion version, Guid? answerId, IReadOnlyList<Question> page, IReadOnlyDictionary<string, IReadOnlyList<string>> given)
    {
        var rating = SurveyCourse.RatingOf(version.Rating, given[version.Rating.Id][0])!.Value;
        return record.StoreAsync(db, invitation, rating, WordsOf(page, given), time.GetUtcNow().UtcDateTime, answerId);
    }

    private async Task AddAsync(FeedbackDb db, SurveyVersion version, Answer answer, IReadOnlyList<Question> page, IReadOnlyDictionary<string, IReadOnlyList<string>> given)
    {
        if (page.All(q => q.Id != version.Rating.Id) && WordsOf(page, given) is { Length: > 0 } words && answer.InvitationId is { } id)
        {
            await explain.RunAsync(db, id, words);
        }

        db.SurveyResponses.AddRange(page.Where(q => q.Id != version.Rating.Id).SelectMany(q => SurveyResponse.Of(answer, q, given[q.Id])));
    }

    private static string WordsOf(IReadOnlyList<Question> page, IReadOnlyDictionary<string, IReadOnlyList<string>> given) =>
        string.Join('\n', page.Where(q => q.Type == QuestionType.Text).SelectMany(q => given[q.Id]));

    /// <summary>Whether a page that was sent holds something that is not stored. Without the answer, all that is known to be stored is the first page.</summary>
    private static async Task<bool> IsNewAsync(FeedbackDb db, SurveyVersion version, Answer? answer, IReadOnlyCollection<string> page)
    {
        IEnumerable<string> stored = answer == null ? SurveyCourse.Next(version.Questions, NothingYet).Select(q => q.Id) : (await AskedAsync(db, version, answer)).Keys;
        return page.Except(stored).Intersect(version.Questions.Select(q => q.Id)).Any();
    }

    private async Task<MadeLink> StandAsync(FeedbackDb db, Invitation invitation, SurveyVersion version, Answer? answer)
    {
        var state = InvitationLinks.StateOf(invitation, time.GetUtcNow().UtcDateTime);
        var isRunning = time.GetUtcNow().UtcDateTime < invitation.ExpiresAt;
        var given = answer == null ? NothingYet : await AskedAsync(db, version, answer);
        var ask = state == SurveyLinkState.Open || (answer != null && isRunning) ? SurveyCourse.Next(version.Questions, given) : [];
        return new(state, version, ask) { IsRunning = isRunning, Given = given, AnswerId = answer?.Id, TicketNumber = invitation.TicketNumber, CaseNumber = answer?.CaseNumber };
    }

    /// <summary>By the link; an anonymous one only by its own id, and only one of the same survey.</summary>
    private static async Task<Answer?> AnswerOfAsync(FeedbackDb db, Invitation invitation, Guid? answerId)
    {
        if (invitation.Status != InvitationStatus.Answered)
        {
            return null;
        }

        return invitation.IsAnonymous
            ? await db.Answers.FirstOrDefaultAsync(a => a.Id == answerId && a.SurveyId == invitation.SurveyId && a.SurveyVersion == invitation.SurveyVersion && a.Source == Answer.Anonymous)
            : db.Answers.Local.FirstOrDefault(a => a.InvitationId == invitation.Id) ?? await db.Answers.FirstOrDefaultAsync(a => a.InvitationId == invitation.Id);
    }

    private static async Task<Dictionary<string, IReadOnlyList<string>>> AskedAsync(FeedbackDb db, SurveyVersion version, Answer answer)
    {
        var stored = await db.SurveyResponses.AsNoTracking().Where(r => r.AnswerId == answer.Id).ToListAsync();
        var asked = stored.Concat(db.SurveyResponses.Local.Where(r => r.AnswerId == answer.Id)).GroupBy(r => r.QuestionId)
            .ToDictionary(g => g.Key, g => (IReadOnlyList<string>)[.. g.Select(r => r.Given).OfType<string>().Distinct()]);
        asked[version.Rating.Id] = [answer.Value.ToString(System.Globalization.CultureInfo.InvariantCulture)];
        return asked;
    }
}
