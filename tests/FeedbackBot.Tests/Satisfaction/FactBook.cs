using FeedbackBot.Accounts;
using FeedbackBot.Satisfaction;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Satisfaction;

/// <summary>Random answers and questions: written, answered, waved away, disputed and removed.</summary>
internal sealed class FactBook(Random random)
{
    public static readonly DateTime Start = new(2026, 9, 20, 0, 0, 0, DateTimeKind.Utc);
    private const int Days = 75;

    private static readonly Guid[] Ids = [.. Enumerable.Range(0, 4).Select(_ => Guid.CreateVersion7())];
    private readonly List<Guid> _answers = [];
    private readonly List<Guid> _questions = [];

    public Task StepAsync(UnitOfWork work) => random.Next(10) switch
    {
        < 4 => WriteAnswerAsync(work),
        < 7 => AskAsync(work),
        7 => ChangeAsync(work, _questions, (Invitation i) => i.Close((InvitationStatus)random.Next(1, 5), Moment())),
        8 => ChangeAsync(work, _answers, (Answer a) => a.CountFor(Whom())),
        _ => RemoveAsync(work),
    };

    /// <summary>Up to three dimensions, filters and some stretches of time, whole and ragged.</summary>
    public CountRequest AnyRequest(TimeZoneInfo zone)
    {
        var by = CountKey.Kept.OrderBy(_ => random.Next()).Take(random.Next(3)).Order().ToArray();
        var where = CountKey.Kept.OrderBy(_ => random.Next()).Take(random.Next(2)).Select(d => new KeyFilter(d, AnyKey(d)));
        return new() { By = by, Where = [.. where], Metric = random.Next(2) == 0 ? Metric.Csat : null, Periods = [.. Enumerable.Range(0, random.Next(1, 4)).Select(i => AnyPeriod(i, zone))] };
    }

    private Period AnyPeriod(int number, TimeZoneInfo zone)
    {
        var name = $"p{number}";
        var (a, b) = (Moment(), Moment());
        var (from, to) = a < b ? (a, b) : (b, a);
        return random.Next(4) switch
        {
            0 => Period.Ever with { Name = name },
            1 => new(name, from, to),
            2 => Period.Of(PeriodLength.Week, from, zone) with { Name = name },
            _ => new(name, Period.Of(PeriodLength.Day, from, zone).From, Period.Of(PeriodLength.Day, to, zone).To),
        };
    }

    private string? AnyKey(Dimension dimension) => dimension switch
    {
        Dimension.Account or Dimension.Owner or Dimension.Team => KeyFilter.Of(dimension, Ids[random.Next(Ids.Length)]).Key,
        Dimension.Topic => Pick("billing", "delivery", null),
        Dimension.Tier => Pick("a", "b", null),
        _ => null,
    };

    private Task WriteAnswerAsync(UnitOfWork work)
    {
        var metric = (Metric)random.Next(3);
        var (low, high) = Scale.Of(metric);
        var answer = new Answer(metric, random.Next(low, high + 1), Whom(), Moment());
        _answers.Add(answer.Id);
        return work.RunAsync(db =>
        {
            db.Answers.Add(answer);
            return Task.CompletedTask;
        });
    }

    private Task AskAsync(UnitOfWork work)
    {
        var invitation = new Invitation((Metric)random.Next(3), Contact.WithExternalId($"c{random.Next()}", Start), null, Moment(), TimeSpan.FromDays(14));
        invitation.CountFor(Whom());
        _questions.Add(invitation.Id);
        return work.RunAsync(db =>
        {
            db.Invitations.Add(invitation);
            return Task.CompletedTask;
        });
    }

    private async Task ChangeAsync<T>(UnitOfWork work, List<Guid> all, Action<T> change) where T : class
    {
        if (all.Count > 0)
        {
            var id = all[random.Next(all.Count)];
            await work.RunAsync(async db => change((await db.FindAsync<T>(id))!));
        }
    }

    private async Task RemoveAsync(UnitOfWork work)
    {
        if (_answers.Count > 0)
        {
            var at = random.Next(_answers.Count);
            var id = _answers[at];
            _answers.RemoveAt(at);
            await work.RunAsync(async db => db.Remove(await db.Answers.SingleAsync(a => a.Id == id)));
        }
    }

