using FeedbackBot.Accounts;
using FeedbackBot.Storage;

namespace FeedbackBot.Tickets;

/// <summary>What came of an order: how many cases changed, how many had been so already, and why the others were refused.</summary>
public sealed record BulkReport(Guid? Action, int Changed, int Already, IReadOnlyList<BulkRefusal> Refused);

/// <summary>A case that an order could not be done to, and the rule that was in the way.</summary>
public sealed record BulkRefusal(long Number, RuleViolation Why);

/// <summary>Does one thing to many cases, each by its own verb in a commit of its own: one that is refused takes no other along.</summary>
public sealed class DoInBulk(UnitOfWork work, BulkVerbs verbs, TimeProvider time)
{
    public const int Most = 200;

    /// <param name="numbers">Cases that the member may see; the first is the one that others are merged into.</param>
    public async Task<BulkReport> RunAsync(IReadOnlyList<long> numbers, BulkOrder order, StaffMember staff, CancellationToken cancellation = default)
    {
        var complete = BulkPlan.Complete(order);
        if (numbers.Count > Most)
        {
            throw new RuleViolation("too_many_cases", $"At most {Most} cases can be changed at once; these are {numbers.Count}.", "n");
        }

        var (items, refused, already) = (new List<BulkItem>(), new List<BulkRefusal>(), 0);
        foreach (var number in numbers.Distinct())
        {
            // Whoever closes the page half-way stops it there; what was done until then can still be undone.
            if (cancellation.IsCancellationRequested)
            {
                break;
            }

            try
            {
                var item = await work.RunAsync(db => OneAsync(db, number, numbers[0], complete, Actor.Of(staff)), CancellationToken.None);
                already += item == null ? 1 : 0;
                if (item != null)
                {
                    items.Add(item);
                }
            }
            catch (RuleViolation broken)
            {
                refused.Add(new(number, broken));
            }
        }

        if (items.Count == 0)
        {
            return new(null, 0, already, refused);
        }

        var action = new BulkAction(staff.Id, complete, items, time.GetUtcNow().UtcDateTime);
        await work.RunAsync(db => Task.FromResult(db.BulkActions.Add(action)), CancellationToken.None);
        return new(action.Id, items.Count, already, refused);
    }

    /// <returns>Null where the case was so already.</returns>
    private async Task<BulkItem?> OneAsync(FeedbackDb db, long number, long first, BulkOrder order, Actor by)
    {
        var ticket = await db.TicketAsync(number);
        var (verdict, why) = BulkPlan.Of(ticket, order, first);
        if (verdict == BulkVerdict.Refused)
        {
            throw new RuleViolation(why!, why switch
            {
                "merged_ticket" => $"This case was merged into {TicketNumber.Format(ticket.MergedInto ?? 0)}.",
                "link_to_itself" => "A case cannot be linked to itself.",
                _ => "This case is over.",
            });
        }

        if (verdict == BulkVerdict.Already)
        {
            return null;
        }

        var before = CaseState.Of(ticket);
        await verbs.RunAsync(db, ticket, first, order, by);
        return new(number, before, CaseState.Of(ticket));
    }
}

/// <summary>The verb behind each order.</summary>
public sealed class BulkVerbs(AssignTicket assign, HoldTicket hold, ResolveTicket resolve, MergeTickets merge, LinkTickets link, TimeProvider time)
{
    public async Task RunAsync(FeedbackDb db, Ticket ticket, long first, BulkOrder order, Actor by)
    {
        var now = time.GetUtcNow().UtcDateTime;
        switch (order.Verb)
        {
            case BulkVerb.Assign:
                await assign.RunAsync(db, ticket.Number, null, order.Value ?? "", by);
                break;
            case BulkVerb.Team:
                await assign.RunAsync(db, ticket.Number, order.Value, null, by);
                break;
            case BulkVerb.Hold:
                await hold.RunAsync(db, ticket.Number, order.Value, by);
                break;
            case BulkVerb.Resolve:
                await resolve.RunAsync(db, ticket.Number, new(order.Cause, order.Remedy, order.Responsibility!.Value, TellsCustomer: false), null, by);
                break;
            case BulkVerb.CausedBy:
                await link.RunAsync(db, ticket.Number, TicketNumber.Parse(order.Value) ?? 0, TicketLink.CausedBy, by);
                break;
            case BulkVerb.Merge:
                await merge.RunAsync(db, ticket.Number, first, by);
                break;
            case BulkVerb.Priority when ColumnForms.TryParse<TicketPriority>(order.Value, out var priority):
                ticket.Prioritise(priority, by, now);
                break;
            case BulkVerb.Tag:
                ticket.AddTag(order.Value!, by, now);
                break;
            case BulkVerb.Untag:
                ticket.RemoveTag(order.Value!, by, now);
                break;
            default:
                throw new RuleViolation("unknown_order", "There is no such order.", "verb");
        }

        db.AnnounceTicket(ticket);
    }
}
