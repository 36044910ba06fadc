using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Accounts;

/// <summary>The tables of this slice.</summary>
public static class AccountsTables
{
    extension(FeedbackDb db)
    {
        public DbSet<Contact> Contacts => db.Set<Contact>();

        public DbSet<Account> Accounts => db.Set<Account>();

        public DbSet<StaffMember> Staff => db.Set<StaffMember>();

        public DbSet<Order> Orders => db.Set<Order>();

        public DbSet<TierMove> TierMoves => db.Set<TierMove>();
    }
}
