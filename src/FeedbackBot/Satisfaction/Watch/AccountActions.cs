using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Satisfaction;

/// <summary>Who may open a digest's page: its owner, deputies of the owner's accounts, and managers; to others it is not there.</summary>
public static class DigestAccess
{
    public static IQueryable<Digest> OpenTo(this IQueryable<Digest> digests, FeedbackDb db, StaffMember staff)
    {
        var accounts = db.Accounts;
        return staff.Manages ? digests
            : digests.Where(d => d.OwnerId == staff.Id || accounts.Any(a => a.OwnerId == d.OwnerId && a.Deputies.Any(p => p.StaffId == staff.Id)));
    }

    public static async Task<Digest> DigestForAsync(this FeedbackDb db, Guid id, StaffMember staff) =>
        await db.Digests.OpenTo(db, staff).FirstOrDefaultAsync(d => d.Id == id) ?? throw new RuleViolation("not_found", "There is no such digest.");

    /// <summary>The account, where the member looks after it: as its owner, a deputy, or a manager.</summary>
    public static async Task<Account> CaredForAsync(this FeedbackDb db, Guid accountId, StaffMember staff) =>
        await db.Accounts.Where(a => a.Id == accountId && (staff.Manages || a.OwnerId == staff.Id || a.Deputies.Any(d => d.StaffId == staff.Id))).FirstOrDefaultAsync()
            ?? throw new RuleViolation("not_found", "There is no such account.");
}

/// <summary>Says that a digest was read; the first who does is remembered.</summary>
public sealed class AcknowledgeDigest(TimeProvider time)
{
    public async Task RunAsync(FeedbackDb db, Guid digestId, StaffMember by) =>
        (await db.DigestForAsync(digestId, by)).Acknowledge(by.Id, time.GetUtcNow().UtcDateTime);
}

/// <summary>Notes what is to be done about an account and by when; the owner's next digests tell of it.</summary>
public sealed class NoteAction(TimeProvider time)
{
    /// <summary>Farther away is a slip of the pen.</summary>
    private const int MostDays = 366;

    public async Task<AccountAction> RunAsync(FeedbackDb db, Guid digestId, Guid accountId, string text, DateOnly dueOn, StaffMember by)
    {
        var digest = await db.DigestForAsync(digestId, by);
        var account = await db.CaredForAsync(accountId, by);
        var (now, owner) = (time.GetUtcNow().UtcDateTime, await db.Staff.FindAsync(digest.OwnerId));
        if (account.OwnerId != digest.OwnerId)
        {
            throw new RuleViolation("not_found", "The account has another owner now.");
        }

        var today = LocalTime.DayOf(now, owner?.TimeZone);
        if (dueOn < today || dueOn > today.AddDays(MostDays))
        {
            throw new RuleViolation("action_day", $"The day must lie between today and {MostDays} days from now.", "due");
        }

        return db.AccountActions.Add(new(account.Id, digest.OwnerId, digest.Id, text, dueOn, now)).Entity;
    }
}

/// <summary>Says that an action is done, and what came of it.</summary>
public sealed class FinishAction(TimeProvider time)
{
    public async Task<AccountAction> RunAsync(FeedbackDb db, Guid actionId, string outcome, StaffMember by)
    {
        var action = await db.AccountActions.FirstOrDefaultAsync(a => a.Id == actionId) ?? throw new RuleViolation("not_found", "There is no such action.");
        await db.CaredForAsync(action.AccountId, by);
        action.Finish(outcome, time.GetUtcNow().UtcDateTime);
        return action;
    }
}

/// <summary>Chooses how often an owner is sent digests: the owner, or a manager for them, which goes on the trail.</summary>
public sealed class ChooseDigestRhythm(TimeProvider time)
{
    public Task RunAsync(FeedbackDb db, Guid staffId, DigestRhythm rhythm, StaffMember by) => by.Manages || staffId == by.Id
        ? RunAsync(db, staffId, rhythm, Actor.Of(by))
        : throw new RuleViolation("not_found", "There is no such member of staff.");

    /// <param name="by">Whoever may.</param>
    public async Task RunAsync(FeedbackDb db, Guid staffId, DigestRhythm rhythm, Actor by)
    {
        var member = await db.Staff.FindAsync(staffId) ?? throw new RuleViolation("not_found", "There is no such member of staff.");
        if (member.DigestRhythm != rhythm && member.Id != by.Id)
        {
            db.Audit(by, time.GetUtcNow().UtcDateTime, "account.rhythm", ("member", member.Name), ("what", $"rhythm.{ColumnForms.Word(rhythm)}"));
        }

        member.HearOfAccounts(rhythm);
    }
}
