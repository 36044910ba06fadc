namespace FeedbackBot.Accounts;

/// <summary>Who may see which accounts.</summary>
public static class AccountAccess
{
    /// <summary>Whether a member's roles open every account and, recusals aside, every case.</summary>
    public static bool SeesEverything(this StaffMember staff) => (staff.Roles & StaffMember.Workers) != 0;

    /// <summary>An account owner who is nothing else sees the accounts owned today, and those whose owner they are a deputy of.</summary>
    public static IQueryable<Account> VisibleTo(this IQueryable<Account> accounts, StaffMember staff) =>
        staff.SeesEverything() ? accounts
        : staff.Roles.HasFlag(StaffRoles.AccountOwner) ? accounts.CaredForBy(staff.Id)
        : accounts.Where(a => false);

    /// <summary>The accounts that a member owns or is a deputy for.</summary>
    public static IQueryable<Account> CaredForBy(this IQueryable<Account> accounts, Guid staffId) =>
        accounts.Where(a => a.OwnerId == staffId || a.Deputies.Any(d => d.StaffId == staffId));
}
