using FeedbackBot.Accounts;
using FeedbackBot.Host.Api.Edge;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.Api;

/// <summary>What a ticket's JSON needs from other rows, read for a whole page in one query each.</summary>
public sealed class TicketRows
{
    private readonly Dictionary<Guid, Contact> _contacts = [];
    private readonly Dictionary<Guid, Account> _accounts = [];
    private readonly Dictionary<Guid, StaffMember> _staff = [];
    private readonly RoutingBook.Page _book;
    private ILookup<(long, string), ClockPause> _pauses = Array.Empty<ClockPause>().ToLookup(p => (p.TicketNumber, p.Clock));

    private TicketRows(RoutingBook.Page book) => _book = book;

    /// <summary>For one case in the commit it changes in, its clocks brought into line first: rows that the commit holds already are not read again.</summary>
    public static async Task<TicketRows> TrackedAsync(FeedbackDb db, Ticket ticket, RoutingBook.Page book)
    {
        var rows = new TicketRows(book);
        rows.Keep(await db.Contacts.FindAsync(ticket.ContactId), ticket.AccountId is { } account ? await db.Accounts.FindAsync(account) : null);
        foreach (var id in StaffOf(ticket))
        {
            rows.Keep(await db.Staff.FindAsync(id));
        }

        await ticket.SettleAsync(db);
        rows.Keep(await db.ClockPauses.AsNoTracking().Where(p => p.TicketNumber == ticket.Number).ToListAsync());
        return rows;
    }

    public static async Task<TicketRows> ReadAsync(FeedbackDb db, IReadOnlyList<Ticket> tickets, RoutingBook.Page book, CancellationToken cancellation)
    {
        var rows = new TicketRows(book);
        var contacts = tickets.Select(t => t.ContactId).Distinct().ToArray();
        var accounts = tickets.Where(t => t.AccountId != null).Select(t => t.AccountId!.Value).Distinct().ToArray();
        var numbers = tickets.Select(t => t.Number).ToArray();
        rows.Keep(await db.ClockPauses.AsNoTracking().Where(p => numbers.Contains(p.TicketNumber)).ToListAsync(cancellation));
        var staff = tickets.SelectMany(StaffOf).Distinct().ToArray();
        await foreach (var contact in db.Contacts.AsNoTracking().Where(c => contacts.Contains(c.Id)).AsAsyncEnumerable().WithCancellation(cancellation))
        {
            rows._contacts[contact.Id] = contact;
        }

        foreach (var account in accounts.Length == 0 ? [] : await db.Accounts.AsNoTracking().Where(a => accounts.Contains(a.Id)).ToListAsync(cancellation))
        {
            rows._accounts[account.Id] = account;
        }

        foreach (var member in staff.Length == 0 ? [] : await db.Staff.AsNoTracking().Where(s => staff.Contains(s.Id)).ToListAsync(cancellation))
        {
            rows.Keep(member);
        }

        return rows;
    }

    public string? TeamOf(Ticket ticket) => _book.TeamOf(ticket.TeamId)?.Key;

    public StaffMember? Member(Guid? id) => id is { } known ? _staff.GetValueOrDefault(known) : null;

    /// <summary>The calendar's version that a clock counts by; where it was made before calendars had versions, the one of its name.</summary>
    public WorkCalendar? CalendarOf(TicketClock clock) => clock.CalendarId is { } id
        ? _book.Calendars.GetValueOrDefault(id)
        : _book.Calendars.Values.FirstOrDefault(c => c.Name == clock.Calendar);

    public IReadOnlyList<Pause> PausesOf(TicketClock clock) => [.. _pauses[(clock.TicketNumber, clock.Name)].Select(p => p.AsPause)];

    public TicketContactJson ContactOf(Ticket ticket) => _contacts.GetValueOrDefault(ticket.ContactId) is { } contact
        ? new(contact.Id, contact.ExternalId, contact.Name, contact.Email, contact.Phone, contact.Language)
        : new(ticket.ContactId, null, null, null, null, null);

    public TicketAccountJson? AccountOf(Ticket ticket)
    {
        if (ticket.AccountId is not { } id)
        {
            return null;
        }

        var owner = Member(ticket.OwnerId);
        return new(_accounts.GetValueOrDefault(id)?.ExternalId ?? id.ToString(), ticket.AccountName, ticket.AccountTier, owner?.Email, owner?.Name);
    }

    private static IEnumerable<Guid> StaffOf(Ticket ticket)
    {
        if (ticket.OwnerId is { } owner)
        {
            yield return owner;
        }

        if (ticket.AssigneeId is { } assignee)
        {
            yield return assignee;
        }
    }

    private void Keep(IEnumerable<ClockPause> pauses) => _pauses = pauses.ToLookup(p => (p.TicketNumber, p.Clock));

    private void Keep(Contact? contact, Account? account)
    {
        if (contact != null)
        {
            _contacts[contact.Id] = contact;
        }

        if (account != null)
        {
            _accounts[account.Id] = account;
        }
    }

    private void Keep(StaffMember? member)
    {
        if (member != null)
        {
            _staff[member.Id] = member;
        }
    }
}
