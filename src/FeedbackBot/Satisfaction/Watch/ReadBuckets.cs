using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Satisfaction;

/// <summary>What falls through the owners: accounts that nobody owns, and people with a case who belong to no account.</summary>
public sealed record Buckets(int Accounts, int Contacts)
{
    public bool IsEmpty => Accounts + Contacts == 0;
}

/// <summary>Counts what belongs to nobody, and says who looks after it (Watch:BucketOwner).</summary>
public sealed class ReadBuckets(TimeProvider time, IOptions<WatchOptions> options)
{
    /// <summary>Days in which a case must have come for its contact to count: everybody who ever said hello would be no task.</summary>
    private const int Days = 90;

    /// <param name="reader">Who is told: cases from which they are recused count for nobody.</param>
    public async Task<Buckets> RunAsync(FeedbackDb db, Guid reader) =>
        new(await db.Accounts.CountAsync(a => a.OwnerId == null), await Contacts(db, reader).CountAsync());

    /// <summary>People of no account with a case of the last 90 days.</summary>
    public IQueryable<Contact> Contacts(FeedbackDb db, Guid reader)
    {
        var since = time.GetUtcNow().UtcDateTime.AddDays(-Days);
        var recent = db.Tickets.OpenTo(db, reader).Where(t => t.CreatedAt >= since);
        return db.Contacts.Where(c => c.AccountId == null && recent.Any(t => t.ContactId == c.Id));
    }

    /// <summary>Null where none is set, or nobody on the staff has the address.</summary>
    public async Task<StaffMember?> OwnerAsync(FeedbackDb db) => options.Value.BucketOwner is { Length: > 0 } email && StaffMember.Normalize(email) is var address
        ? await db.Staff.AsNoTracking().FirstOrDefaultAsync(s => s.Email == address)
        : null;
}
