using System.Globalization;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using FeedbackBot.Accounts;
using FeedbackBot.Host.Api.Edge;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.Api;

/// <summary>Which cases a list is of, in which order, and from where on. Several values of one filter mean any of them; several filters mean all.</summary>
public sealed class TicketFilter
{
    private const string Nobody = "none";
    private const string Unclassified = "unclassified";
    private static readonly string[] Orders = ["-createdAt", "createdAt", "-updatedAt", "updatedAt"];

    private readonly string _order;
    private readonly long? _afterNumber;
    private readonly DateTime? _afterTime;

    private TicketFilter(Query query, RoutingBook.Page book)
    {
        Statuses = query.Words<TicketStatus>("status");
        Kinds = [.. query.Words<TicketKind>("kind", alsoAllowed: Unclassified), .. query.Texts("kind").Contains(Unclassified) ? [null] : Array.Empty<TicketKind?>()];
        Priorities = query.Words<TicketPriority>("priority");
        Sentiments = [.. query.Words<Sentiment>("sentiment")];
        Teams = TeamsOf(query, book);
        (Assignee, Account, Contact) = (query.Text("assignee", 320), query.Text("account"), query.Text("contact"));
        (ListeningPosts, Languages) = (query.Texts("listeningPost"), query.Texts("language"));
        (Topics, Q, UpdatedSince) = (query.Names("topic", "delivery or product_quality"), query.Text("q"), query.Time("updatedSince"));
        ExternalReference = query.Text("externalReference");
        Limit = query.Limit();
        _order = query.OneOf("sort", Orders);
        if (query.After(_order, parts: IsByUpdate ? 2 : 1) is { } after)
        {
            _afterNumber = query.Number(after[^1]);
            _afterTime = IsByUpdate ? new DateTime(query.Number(after[0]), DateTimeKind.Utc) : null;
        }

        query.Fields.End();
    }

    public int Limit { get; }

    private IReadOnlyList<TicketStatus> Statuses { get; }

    private IReadOnlyList<TicketKind?> Kinds { get; }

    private IReadOnlyList<TicketPriority> Priorities { get; }

    private IReadOnlyList<Sentiment?> Sentiments { get; }

    private IReadOnlyList<Guid> Teams { get; }

    private string? Assignee { get; }

    private string? Account { get; }

    private string? Contact { get; }

    private IReadOnlyList<string> ListeningPosts { get; }

    private IReadOnlyList<string> Languages { get; }

    private IReadOnlyList<string> Topics { get; }

    private string? Q { get; }

    private DateTime? UpdatedSince { get; }

    private string? ExternalReference { get; }

    private bool IsByUpdate => _order.EndsWith("updatedAt", StringComparison.Ordinal);

    private bool IsDescending => _order[0] == '-';

    public static TicketFilter Read(HttpContext http, RoutingBook.Page book) => new(
        new Query(http, "status", "kind", "priority", "sentiment", "team", "assignee", "account", "contact", "topic", "listeningPost", "language",
            "externalReference", "q", "updatedSince", "sort", "limit", "cursor"),
        book);

    public string CursorAfter(Ticket last) => IsByUpdate
        ? Cursor.Of(_order, last.UpdatedAt.Ticks.ToString(CultureInfo.InvariantCulture), last.Number.ToString(CultureInfo.InvariantCulture))
        : Cursor.Of(_order, last.Number.ToString(CultureInfo.InvariantCulture));

    /// <summary>A page of cases and one more, which says that there is a next.</summary>
    public async Task<List<Ticket>> ReadAsync(FeedbackDb db, CancellationToken cancellation)
    {
        var tickets = Q == null ? After(Narrow(db, db.Tickets))
            : IsByUpdate ? After(Narrow(db, db.Matching(Q)))
            : await AmongHitsAsync(db, Q, cancellation);
        return await Ordered(tickets).Include(t => t.Clocks).AsNoTracking().Take(Limit + 1).ToListAsync(cancellation);
    }

    private IQueryable<Ticket> Narrow(FeedbackDb db, IQueryable<Ticket> tickets) => ByPeople(db, ByFacts(db, tickets));

    /// <summary>Of a common word only the cases of the page are looked at.</summary>
    private async Task<IQueryable<Ticket>> AmongHitsAsync(FeedbackDb db, string words, CancellationToken cancellation)
    {
        var numbers = await db.Hits(words).Beyond(_afterNumber, IsDescending).LeadTo(Narrow(db, db.Tickets), IsDescending).Take(Limit + 1).ToListAsync(cancellation);
        return db.Tickets.Where(t => EF.Parameter(numbers).Contains(t.Number));
    }

