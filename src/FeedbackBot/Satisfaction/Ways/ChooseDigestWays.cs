using FeedbackBot.Accounts;
using FeedbackBot.Outbox;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Satisfaction.Ways;

/// <summary>Chooses by which ways an owner is sent digests: the owner, or a manager for them, which goes on the trail.</summary>
public sealed class ChooseDigestWays(TimeProvider time, IOptions<OutboxOptions> outbox)
{
    public Task<DigestWays> RunAsync(FeedbackDb db, Guid staffId, DigestWaysForm form, StaffMember by) => by.Manages || staffId == by.Id
        ? RunAsync(db, staffId, form, Actor.Of(by))
        : throw new RuleViolation("not_found", "There is no such member of staff.");

    /// <param name="by">Whoever may.</param>
    public async Task<DigestWays> RunAsync(FeedbackDb db, Guid staffId, DigestWaysForm form, Actor by)
    {
        var member = await db.Staff.FindAsync(staffId) ?? throw new RuleViolation("not_found", "There is no such member of staff.");
        CardAddress.Check(form.TeamsUrl?.Trim() ?? "", outbox.Value);
        if (form.WebhookUrl?.Trim() is { Length: > 0 } webhook && !WebhookAddress.IsAllowed(webhook, outbox.Value))
        {
            throw new RuleViolation("bad_webhook_address", "Digests may only be posted to hosts that FeedbackBot:Outbox:WebhookHosts names.", "webhook_url");
        }

        var ways = await db.DigestWays.FindAsync(staffId) ?? db.DigestWays.Add(new(staffId)).Entity;
        ways.Become(form);
        if (!ways.Chosen.Any())
        {
            throw new RuleViolation("no_way", "Choose at least one way; whoever wants no digests chooses that instead.", "email");
        }

        if (member.Id != by.Id)
        {
            db.Audit(by, time.GetUtcNow().UtcDateTime, "account.ways", ("member", member.Name), ("what", string.Join(", ", ways.Chosen.Select(w => ColumnForms.Word(w)))));
        }

        return ways;
    }
}
