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
    /// <param name="waiting">Since when its customer waits for a word, by what was said since as well.</param>
    internal void TakeOutOf(Ticket target, MergeRecord merge, DateTime? waiting, Actor by, DateTime at)
    {
        (MergedInto, SurveyDueAt) = (null, merge.Moved.SurveyDueAt);
        Become(waiting != null && merge.PreviousStatus == TicketStatus.WaitingOnCustomer ? TicketStatus.Open : merge.PreviousStatus);
        WaitingSince = IsOpen ? waiting : null;
        foreach (var clock in _clocks.Where(c => merge.Moved.Clocks.Contains(c.Name) && (waiting != null || c.Name != ClockName.NextResponse)))
        {
            clock.Restart();
        }

        Record("unmerged_from", by, at, ("ticket", target.Id));
        target.Record("unmerged", by, at, ("ticket", Id));
    }

    /// <summary>What a merged case brings besides its facts: the earlier beginning, the higher priority, and a customer who waits.</summary>
    internal MovedState TakeOver(Ticket part, Actor by, DateTime at)
    {
        var raised = part.IsOpen && part.Priority > Priority ? part.Priority : Priority;
        var before = new MovedState(Status, Priority, Flags, WaitingSince, StartedAt, raised, part.Flags & ~Flags);
        StartedAt = part.BeganAt < BeganAt ? part.BeganAt : StartedAt;
        Flags |= part.Flags;
        Prioritise(raised, by, at);
        if (IsOpen && part is { IsOpen: true, WaitingSince: { } since })
        {
            Unanswered(since);
            WaitingSince = WaitingSince < since ? WaitingSince : since;
            Become(Status == TicketStatus.WaitingOnCustomer ? TicketStatus.Open : Status);
        }

        return before;
    }

    /// <summary>Takes that back again; what people decided since stays.</summary>
    /// <param name="heard">The customer wrote since, or was answered.</param>
    internal void GiveBack(MovedState before, bool heard, Actor by, DateTime at)
    {
        StartedAt = before.StartedAt;
        Flags &= ~before.Added;
        Prioritise(Priority == before.Raised ? before.Priority : Priority, by, at);
        if (IsOpen && !heard)
        {
            Become(Status == TicketStatus.Open && before.Status == TicketStatus.WaitingOnCustomer ? before.Status : Status);
            WaitingSince = before.WaitingSince;
            if (WaitingSince == null)
            {
                Stop(ClockName.NextResponse, at);
            }
        }
    }

    /// <summary>A promise that ran on a merged case longer than here: it has run so long here too, so that no date is lost.</summary>
    internal void CarryClock(TicketClock clock) => _clocks.Add(clock.For(this));

    internal void DropClock(string name) => _clocks.RemoveAll(c => c.Name == name);

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
