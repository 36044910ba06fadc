using System.Linq.Expressions;
using FeedbackBot.Accounts;
using FeedbackBot.Routing;
using FeedbackBot.Satisfaction;
using FeedbackBot.Satisfaction.Reports;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.Reports;

/// <summary>Which answers are looked at.</summary>
/// <param name="After">The id of the last one on the page before.</param>
public sealed record AnswersFilter(ReportFilter Report, Metric? Metric, int? Value, Guid? After)
{
    public string Address(Guid? after = null)
    {
        var address = Report.Address($"{ReportPages.Path}/answers");
        void Add(string name, string? of) => address = of == null ? address : $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{name}={of}";
        Add("metric", Metric is { } metric ? ColumnForms.Word(metric) : null);
        Add("value", Value?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Add("after", after?.ToString());
        return address;
    }
}

/// <summary>An answer and what it belongs to.</summary>
public sealed record AnswerRow(Guid Id, Metric Metric, int Value, int ScaleHigh, string? Reason, long? TicketNumber, string? Account, string? AccountName, string Source, DateTime AnsweredAt);

/// <summary>A page of answers, newest first.</summary>
public sealed record AnswerList(AnswersFilter Filter, ReportScope Scope, ReportChoices Choices, IReadOnlyList<AnswerRow> Rows, Guid? Next);

/// <summary>Reads the answers that a figure is made of, with the customers' words; those of cases the viewer must keep away from are not there, and anonymous ones only in their survey's own results.</summary>
public sealed class ReadAnswers(IDbContextFactory<FeedbackDb> contexts, BuildReport build, ReadReport reports, RoutingBook routing)
{
    public const int PageSize = 50;

    public async Task<AnswerList> RunAsync(Viewer viewer, AnswersFilter filter, CancellationToken cancellation)
    {
        var book = await routing.OpenAsync();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var (scope, account) = await build.ScopeAsync(db, filter.Report, viewer.Staff, book, viewer.Now, cancellation);
        var (from, to) = reports.MomentsOf(scope);
        var answers = VisibleTo(db, viewer.Staff).Where(a => a.Source != Answer.Anonymous && a.AnsweredAt >= from && a.AnsweredAt < to);
        answers = scope.Where.Aggregate(answers, (some, key) => some.Where(Has(key)));
        var ofOwner = scope.AccountsOf is { } owner ? db.Accounts.CaredForBy(owner) : null;
        answers = ofOwner == null ? answers : answers.Where(a => ofOwner.Any(o => o.Id == a.AccountId));
        answers = filter.Metric is { } metric ? answers.Where(a => a.Metric == metric) : answers;
        answers = filter.Value is { } value ? answers.Where(a => a.Value == value) : answers;
        if (filter.After is { } after && await db.Answers.AsNoTracking().FirstOrDefaultAsync(a => a.Id == after, cancellation) is { } last)
        {
            answers = answers.Where(a => a.AnsweredAt < last.AnsweredAt || (a.AnsweredAt == last.AnsweredAt && a.Id.CompareTo(last.Id) < 0));
        }

        var rows = await RowsOf(db, answers.OrderByDescending(a => a.AnsweredAt).ThenByDescending(a => a.Id).Take(PageSize + 1)).ToListAsync(cancellation);
        return new(filter, scope, await BuildReport.ChoicesAsync(db, book, scope, account, viewer.Staff, cancellation), [.. rows.Take(PageSize)], rows.Count > PageSize ? rows[PageSize - 1].Id : null);
    }

    /// <summary>These answers, as far as the viewer may see them.</summary>
    internal async Task<IReadOnlyList<AnswerRow>> OfAsync(Viewer viewer, IReadOnlyList<Guid> ids, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await RowsOf(db, VisibleTo(db, viewer.Staff).Where(a => a.Source != Answer.Anonymous && ids.Contains(a.Id))).ToListAsync(cancellation);
    }

    /// <summary>Questions that were sent, as far as the viewer may know of them.</summary>
    internal static IQueryable<Invitation> AskedVisibleTo(FeedbackDb db, StaffMember staff)
    {
        var (own, recusals) = (db.Accounts.AsNoTracking().VisibleTo(staff), db.Recusals.Where(r => r.StaffId == staff.Id));
        var asked = db.Invitations.AsNoTracking().Where(i => !recusals.Any(r => r.TicketNumber == i.TicketNumber));
        return staff.SeesEverything() ? asked : asked.Where(i => own.Any(o => o.Id == i.Attribution.AccountId));
    }

    internal static IQueryable<Answer> VisibleTo(FeedbackDb db, StaffMember staff)
    {
        var (own, recusals) = (db.Accounts.AsNoTracking().VisibleTo(staff), db.Recusals.Where(r => r.StaffId == staff.Id));
        var answers = db.Answers.AsNoTracking().Where(a => !recusals.Any(r => r.TicketNumber == a.TicketNumber));
        return staff.SeesEverything() ? answers : answers.Where(a => own.Any(o => o.Id == a.AccountId));
    }

    private static IQueryable<AnswerRow> RowsOf(FeedbackDb db, IQueryable<Answer> answers)
    {
        var accounts = db.Accounts.AsNoTracking();
        return answers.Select(a => new AnswerRow(
            a.Id, a.Metric, a.Value, a.ScaleHigh, a.Reason, a.TicketNumber,
            accounts.Where(o => o.Id == a.AccountId).Select(o => o.ExternalId).FirstOrDefault(), accounts.Where(o => o.Id == a.AccountId).Select(o => o.Name).FirstOrDefault(),
            a.Source, a.AnsweredAt));
    }

    private static Expression<Func<Answer, bool>> Has(KeyFilter filter)
    {
        var key = filter.Key;
        var id = Guid.TryParse(key, out var parsed) ? parsed : Guid.Empty;
        return filter.Dimension switch
        {
            Dimension.Account => a => a.AccountId == id,
            Dimension.Team => a => a.TeamId == id,
            Dimension.Tier => a => a.Tier == key,
            Dimension.Topic => a => a.Topic == key,
            Dimension.Kind => a => a.Kind == key,
            Dimension.ListeningPost => a => a.ListeningPost == key,
            _ => a => a.Language == key,
        };
    }
}
