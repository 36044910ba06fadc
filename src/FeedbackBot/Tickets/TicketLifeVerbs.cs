using FeedbackBot.Accounts;
using FeedbackBot.Storage;

namespace FeedbackBot.Tickets;

/// <summary>The verbs of a case's later life: closing, what comes after it, what was promised with it.</summary>
public sealed partial class Ticket
{
    /// <summary>When the matter was first brought to us: here, or in the case this one follows.</summary>
    public DateTime BeganAt => StartedAt ?? CreatedAt;

    /// <summary>A customer's word belongs here: the case is open, or was resolved so lately that it opens again.</summary>
    public bool TakesMoreAt(DateTime at, TimeSpan reopenWithin) =>
        IsOpen || (Status == TicketStatus.Resolved && MergedInto == null && at - (ResolvedAt ?? at) <= reopenWithin);

    /// <summary>The time in which a word of the customer opens a resolved case again is over.</summary>
    internal void Close(DateTime at)
    {
        if (Status == TicketStatus.Resolved)
        {
            Become(TicketStatus.Closed);
            SurveyDueAt = null;
            Record("closed", Actor.System, at);
        }
    }

    /// <summary>What a case on hold waited for has come.</summary>
    public void Resume(Actor by, DateTime at)
    {
        if (Status == TicketStatus.OnHold)
        {
            Become(TicketStatus.Open);
            Record("resumed", by, at);
        }
    }

    internal void Linked(string type, Ticket other, Actor by, DateTime at)
    {
        Record("linked", by, at, ("type", type), ("ticket", other.Id));
        other.Record("linked_from", by, at, ("type", type), ("ticket", Id));
    }

    internal void Unlinked(string type, Ticket other, Actor by, DateTime at)
    {
        Record("unlinked", by, at, ("type", type), ("ticket", other.Id));
        other.Record("unlinked_from", by, at, ("type", type), ("ticket", Id));
    }

    internal void Split(Ticket part, Actor by, DateTime at)
    {
        Record("split_off", by, at, ("ticket", part.Id));
        part.Record("split_from", by, at, ("ticket", Id));
    }

    internal void Committed(Commitment made, Actor by, DateTime at) =>
        Record("commitment_made", by, at, ("commitment", ColumnForms.Word(made.Kind)), ("text", made.Text));

    internal void CommitmentKept(Commitment kept, Actor by, DateTime at) =>
        Record("commitment_done", by, at, ("commitment", ColumnForms.Word(kept.Kind)), ("text", kept.Text));

    internal void CommitmentMoved(Commitment moved, DateOnly day, Actor by, DateTime at) =>
        Record("commitment_moved", by, at, ("commitment", ColumnForms.Word(moved.Kind)), ("text", moved.Text), ("day", day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));

    internal void CommitmentGiven(Commitment given, StaffMember? owner, Actor by, DateTime at) =>
        Record("commitment_given", by, at, ("commitment", ColumnForms.Word(given.Kind)), ("text", given.Text), ("owner", owner?.Name));

    internal void CommitmentCancelled(Commitment gone, string reason, Actor by, DateTime at) =>
        Record("commitment_cancelled", by, at, ("commitment", ColumnForms.Word(gone.Kind)), ("text", gone.Text), ("note", reason));

    /// <summary>The day of a promise made at closing passed without its being kept; recorded once.</summary>
    internal void CommitmentOverdue(Commitment broken, DateTime at) =>
        Record("commitment_overdue", Actor.System, at, ("commitment", ColumnForms.Word(broken.Kind)), ("text", broken.Text), ("id", broken.Id.ToString()));

    /// <summary>This case is the cause of others, and their customers were told something about it.</summary>
    internal void ToldAffected(ToldCount count, Actor by, DateTime at) => Record(
        "told_affected", by, at, ("told", Digits(count.Told)), ("already", Digits(count.Before)), ("not_told", Digits(count.NotTold.Values.Sum())), ("resolved", Digits(count.Resolved)));

    internal void ToldOfCause(Ticket cause, Actor by, DateTime at) => Record("told_of_cause", by, at, ("ticket", cause.Id));

    private static string Digits(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
