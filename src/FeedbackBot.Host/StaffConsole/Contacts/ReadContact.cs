using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.Contacts;

/// <summary>A case of a contact, as a list shows it.</summary>
public sealed record ContactCase(long Number, string Subject, string Language, TicketKind? Kind, TicketStatus Status, DateTime CreatedAt)
{
    public string Id => TicketNumber.Format(Number);
}

/// <summary>An answer of a contact to a survey.</summary>
public sealed record ContactAnswer(Metric Metric, int Value, int ScaleHigh, string? Reason, long? TicketNumber, DateTime AnsweredAt);

/// <summary>What is known of a contact beside the present case: earlier cases that the viewer may see, and answers.</summary>
public sealed record ContactHistory(IReadOnlyList<ContactCase> Cases, IReadOnlyList<ContactAnswer> Answers);

/// <summary>Everything the page of a contact shows.</summary>
public sealed record ContactScreen(Contact Contact, Account? Account, string? Owner, ContactHistory History, IReadOnlyList<Order> Orders);

/// <summary>Reads what is known of a contact.</summary>
public sealed class ReadContact(IDbContextFactory<FeedbackDb> contexts)
{
    private const int MostOnPage = 100;

    /// <summary>A rule violation (not_found) where there is no such contact, or where the viewer may see none of their cases.</summary>
    public async Task<ContactScreen> RunAsync(StaffMember staff, Guid id, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var contact = await db.Contacts.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancellation);
        var account = contact?.AccountId is { } key ? await db.Accounts.AsNoTracking().VisibleTo(staff).FirstOrDefaultAsync(a => a.Id == key, cancellation) : null;
        var history = contact == null ? null : await HistoryAsync(db, staff, id, null, MostOnPage, cancellation);
        if (contact == null || history == null || (history.Cases.Count == 0 && account == null))
        {
            throw new RuleViolation("not_found", "There is no such contact.");
        }

        var owner = account?.OwnerId is { } who ? await db.Staff.Where(s => s.Id == who).Select(s => s.Name).FirstOrDefaultAsync(cancellation) : null;
        var orders = await db.Orders.AsNoTracking().Where(o => o.ContactId == id).OrderByDescending(o => o.PlacedAt).Take(MostOnPage).ToListAsync(cancellation);
        return new(contact, account, owner, history, orders);
    }

    /// <summary>The latest of each, without the case one is looking at.</summary>
    public async Task<ContactHistory> BesideAsync(StaffMember staff, Guid id, long number, int most, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await HistoryAsync(db, staff, id, number, most, cancellation);
    }

    private static async Task<ContactHistory> HistoryAsync(FeedbackDb db, StaffMember staff, Guid id, long? except, int most, CancellationToken cancellation)
    {
        var cases = await db.Tickets.AsNoTracking().VisibleTo(db, staff).Where(t => t.ContactId == id && t.Number != except)
            .OrderByDescending(t => t.Number).Take(most)
            .Select(t => new ContactCase(t.Number, t.Subject, t.Language, t.Kind, t.Status, t.CreatedAt)).ToListAsync(cancellation);
        var hidden = await db.RecusedFromAsync(staff.Id, cancellation);
        var answers = await db.Answers.AsNoTracking().Where(a => a.ContactId == id).OrderByDescending(a => a.AnsweredAt).Take(most)
            .Select(a => new ContactAnswer(a.Metric, a.Value, a.ScaleHigh, a.Reason, a.TicketNumber, a.AnsweredAt)).ToListAsync(cancellation);
        return new(cases, answers.FindAll(a => a.TicketNumber is not { } about || !hidden.Contains(about)));
    }
}
