using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>Takes back what was done to many cases: each is again as it was, unless somebody has changed it since; these are told.</summary>
public sealed class UndoBulk(UnitOfWork work, AssignTicket assign, UnlinkTickets unlink, TimeProvider time)
{
    public async Task<BulkReport> RunAsync(Guid id, StaffMember staff, CancellationToken cancellation = default)
    {
        var action = await work.RunAsync(db => BeginAsync(db, id, staff), cancellation);
        var (changed, refused) = (0, new List<BulkRefusal>());
        foreach (var item in action.Items)
        {
            try
            {
                await work.RunAsync(db => BackAsync(db, action.Order, item, Actor.Of(staff)), CancellationToken.None);
                changed++;
            }
            catch (RuleViolation broken)
            {
                refused.Add(new(item.Number, broken));
            }
        }

        return new(id, changed, 0, refused);
    }

    private async Task<BulkAction> BeginAsync(FeedbackDb db, Guid id, StaffMember staff)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var action = await db.BulkActions.FirstOrDefaultAsync(a => a.Id == id && a.StaffId == staff.Id) ?? throw new RuleViolation("not_found", "There is nothing to undo.");
        if (!action.CanBeUndoneAt(now))
        {
            throw new RuleViolation("too_late_to_undo", $"This can be undone once, within {BulkAction.UndoWithin.TotalMinutes:0} minutes.");
        }

        action.Undone(now);
        return action;
    }

    private async Task BackAsync(FeedbackDb db, BulkOrder order, BulkItem item, Actor by)
    {
        var ticket = await db.TicketAsync(item.Number);
        var (before, after, now) = (item.Before, item.After, CaseState.Of(ticket));
        if (now.Status != after.Status || now.Priority != after.Priority || now.AssigneeId != after.AssigneeId || now.TeamId != after.TeamId || !now.Tags.Order().SequenceEqual(after.Tags.Order()))
        {
            throw new RuleViolation("changed_since", "Somebody has changed this case since; it stays as it is.");
        }

        if (order.Verb == BulkVerb.CausedBy)
        {
            await unlink.RunAsync(db, item.Number, TicketNumber.Parse(order.Value) ?? 0, TicketLink.CausedBy, by);
        }

        var at = time.GetUtcNow().UtcDateTime;
        if (before.AssigneeId != after.AssigneeId || before.TeamId != after.TeamId)
        {
            await assign.RunAsync(
                db, item.Number, before.TeamId == after.TeamId ? null : before.TeamId?.ToString(),
                before.AssigneeId == after.AssigneeId ? null : before.AssigneeId?.ToString() ?? "", by);
        }

        ticket.Prioritise(before.Priority, by, at);
        foreach (var tag in before.Tags.Except(after.Tags))
        {
            ticket.AddTag(tag, by, at);
        }

        foreach (var tag in after.Tags.Except(before.Tags))
        {
            ticket.RemoveTag(tag, by, at);
        }

        ticket.TakeBack(before.Status, before.WaitingSince, by, at);
        db.AnnounceTicket(ticket);
    }
}
