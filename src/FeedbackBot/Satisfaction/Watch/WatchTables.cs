using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Satisfaction;

/// <summary>The tables of looking after accounts.</summary>
public static class WatchTables
{
    extension(FeedbackDb db)
    {
        public DbSet<NightlyRun> NightlyRuns => db.Set<NightlyRun>();

        public DbSet<AccountStanding> AccountStandings => db.Set<AccountStanding>();

        public DbSet<AccountAction> AccountActions => db.Set<AccountAction>();
    }
}
