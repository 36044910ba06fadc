using FeedbackBot.Storage;

namespace FeedbackBot.Tickets;

/// <summary>The verbs of a case that macros and the queue, for many at once, need, and those that take them back.</summary>
public sealed partial class Ticket
{
    private const int MostTags = 30;
    /// <summary>Longest tag, in characters.</summary>
    public const int MostTag = 60;


    /// <summary>People decide how soon it is wanted; the promises that were given stay.</summary>
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
        var given = Required.Text(tag, "tag", MostTag);
        if (Tags.Contains(given, StringComparer.OrdinalIgnoreCase))
        {
            return;
        }

        if (Tags.Count >= MostTags)
        {
            throw new RuleViolation("too_many_tags", $"A case can have {MostTags} tags at most.", "tag");
        }

        Tags = [.. Tags, given];
        Record("tag_added", by, at, ("tag", given));
    }

    public void RemoveTag(string tag, Actor by, DateTime at)
    {
        if (Tags.FirstOrDefault(t => string.Equals(t, tag, StringComparison.OrdinalIgnoreCase)) is { } present)
        {
            Tags = [.. Tags.Where(t => t != present)];
            Record("tag_removed", by, at, ("tag", present));
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

    internal void MacroRan(string name, Actor by, DateTime at) => Record("macro_ran", by, at, ("macro", name));
}
