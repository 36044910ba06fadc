using FeedbackBot.Storage;

namespace FeedbackBot.Tickets;

/// <summary>The verbs of a case that the queue needs for many at once, and those that take them back.</summary>
public sealed partial class Ticket
{
    private const int MostTags = 30;

    /// <summary>People decide how soon it is wanted.</summary>
    public void Prioritise(TicketPriority priority, Actor by, DateTime at)
    {
        if (Priority != priority)
        {
            var before = Priority;
            Priority = priority;
            Record("prioritised", by, at, ("from", ColumnForms.Word(before)), ("priority", ColumnForms.Word(priority)));
        }
    }

    public void AddTag(string tag, Actor by, DateTime at)
    {
        if (Tags.Contains(tag))
        {
            return;
        }

        if (Tags.Count >= MostTags)
        {
            throw new RuleViolation("too_many_tags", $"A case can have {MostTags} tags at most.", "tag");
        }

        Tags = [.. Tags, tag];
        Record("tag_added", by, at, ("tag", tag));
    }

    public void RemoveTag(string tag, Actor by, DateTime at)
    {
        if (Tags.Contains(tag))
        {
            Tags = [.. Tags.Where(t => t != tag)];
            Record("tag_removed", by, at, ("tag", tag));
        }
    }

    /// <summary>Takes back a hold or a resolution that was a mistake: the case goes on as if it had not been, and nobody is asked how it went.</summary>
    internal void TakeBack(TicketStatus before, DateTime? waitingSince, Actor by, DateTime at)
    {
        if (Status == before)
        {
            return;
        }

        var was = Status;
        if (ResolvedAt is { } resolved)
        {
            foreach (var clock in _clocks.Where(c => c.StoppedAt == resolved))
            {
                clock.Restart();
            }

            (ResolvedAt, SurveyDueAt, Cause, Remedy, Responsibility) = (null, null, null, null, null);
            WaitingSince = waitingSince;
        }

        Become(before);
        Record("taken_back", by, at, ("was", ColumnForms.Word(was)), ("status", ColumnForms.Word(before)));
    }
}
