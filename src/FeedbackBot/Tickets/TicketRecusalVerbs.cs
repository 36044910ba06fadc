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

        // Recorded first: whoever opens a second stage may be the one who ended the first.
        Record("recused", by, at, ("colleague", member.Name), ("why", reason));
        KeepFrom([.. _recused, member.Id]);
    }

    internal void LiftRecusal(StaffMember member, Actor by, DateTime at)
    {
        KeepFrom([.. _recused.Where(id => id != member.Id)]);
        Record("recusal_lifted", by, at, ("colleague", member.Name));
    }

    internal bool Allows(Guid? member) => member is not { } id || !_recused.Contains(id);

    /// <summary>To somebody recused the case does not exist, so whatever they try has nothing to work on.</summary>
    internal void Allow(Actor by)
    {
        if (!Allows(by.Id))
        {
            throw new RuleViolation("not_found", $"There is no case {Id}.");
        }
    }

    /// <summary>What was promised on a case is not seen to by somebody who cannot see it.</summary>
    internal void AllowOwner(StaffMember owner) => AllowIn("owner", owner);

    /// <summary>A reply that had not gone out went away with the right to speak; its text stays here for whoever answers instead.</summary>
    internal void DroppedReply(string author, string text, DateTime at) => Record("reply_dropped", Actor.System, at, ("colleague", author), ("text", text));

    private void AllowAssignee(StaffMember? assignee)
    {
        if (assignee != null)
        {
            AllowIn("assignee", assignee);
        }
    }

    private void AllowIn(string field, StaffMember member)
    {
        if (!Allows(member.Id))
        {
            throw new RuleViolation("recused", $"{member.Name} must keep away from this case; give it to somebody else.", field);
        }
    }
}
