using System.Linq.Expressions;
using FeedbackBot.Accounts;
using FeedbackBot.Satisfaction.Measures;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Satisfaction.Themes;

/// <summary>Whose words are looked at.</summary>
public sealed record ThemeScope
{
    /// <summary>Inclusive.</summary>
    public required DateTime From { get; init; }

    /// <summary>Exclusive.</summary>
    public required DateTime To { get; init; }

    public IReadOnlyList<KeyFilter> Where { get; init; } = [];

    /// <summary>Who reads it: nothing that they may not see is counted or quoted. Null is a program with a key, to which everything is open.</summary>
    public required StaffMember? Reader { get; init; }

    /// <summary>Only these accounts; null is all that the reader may see.</summary>
    public IReadOnlyCollection<Guid>? Accounts { get; init; }

    /// <summary>Also without what is hidden from this member, for whom the reader stands in.</summary>
    public Guid? InPlaceOf { get; init; }
}

/// <summary>
/// Reads what customers wrote in a stretch of time: descriptions of cases (complaints, unless another kind is asked for) and reasons of survey answers,
/// the newest first and at most so many. An account without contacts is one voice.
/// </summary>
internal static class ReadThemeTexts
{
    public static async Task<List<ThemeText>> RunAsync(FeedbackDb db, ThemeScope scope, DateTime from, DateTime to, int most)
    {
        var texts = await CasesAsync(db, scope, from, to, most);
        texts.AddRange(await AnswersAsync(db, scope, from, to, most));
        return [.. texts.OrderByDescending(t => t.At).Take(most).Select(t => t with { Slice = SliceOf(t.At, scope) })];
    }

    private static int SliceOf(DateTime at, ThemeScope scope) => at >= scope.From ? 0 : 1 + (int)(((scope.From - at).Ticks - 1) / (scope.To - scope.From).Ticks);

    private static Task<List<ThemeText>> CasesAsync(FeedbackDb db, ThemeScope scope, DateTime from, DateTime to, int most)
    {
        var measures = Narrow(db.Set<CaseMeasure>().AsNoTracking().Where(m => m.Counts && m.CreatedAt >= from && m.CreatedAt < to), scope);
        measures = scope.Where.Any(f => f.Dimension == Dimension.Kind) ? measures : measures.Where(m => m.Kind == "complaint");
        var tickets = scope.Reader is { } reader ? db.Tickets.AsNoTracking().VisibleTo(db, reader) : db.Tickets.AsNoTracking();
        tickets = scope.InPlaceOf is { } other ? tickets.OpenTo(db, other) : tickets;
        return measures.OrderByDescending(m => m.CreatedAt).Join(tickets, m => m.TicketNumber, t => t.Number, (m, t) => t)
            .OrderByDescending(t => t.CreatedAt).Take(most)
            .Select(t => new ThemeText(t.Description, t.ContactId, 0, t.CreatedAt, t.ContactId, t.Number)).ToListAsync();
    }

    private static async Task<List<ThemeText>> AnswersAsync(FeedbackDb db, ThemeScope scope, DateTime from, DateTime to, int most)
    {
        var (readerId, otherId) = (scope.Reader?.Id, scope.InPlaceOf);
        var recusals = db.Recusals.Where(r => r.StaffId == readerId || r.StaffId == otherId);
        var answers = Narrow(db.Answers.AsNoTracking().Where(a => a.Reason != null && a.AnsweredAt >= from && a.AnsweredAt < to), scope)
            .Where(a => !recusals.Any(r => r.TicketNumber == a.TicketNumber));
        if (scope.Reader is { } reader && !reader.SeesEverything())
        {
            var own = db.Accounts.AsNoTracking().VisibleTo(reader);
            answers = answers.Where(a => own.Any(o => o.Id == a.AccountId));
        }

        var found = await answers.OrderByDescending(a => a.AnsweredAt).Take(most).Select(a => new { a.Id, a.Reason, a.ContactId, a.AccountId, a.TicketNumber, a.AnsweredAt }).ToListAsync();
        return [.. found.Select(a => new ThemeText(a.Reason!, a.ContactId ?? a.AccountId ?? a.Id, 0, a.AnsweredAt, a.ContactId, a.TicketNumber))];
    }

    /// <summary>Answers and measures name their keys alike.</summary>
    private static IQueryable<T> Narrow<T>(IQueryable<T> facts, ThemeScope scope)
    {
        if (scope.Accounts is { } accounts)
        {
            var ids = accounts.Select(a => (Guid?)a).ToArray();
            facts = facts.Where(Of<T, Guid?>(nameof(Answer.AccountId), account => ids.Contains(account)));
        }

        return scope.Where.Aggregate(facts, Narrow);
    }

    private static IQueryable<T> Narrow<T>(IQueryable<T> facts, KeyFilter filter)
    {
        var key = filter.Key;
        Guid? id = Guid.TryParse(key, out var parsed) ? parsed : null;
        return filter.Dimension is Dimension.Account or Dimension.Owner or Dimension.Team
            ? facts.Where(Of<T, Guid?>($"{filter.Dimension}Id", value => value == id))
            : facts.Where(Of<T, string?>(filter.Dimension.ToString(), value => value == key));
    }

    private static Expression<Func<T, bool>> Of<T, TValue>(string property, Expression<Func<TValue, bool>> condition)
    {
        var fact = Expression.Parameter(typeof(T), "f");
        return Expression.Lambda<Func<T, bool>>(new Filling(condition.Parameters[0], Expression.Property(fact, property)).Visit(condition.Body), fact);
    }

    private sealed class Filling(ParameterExpression place, Expression value) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == place ? value : node;
    }
}
