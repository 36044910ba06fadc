using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Routing;

/// <summary>The tables of this slice.</summary>
public static class RoutingTables
{
    extension(FeedbackDb db)
    {
        public DbSet<Team> Teams => db.Set<Team>();

        public DbSet<RoutingRule> RoutingRules => db.Set<RoutingRule>();

        public DbSet<PromisePolicy> PromisePolicies => db.Set<PromisePolicy>();

        public DbSet<WorkCalendar> Calendars => db.Set<WorkCalendar>();

        public DbSet<PackSetting> PackSettings => db.Set<PackSetting>();
    }
}
