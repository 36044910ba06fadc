using FeedbackBot.Conversations.Answers;
using FeedbackBot.Understanding;

namespace FeedbackBot.Conversations;

/// <summary>Fits what is going on to files that were edited since the last turn: nothing told is lost, nothing answered is asked again.</summary>
internal static class Adapting
{
    /// <summary>Ways to name one particular thing: whatever the question is called now, the answer to it is the same.</summary>
    private static readonly string[] Naming = ["OrderNumber", "TicketNumber", "ContactChannel", "Email", "Phone"];

    public static RunningFlow Begin(Flow flow, RunningFlow running) =>
        running with { Flow = flow.Name, Version = flow.Version, Main = flow.Main?.Id, Prints = flow.Prints };

    public static List<RunningFlow> Fit(Talk talk, IReadOnlyList<RunningFlow> flows)
    {
        var fitted = new List<RunningFlow>();
        var gone = false;
        foreach (var running in flows)
        {
            talk.Lapsed = null;
            if (running.Flow == FlowBook.Shared)
            {
                // What was asked about a flow that is gone is gone with it.
                if (!gone || running.Step is not (SharedSteps.CancelConfirm or SharedSteps.Resume))
                    fitted.Add(running);
                continue;
            }
            var flow = Successor(talk.Book, running);
            gone = flow is null;
            if (flow is not null)
                fitted.Add(flow.Name == running.Flow && flow.Version == running.Version ? running : Fit(talk, running, flow));
            else if (running.Subject is null && Said(running) is { Length: > 0 } said)
                fitted.Add(Clarifying.Unasked(running, said));
        }
        return fitted;
    }

    /// <summary>The answer to a question that the file no longer asks is kept all the same.</summary>
    public static bool Take(Talk talk)
    {
        if (talk.Lapsed is not { } step)
            return false;
        var no = YesNoAnswer.Read(talk.Heard) == YesNoAnswer.No;
        if (step == SharedSteps.Confirm)
        {
            if (!no || talk.Flow!.Confirm is not null)
                return false;
            Asides.Ask(talk, SharedSteps.CancelConfirm, talk.Text(Line.CancelConfirm, ("title", talk.Text(talk.Flow.Title))));
            return true;
        }
        if (Filling.Spotted(talk).Count > 0 || SmallTalk.Answer(talk) is not null)
            return false;
        if (!talk.Heard.Means(Intent.Skip) && talk.Answer(step) is null)
            Filling.Put(talk, step, talk.Heard.Text);
        Asking.Next(talk);
        return true;
    }

    /// <summary>The flow as it is now; where it is gone, or can no longer be handed over, the one that is there for such a matter.</summary>
    private static Flow? Successor(FlowBook book, RunningFlow running)
    {
        if (book.Find(running.Flow) is { } same && (!running.WantsHuman || same.Filing is not null))
            return same;
        return running.WantsHuman ? book.For(AsksFor.Human) : running is { Subject: null, Kind: { } kind } ? book.For(kind) : null;
    }

    private static RunningFlow Fit(Talk talk, RunningFlow running, Flow flow)
    {
        var renamed = Renamed(running, flow);
        var answers = new Dictionary<string, string>();
        var notes = running.Notes.ToList();
        foreach (var (id, value) in running.Answers)
        {
            if (flow.Find(Now(id)) is not { } need)
                answers[id] = value; // a field of the case, as before
            else if (Value(talk, need, value, running.Prints.GetValueOrDefault(id)) is { } fits)
                answers[need.Id] = fits;
            else
                notes.Add(talk.Text(Line.SummaryLine, ("label", Correcting.Label(talk, need)), ("value", value)));
        }
        Retell(running, flow, answers, notes);
        var stands = Now(running.Step) is { } step && (step == SharedSteps.Confirm ? flow.Confirm : flow.Find(step)?.Ask) is not null;
        talk.Lapsed = stands ? null : running.Step;
        return Begin(flow, running) with
        {
            Answers = answers,
            Notes = notes,
            Skipped = [.. running.Skipped.Select(s => Now(s)!)],
            Step = stands ? Now(running.Step) : null,
            Tries = stands ? running.Tries : 0,
        };

        string? Now(string? id) => id is null ? null : renamed.GetValueOrDefault(id, id);
    }

    /// <summary>Needs with another id that ask for the same.</summary>
    private static Dictionary<string, string> Renamed(RunningFlow running, Flow flow)
    {
        var renamed = new Dictionary<string, string>();
        foreach (var (old, print) in running.Prints.Where(p => flow.Find(p.Key) is null))
        {
            var added = flow.Needs.Where(n => !running.Prints.ContainsKey(n.Id) && !renamed.ContainsValue(n.Id)).ToList();
            var same = added.FirstOrDefault(n => n.Print == print)
                ?? added.FirstOrDefault(n => Kind(n.Print) == Kind(print) && (Naming.Contains(Kind(print)) || OneOf(n, running.Answers.GetValueOrDefault(old))));
            if (same is not null)
                renamed[old] = same.Id;
        }
        return renamed;
    }

    /// <summary>What the matter is about stays that, whichever need is the one for it now.</summary>
    private static void Retell(RunningFlow running, Flow flow, Dictionary<string, string> answers, List<string> notes)
    {
        if (running.Main is not { } told || running.Answers.GetValueOrDefault(told) is not { } story || answers.ContainsValue(story) && flow.Main is { } now && answers.GetValueOrDefault(now.Id) == story)
            return;
        if (flow.Find(told) is { FromMessage: true })
            return; // it is still that need, and the story did not fit it
        if (flow.Main is null || !answers.TryAdd(flow.Main.Id, story))
            notes.Insert(0, story);
        if (flow.Find(told) is null)
            answers.Remove(told);
    }

    /// <summary>The answer as the need would keep it now; null when it is none any more.</summary>
    private static string? Value(Talk talk, Need need, string value, string? print)
    {
        var fits = need.Type.Values is { } values ? values.Contains(value) : print is null || Kind(print) == Kind(need.Print);
        return fits ? value : need.Type.Parse(talk.Hear(value, Reading.Nothing("none")));
    }

    private static bool OneOf(Need need, string? value) => value is not null && need.Type is ChoiceAnswer && need.Type.Values!.Contains(value);

    private static string Kind(string print) => print[..print.IndexOf(':', StringComparison.Ordinal)];

    /// <summary>All that was told of a matter, the story first.</summary>
    private static string Said(RunningFlow running)
    {
        var story = running.Answers.GetValueOrDefault(running.Main ?? "");
        return string.Join('\n', new[] { story }.Concat(running.Notes).Concat(running.Answers.Values).Where(t => !string.IsNullOrEmpty(t)).Distinct());
    }
}
