namespace FeedbackBot.Tickets;

/// <summary>The verbs of a case that becomes a part of another, and of one that is taken out again.</summary>
public sealed partial class Ticket
{
    /// <summary>Promises that still run.</summary>
    internal IReadOnlyList<string> RunningClocks => [.. _clocks.Where(c => c.StoppedAt == null).Select(c => c.Name)];

    /// <summary>Ends this case as a part of another.</summary>
    internal void MergeInto(Ticket target, Actor by, DateTime at)
    {
        if (MergedInto == target.Number)
        {
            return;
        }

        if (MergedInto != null)
        {
            throw new RuleViolation("merged_ticket", $"This case was merged into {TicketNumber.Format(MergedInto.Value)}; merge that one.");
        }

        (MergedInto, SurveyDueAt) = (target.Number, null);
        Become(TicketStatus.Closed);
        _clocks.ForEach(c => c.Stop(at));
        Record("merged_into", by, at, ("ticket", target.Id));
        target.Record("merged_from", by, at, ("ticket", Id));
    }

    /// <summary>This case is its own again, as it was before.</summary>
    internal void TakeOutOf(Ticket target, MergeRecord merge, Actor by, DateTime at)
    {
        (MergedInto, SurveyDueAt) = (null, merge.Moved.SurveyDueAt);
        Become(merge.PreviousStatus);
        foreach (var clock in _clocks.Where(c => merge.Moved.Clocks.Contains(c.Name)))
        {
            clock.Restart();
        }

        Record("unmerged_from", by, at, ("ticket", target.Id));
        target.Record("unmerged", by, at, ("ticket", Id));
    }

    /// <summary>Tags that this case lacked.</summary>
    internal IReadOnlyList<string> AddTags(IReadOnlyList<string> tags)
    {
        string[] added = [.. tags.Where(t => !Tags.Contains(t))];
        Tags = added.Length == 0 ? Tags : [.. Tags, .. added];
        return added;
    }

    internal void TakeTags(IReadOnlyList<string> tags) => Tags = tags.Count == 0 ? Tags : [.. Tags.Where(t => !tags.Contains(t))];

    /// <summary>Answers that a merge had filled in; one that was changed since stays.</summary>
    internal void TakeFields(IReadOnlyDictionary<string, string> filled) => Fields = filled.Count == 0
        ? Fields
        : new Dictionary<string, string>(Fields.Where(f => filled.GetValueOrDefault(f.Key) != f.Value));
}
