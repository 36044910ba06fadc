using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Accounts;

/// <summary>Contacts, accounts and staff named from outside are created when they are not known yet.</summary>
public static class FindOrCreate
{
    public static async Task<Contact> ContactOfAsync(this FeedbackDb db, string externalId, DateTime now)
    {
        var contact = db.Contacts.Local.FirstOrDefault(c => c.ExternalId == externalId)
            ?? await db.Contacts.FirstOrDefaultAsync(c => c.ExternalId == externalId);
        if (contact == null)
        {
            contact = Contact.WithExternalId(externalId, now);
            db.Contacts.Add(contact);
        }

        return contact;
    }

    public static async Task<Account> AccountOfAsync(this FeedbackDb db, string externalId, DateTime now)
    {
        var account = db.Accounts.Local.FirstOrDefault(a => a.ExternalId == externalId)
            ?? await db.Accounts.FirstOrDefaultAsync(a => a.ExternalId == externalId);
        if (account == null)
        {
            account = new Account(externalId, now);
            db.Accounts.Add(account);
        }

        return account;
    }

    /// <summary>An owner's unknown e-mail makes a member of staff who can be invited to sign in.</summary>
    public static async Task<StaffMember> StaffOfAsync(this FeedbackDb db, string email, string? name, StaffRoles roles, DateTime now)
    {
        var address = StaffMember.Normalize(email);
        var staff = db.Staff.Local.FirstOrDefault(s => s.Email == address) ?? await db.Staff.FirstOrDefaultAsync(s => s.Email == address);
        if (staff == null)
        {
            staff = new StaffMember(address, name ?? address.Split('@')[0], roles, now);
            db.Staff.Add(staff);
        }

        staff.Grant(roles);
        return staff;
    }
}
