using FeedbackBot.Accounts;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Surveys;

/// <summary>Says that an answer counts for the wrong team or account. Whoever calls has made sure that the member may see the answer.</summary>
public sealed class DisputeAnswer(TimeProvider time)
{
    public async Task<Dispute> RunAsync(FeedbackDb db, Guid answerId, string reason, StaffMember by)
    {
        var answer = await db.Answers.SingleOrDefaultAsync(a => a.Id == answerId) ?? throw new RuleViolation("not_found", "There is no such answer.");
        if (await db.Disputes.AnyAsync(d => d.AnswerId == answerId && d.Status == DisputeStatus.Open))
        {
            throw new RuleViolation("already_disputed", "Somebody has disputed this answer already; a manager will decide.");
        }

        var dispute = new Dispute(answer, by, reason, time.GetUtcNow().UtcDateTime);
        db.Disputes.Add(dispute);
        return dispute;
    }
}

/// <summary>What a manager decides: the team and the account that the answer counts for from now on, or that it stays as it is.</summary>
/// <param name="Team">A team's key; empty is no team.</param>
/// <param name="Account">An account's external id; empty is no account.</param>
public sealed record DisputeDecision(bool Accepts, string? Team, string? Account, string? Word);

/// <summary>Decides a dispute: not whoever raised it, and with a word why. Every figure follows in the same commit.</summary>
public sealed class DecideDispute(TimeProvider time)
{
    public async Task RunAsync(FeedbackDb db, Guid disputeId, DisputeDecision decision, StaffMember by)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var dispute = await db.Disputes.SingleOrDefaultAsync(d => d.Id == disputeId) ?? throw new RuleViolation("not_found", "There is no such dispute.");
        if (!by.Manages || dispute.RaisedById == by.Id)
        {
            throw new RuleViolation("decide_own_dispute", "A dispute is decided by a manager who did not raise it.");
        }

        if (dispute.Status != DisputeStatus.Open)
        {
            throw new RuleViolation("dispute_decided", "This dispute was decided meanwhile.");
        }

        var answer = await db.Answers.SingleOrDefaultAsync(a => a.Id == dispute.AnswerId) ?? throw new RuleViolation("not_found", "The answer is gone.");
        if (decision.Accepts)
        {
            await CountForAsync(db, answer, decision);
        }

        dispute.Decide(decision.Accepts ? DisputeStatus.Accepted : DisputeStatus.Declined, by, decision.Word ?? "", answer, now);
        db.Audit(Actor.Of(by), now, decision.Accepts ? "dispute.accepted" : "dispute.declined", ("name", dispute.RaisedBy), ("reason", dispute.Decision));
    }

    private static async Task CountForAsync(FeedbackDb db, Answer answer, DisputeDecision decision)
    {
        var team = string.IsNullOrEmpty(decision.Team) ? null
            : await db.Teams.AsNoTracking().SingleOrDefaultAsync(t => t.Key == decision.Team) ?? throw new RuleViolation("unknown_team", "There is no such team.", "team");
        var account = string.IsNullOrWhiteSpace(decision.Account) ? null
            : await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.ExternalId == decision.Account.Trim()) ?? throw new RuleViolation("unknown_account", "There is no account with this number.", "account");
        if (team?.Id == answer.TeamId && account?.Id == answer.AccountId)
        {
            throw new RuleViolation("nothing_changed", "Choose the team or the account that the answer is to count for.", "team");
        }

        var owned = account?.Id == answer.AccountId ? answer.Attribution : Attribution.Of(account);
        var whole = answer.Attribution with
        {
            TeamId = team?.Id,

            // Another team's agents had no part in it.
            AgentId = team?.Id == answer.TeamId ? answer.AgentId : null,
            AccountId = account?.Id,
            AccountName = account?.Name,
            Tier = owned.Tier,
            OwnerId = owned.OwnerId,
        };
        answer.CountFor(whole);
        if (answer.InvitationId is { } id && await db.Invitations.SingleOrDefaultAsync(i => i.Id == id) is { } invitation)
        {
            invitation.CountFor(whole);
        }
    }
}