    private Attribution Whom() => new()
    {
        AccountId = AnyId(),
        OwnerId = AnyId(),
        TeamId = AnyId(),
        Tier = Pick("a", "b", "c", null),
        Kind = Pick("complaint", "praise", null),
        Topic = Pick("billing", "delivery", "other", null),
        ListeningPost = Pick("webchat", "phone")!,
        Language = Pick("en", "zh-Hans", null),
    };

    private Guid? AnyId() => random.Next(Ids.Length + 1) is var i && i < Ids.Length ? Ids[i] : null;

    private string? Pick(params string?[] of) => of[random.Next(of.Length)];

    private DateTime Moment() => Start.AddSeconds(random.Next(Days * 24 * 3600));
}

/// <summary>The second, naive count: every fact is looked at, one by one.</summary>
internal static class PlainCount
{
    public static async Task<IReadOnlyList<Fact>> FactsAsync(FeedbackDb db) =>
    [
        .. (await db.Answers.AsNoTracking().ToListAsync()).Select(a => new Fact(a.Metric, a.AnsweredAt, [a.Value], new()
        {
            AccountId = a.AccountId, OwnerId = a.OwnerId, TeamId = a.TeamId, Tier = a.Tier, Kind = a.Kind, Topic = a.Topic, ListeningPost = a.ListeningPost, Language = a.Language,
        })),
        .. (await db.Invitations.AsNoTracking().ToListAsync()).Where(i => i.Status != InvitationStatus.Cancelled).Select(i => new Fact(
            i.Metric, i.SentAt, i.Status == InvitationStatus.Answered ? [11, 12] : i.Status == InvitationStatus.Dismissed ? [11, 13] : [11], i.Attribution)),
    ];

    public static Dictionary<CountKey, string> Of(IReadOnlyList<Fact> facts, CountRequest request)
    {
        var found = new Dictionary<CountKey, long[]>();
        foreach (var period in request.Periods)
        {
            foreach (var fact in facts.Where(f => f.At >= period.From && f.At < period.To && (request.Metric == null || f.Metric == request.Metric)))
            {
                if (request.Where.Any(w => (Key(fact.Whom, w.Dimension) ?? "") != (w.Key ?? "")))
                {
                    continue;
                }

                T? Asked<T>(Dimension dimension, T? value) => request.By.Contains(dimension) ? value : default;
                var key = new CountKey(
                    ColumnForms.Word(fact.Metric), Asked(Dimension.Account, fact.Whom.AccountId), Asked(Dimension.Owner, fact.Whom.OwnerId), Asked(Dimension.Team, fact.Whom.TeamId),
                    Asked(Dimension.Tier, fact.Whom.Tier), Asked(Dimension.Topic, fact.Whom.Topic), Asked(Dimension.Kind, fact.Whom.Kind),
                    Asked(Dimension.ListeningPost, fact.Whom.ListeningPost), Asked(Dimension.Language, fact.Whom.Language), period.Name.Length == 0 ? null : period.Name);
                var numbers = found.TryGetValue(key, out var some) ? some : found[key] = new long[14];
                Array.ForEach(fact.Columns, c => numbers[c]++);
            }
        }

        return found.ToDictionary(p => p.Key, p => string.Join(',', p.Value));
    }

    private static string? Key(Attribution whom, Dimension dimension) => dimension switch
    {
        Dimension.Account => whom.AccountId?.ToString().ToUpperInvariant(),
        Dimension.Owner => whom.OwnerId?.ToString().ToUpperInvariant(),
        Dimension.Team => whom.TeamId?.ToString().ToUpperInvariant(),
        Dimension.Tier => whom.Tier,
        Dimension.Topic => whom.Topic,
        Dimension.Kind => whom.Kind,
        Dimension.ListeningPost => whom.ListeningPost,
        _ => whom.Language,
    };

    internal sealed record Fact(Metric Metric, DateTime At, int[] Columns, Attribution Whom);
}
