using FeedbackBot.Accounts;
using FeedbackBot.Satisfaction;
using FeedbackBot.Storage;
using FeedbackBot.Tests.Surveys;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tests.Satisfaction.Watch;

/// <summary>Who stands in for an owner, and what that opens to them.</summary>
public sealed class KeepDeputiesTests
{
    [Fact]
    public async Task A_deputy_sees_the_account_and_its_cases_and_is_among_their_readers_as_the_owner_is()
    {
        await using var cast = await SurveyCast.CreateAsync();
        var (deputy, manager) = (Member(cast, "dora@example.com", StaffRoles.AccountOwner), Member(cast, "mia@example.com", StaffRoles.Manager));
        var ticket = cast.NewComplaint(1);
        await cast.Database.StoreAsync(deputy, manager, ticket);
        (await SeesAsync(cast, deputy, ticket)).ShouldBe((0, 0, false));
        await KeepAsync(cast, manager, deputy.Id);
        (await SeesAsync(cast, deputy, ticket)).ShouldBe((1, 1, true));
        (await SeesAsync(cast, cast.Owner, ticket)).ShouldBe((1, 1, true));
        await KeepAsync(cast, manager);
        (await SeesAsync(cast, deputy, ticket)).ShouldBe((0, 0, false));
        await using var db = cast.Database.Open();
        (await db.Set<FeedbackBot.Access.AuditEntry>().OrderBy(e => e.Sequence).Select(e => e.Code).ToListAsync()).ShouldBe(["account.deputies", "account.deputies"]);
    }

    [Fact]
    public async Task The_same_deputies_again_leave_no_trace_and_keep_their_day()
    {
        await using var cast = await SurveyCast.CreateAsync();
        var (deputy, manager, began) = (Member(cast, "dora@example.com", StaffRoles.AccountOwner), Member(cast, "mia@example.com", StaffRoles.Manager), cast.Database.Now);
        await cast.Database.StoreAsync(deputy, manager);
        await KeepAsync(cast, manager, deputy.Id);
        cast.Database.Clock.Advance(TimeSpan.FromDays(1));
        await KeepAsync(cast, manager, deputy.Id, cast.Agent.Id);
        await KeepAsync(cast, manager, cast.Agent.Id, deputy.Id);
        await using var db = cast.Database.Open();
        (await db.Set<FeedbackBot.Access.AuditEntry>().CountAsync()).ShouldBe(2);
        (await db.Set<AccountDeputy>().SingleAsync(d => d.StaffId == deputy.Id)).Since.ShouldBe(began);
    }

    [Fact]
    public async Task Who_cannot_be_a_deputy_is_refused_and_nothing_is_half_done()
    {
        await using var cast = await SurveyCast.CreateAsync();
        var manager = Member(cast, "mia@example.com", StaffRoles.Manager);
        var many = Enumerable.Range(1, 4).Select(i => Member(cast, $"d{i}@example.com", StaffRoles.Agent)).ToList();
        var (gone, stranger) = (Member(cast, "gone@example.com", StaffRoles.None), Guid.CreateVersion7());
        await cast.Database.StoreAsync(manager, [gone, .. many]);
        await RefusedAsync("many_deputies", manager, [.. many.Select(m => m.Id)]);
        await RefusedAsync("bad_deputy", manager, many[0].Id, cast.Owner.Id);
        await RefusedAsync("bad_deputy", manager, gone.Id);
        await RefusedAsync("unknown_staff", manager, many[0].Id, stranger);
        await RefusedAsync("forbidden", cast.Owner, many[0].Id);
        await using var db = cast.Database.Open();
        ((await db.Set<AccountDeputy>().CountAsync()), (await db.Set<FeedbackBot.Access.AuditEntry>().CountAsync())).ShouldBe((0, 0));

        async Task RefusedAsync(string code, StaffMember by, params Guid[] members) =>
            (await Should.ThrowAsync<RuleViolation>(() => KeepAsync(cast, by, members))).Code.ShouldBe(code);
    }

    private static StaffMember Member(SurveyCast cast, string email, StaffRoles roles) => new(email, email.Split('@')[0], roles, cast.Database.Now);

    private static Task KeepAsync(SurveyCast cast, StaffMember by, params Guid[] members) =>
        cast.Database.Work.RunAsync(db => new KeepDeputies(cast.Database.Clock).RunAsync(db, "HARBOUR", members, by));

    private static async Task<(int Accounts, int Cases, bool IsReader)> SeesAsync(SurveyCast cast, StaffMember member, Ticket ticket)
    {
        await using FeedbackDb db = cast.Database.Open();
        return (await db.Accounts.VisibleTo(member).CountAsync(), await db.Tickets.VisibleTo(db, member).CountAsync(), await db.ReadersOf(ticket).AnyAsync(s => s.Id == member.Id));
    }
}
