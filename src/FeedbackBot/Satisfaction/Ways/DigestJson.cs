using System.Text.Json;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Tickets;

namespace FeedbackBot.Satisfaction.Ways;

/// <summary>A digest as JSON for another system; what it carries is described in docs/accounts.md. Pure.</summary>
internal static class DigestJson
{
    public static string Write(DigestFacts facts, string baseUrl)
    {
        var words = new DigestWords(facts, baseUrl.TrimEnd('/'));
        var names = facts.Accounts.ToDictionary(a => a.Id, a => a.ExternalId);
        return JsonSerializer.Serialize(new
        {
            Type = "digest",
            Version = 1,
            Id = facts.DigestId,
            Owner = new { facts.Owner.Email, facts.Owner.Name },
            Period = new { facts.Period.Name, facts.Period.From, facts.Period.To, Interim = facts.At < facts.Period.To },
            facts.At,
            Url = words.ConsoleUrl,
            Accounts = facts.Accounts.Select(a => Account(a, facts, words)),
            Watched = facts.Watch.Watched.Where(w => names.ContainsKey(w.AccountId)).Select(w => new { Account = names[w.AccountId], Reasons = Words(w.Reasons), New = Words(w.New), Gone = Words(w.Gone) }),
            Actions = facts.Watch.Actions.Where(a => names.ContainsKey(a.AccountId)).Select(a => new { Account = names[a.AccountId], a.Text, a.DueOn, a.IsDone, a.IsOverdue, a.Outcome }),
            Themes = (facts.Themes?.Themes ?? []).Select(t => new
            {
                Name = new { t.Name.Name.En, t.Name.Name.ZhHans },
                t.Theme.Terms,
                t.Theme.Now,
                t.Theme.OfNow,
                t.Theme.Before,
                t.Theme.OfBefore,
                Ratio = t.Theme.Ratio.Value,
                t.Theme.Ratio.Low,
                t.Theme.Ratio.High,
            }),
        }, StoredJson.Options);
    }

    private static object Account(AccountFacts account, DigestFacts facts, DigestWords words) => new
    {
        account.ExternalId,
        account.Name,
        account.Tier,
        Url = words.AccountUrl(account),
        Csat = Score(account.Score),
        Nps = Other(account, Metric.Nps),
        Ces = Other(account, Metric.Ces),
        RecentCsat = Score(account.Recent),
        account.Trend,
        Complaints = account.Complaints.Select(c => new { Id = TicketNumber.Format(c.Number), c.Subject, c.Status, c.IsNew, c.Promise, c.DueAt, IsOverdue = c.IsOverdueAt(facts.At), Url = words.TicketUrl(c.Number) }),
        LowRatings = account.LowRatings.Select(r => new { r.Metric, r.Value, r.ScaleHigh, r.Reason, Ticket = r.TicketNumber is { } number ? TicketNumber.Format(number) : null, r.AnsweredAt }),
        NextStep = NextSteps.For(account, facts.At),
    };

    /// <summary>Null where nobody answered it in the period.</summary>
    private static object? Other(AccountFacts account, Metric metric) => account.Others.FirstOrDefault(s => s.Metric == metric) is { } score ? Score(score) : null;

    private static object Score(Score score) => new { score.N, score.Value, score.Low, score.High };

    private static IEnumerable<string> Words(WatchReasons reasons) => Enum.GetValues<WatchReasons>().Where(r => r != WatchReasons.None && reasons.HasFlag(r)).Select(r => ColumnForms.Word(r));
}