    private IQueryable<Ticket> ByFacts(FeedbackDb db, IQueryable<Ticket> tickets)
    {
        tickets = Statuses.Count == 0 ? tickets : tickets.Where(t => Statuses.Contains(t.Status));
        tickets = Kinds.Count == 0 ? tickets : tickets.Where(Either(t => t.Kind, Kinds));
        tickets = Priorities.Count == 0 ? tickets : tickets.Where(t => Priorities.Contains(t.Priority));
        tickets = Sentiments.Count == 0 ? tickets : tickets.Where(Either(t => t.SentimentLabel, Sentiments));
        tickets = ListeningPosts.Count == 0 ? tickets : tickets.Where(t => ListeningPosts.Contains(t.ListeningPost));
        tickets = Languages.Count == 0 ? tickets : tickets.Where(t => Languages.Contains(t.Language));
        tickets = Topics.Count == 0 ? tickets : About(db, tickets);
        tickets = ExternalReference == null ? tickets : tickets.Where(t => t.ExternalReference == ExternalReference);
        return UpdatedSince == null ? tickets : tickets.Where(t => t.UpdatedAt >= UpdatedSince);
    }

    /// <summary>Topics are a JSON list in one column; a quoted label stands nowhere else in it.</summary>
    private IQueryable<Ticket> About(FeedbackDb db, IQueryable<Ticket> tickets)
    {
        var any = string.Join(" OR ", Topics.Select((_, i) => $"topics LIKE {{{i}}}"));
        var about = db.Tickets.FromSql(FormattableStringFactory.Create("SELECT * FROM tickets WHERE " + any, [.. Topics.Select(object (t) => $"%\"{t}\"%")]));
        return tickets.Where(t => about.Any(a => a.Number == t.Number));
    }

    /// <summary>One of few values, each compared by itself: a list of converted values that may be null is more than the PostgreSQL provider can pass.</summary>
    private static Expression<Func<Ticket, bool>> Either<T>(Expression<Func<Ticket, T>> property, IReadOnlyList<T> values) =>
        Expression.Lambda<Func<Ticket, bool>>(
            values.Select(Expression (v) => Expression.Equal(property.Body, Expression.Constant(v, typeof(T)))).Aggregate(Expression.OrElse),
            property.Parameters);

    private IQueryable<Ticket> ByPeople(FeedbackDb db, IQueryable<Ticket> tickets)
    {
        var (staff, accounts, contacts) = (db.Staff, db.Accounts, db.Contacts);
        tickets = Teams.Count == 0 ? tickets : tickets.Where(t => t.TeamId != null && Teams.Contains(t.TeamId.Value));
        if (Assignee == Nobody)
        {
            tickets = tickets.Where(t => t.AssigneeId == null);
        }
        else if (Assignee != null)
        {
            var (email, id) = (StaffMember.Normalize(Assignee), Guid.TryParse(Assignee, out var given) ? given : Guid.Empty);
            tickets = tickets.Where(t => staff.Any(s => s.Id == t.AssigneeId && (s.Email == email || s.Id == id)));
        }

        if (Account == Nobody)
        {
            tickets = tickets.Where(t => t.AccountId == null);
        }
        else if (Account != null)
        {
            tickets = tickets.Where(t => t.AccountId == accounts.Where(a => a.ExternalId == Account).Select(a => (Guid?)a.Id).FirstOrDefault());
        }

        if (Contact != null)
        {
            var id = Guid.TryParse(Contact, out var given) ? given : Guid.Empty;
            tickets = tickets.Where(t => t.ContactId == contacts.Where(c => c.ExternalId == Contact || c.Id == id).Select(c => c.Id).FirstOrDefault());
        }

        return tickets;
    }

    private IQueryable<Ticket> After(IQueryable<Ticket> tickets) => (_afterNumber, _afterTime, IsDescending) switch
    {
        (null, _, _) => tickets,
        (_, { } at, true) => tickets.Where(t => t.UpdatedAt < at || (t.UpdatedAt == at && t.Number < _afterNumber)),
        (_, { } at, false) => tickets.Where(t => t.UpdatedAt > at || (t.UpdatedAt == at && t.Number > _afterNumber)),
        (_, null, true) => tickets.Where(t => t.Number < _afterNumber),
        (_, null, false) => tickets.Where(t => t.Number > _afterNumber),
    };

    /// <summary>Numbers are given in the order of creation.</summary>
    private IQueryable<Ticket> Ordered(IQueryable<Ticket> tickets) => (IsByUpdate, IsDescending) switch
    {
        (true, true) => tickets.OrderByDescending(t => t.UpdatedAt).ThenByDescending(t => t.Number),
        (true, false) => tickets.OrderBy(t => t.UpdatedAt).ThenBy(t => t.Number),
        (false, true) => tickets.OrderByDescending(t => t.Number),
        (false, false) => tickets.OrderBy(t => t.Number),
    };

    private static List<Guid> TeamsOf(Query query, RoutingBook.Page book)
    {
        var teams = new List<Guid>();
        foreach (var key in query.Texts("team"))
        {
            if (book.Teams.FirstOrDefault(t => t.Key == key) is { } team)
            {
                teams.Add(team.Id);
            }
            else
            {
                query.Fields.Refuse(ProblemCode.UnknownValue, "team", $"team must be one of {string.Join(", ", book.Teams.Select(t => t.Key))}.");
            }
        }

        return teams;
    }
}
