using FeedbackBot.Accounts;

namespace FeedbackBot.Tickets;

/// <summary>The verbs of a case that concern those who must keep away from it.</summary>
public sealed partial class Ticket
{
    private IReadOnlyList<Guid> _recused = [];

    /// <summary>Tells the case, when it is taken up to be worked on, who must not.</summary>
    internal Ticket KeepFrom(IReadOnlyList<Guid> recused)
    {
        _recused = recused;
        return this;
    }

    /// <summary>A colleague must keep away from this case: whoever had it has it no longer.</summary>
    internal void Recuse(StaffMember member, string reason, Actor by, DateTime at)
    {
        if (AssigneeId == member.Id)
        {
            Assign(null, by, at);
        }

        KeepFrom([.. _recused, member.Id]);
        Record("recused", by, at, ("colleague", member.Name), ("why", reason));
    }

    internal void LiftRecusal(StaffMember member, Actor by, DateTime at)
    {
        KeepFrom([.. _recused.Where(id => id != member.Id)]);
        Record("recusal_lifted", by, at, ("colleague", member.Name));
    }

    /// <summary>To somebody recused the case does not exist, so whatever they try has nothing to work on.</summary>
    private void Allow(Actor by)
    {
        if (by.Id is { } id && _recused.Contains(id))
        {
            throw new RuleViolation("not_found", $"There is no case {Id}.");
        }
    }

    private void AllowAssignee(StaffMember? assignee)
    {
        if (assignee != null && _recused.Contains(assignee.Id))
        {
            throw new RuleViolation("recused", $"{assignee.Name} must keep away from this case; give it to somebody else.", "assignee");
        }
    }
}
