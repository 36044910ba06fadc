using FeedbackBot.Accounts;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Tests.StaffConsole;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Quartz;

namespace FeedbackBot.Tests.Tickets;

/// <summary>A team with people at their desks, and cases for them, in a running program on either database.</summary>
internal sealed class AssignmentCast(TestServer server)
{
    public TestServer Server => server;

    public DateTime Now => server.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;

    /// <summary>Stops the schedule that gives out waiting cases, so that a test does it at moments of its own.</summary>
    public async Task GiveOutByHandAsync()
    {
        var scheduler = await server.Services.GetRequiredService<ISchedulerFactory>().GetScheduler();
        await scheduler.PauseJob(new("give out waiting cases"));
    }

    /// <summary>Somebody of the default team who is at the desk.</summary>
    public async Task<StaffMember> SitAsync(string name, int cases = 25, Presence presence = Presence.Available, string[]? skills = null, string[]? speaks = null, string? team = null) =>
        await server.Work.RunAsync(async db =>
        {
            var member = await db.StaffOfAsync($"{name}@example.com", name, StaffRoles.Agent, Now);
            member.Work(new(skills ?? [], speaks ?? [], 3, cases, null, null, null));
            member.ShowAs(presence, Now);
            var home = (await db.Teams.SingleAsync(t => t.Key == (team ?? StartingBook.DefaultTeam))).Id;
            db.TeamMembers.Add(new(home, member.Id, TeamMember.FirstLine, isLead: false));
            return member;
        });

    public Task ChangeAsync(Guid member, Action<StaffMember> change) => server.Work.RunAsync(async db => change((await db.Staff.FindAsync(member))!));

    public Task<long> FileAsync(string subject = "a case", TicketPriority priority = TicketPriority.Normal, string language = "en") =>
        Cases.FileAsync(server, subject, priority: priority, language: language);

    public Task<string?> PickAsync(long number, UnitOfWork? process = null) =>
        (process ?? server.Work).RunAsync(db => server.Services.GetRequiredService<PickAssignee>().RunAsync(db, number));

    public async Task<Ticket> TicketAsync(long number)
    {
        await using var db = server.Open();
        return await db.Tickets.AsNoTracking().Include(t => t.Events.OrderBy(e => e.Sequence)).SingleAsync(t => t.Number == number);
    }

    public async Task<string?> HolderAsync(long number)
    {
        await using var db = server.Open();
        var holder = await db.Tickets.Where(t => t.Number == number).Select(t => t.AssigneeId).SingleAsync();
        return await db.Staff.Where(s => s.Id == holder).Select(s => s.Name).SingleOrDefaultAsync();
    }

    /// <summary>Another program on the same database: contexts and a writer of its own.</summary>
    public UnitOfWork OtherProcess()
    {
        var storage = server.Services.GetRequiredService<IOptions<StorageOptions>>();
        var builder = new DbContextOptionsBuilder<FeedbackDb>();
        StorageSetup.Use(builder, storage.Value);
        return new(new OtherContexts(builder.Options), new ChangeFeed(), storage, NullLogger<UnitOfWork>.Instance);
    }

    private sealed class OtherContexts(DbContextOptions<FeedbackDb> options) : IDbContextFactory<FeedbackDb>
    {
        public FeedbackDb CreateDbContext() => new(options);
    }
}
