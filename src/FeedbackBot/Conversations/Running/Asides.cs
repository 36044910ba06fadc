using FeedbackBot.Conversations.Answers;
using FeedbackBot.Understanding;

namespace FeedbackBot.Conversations;

/// <summary>The questions of the runner itself; their names are part of the outside interface.</summary>
internal static class SharedSteps
{
    public const string ClarifyKind = "clarify_kind";
    public const string SeveralMatters = "several_matters";
    public const string Resume = "resume";
    public const string CancelConfirm = "cancel_confirm";
    public const string HumanOffer = "human_offer";
    public const string Confirm = "confirm";

    /// <summary>What the customer had said when the question came up.</summary>
    public const string Said = "said";

    /// <summary>Beside a question that has to be asked yet.</summary>
    public const string Unasked = "unasked";
}

/// <summary>Asks the runner's own questions on top of whatever is going on, and hears the answers.</summary>
internal static class Asides
{
    public static void Ask(Talk talk, string step, string text, string? said = null) =>
        Ask(talk, step, text, said is null ? [] : [(SharedSteps.Said, said)]);

    public static void Ask(Talk talk, string step, string text, IReadOnlyList<(string Key, string Text)> kept)
    {
        talk.Ask(step, text, Buttons(talk, step));
        talk.Push(new RunningFlow
        {
            Flow = FlowBook.Shared,
            Step = step,
            Answers = kept.ToDictionary(k => k.Key, k => k.Text),
            FirstTurn = talk.Turns,
            Flags = talk.Heard.Reading.Flags,
            Urgency = talk.Heard.Reading.Urgency,
        });
    }

    /// <summary>The same question once more, in the language that was just asked for.</summary>
    public static void Again(Talk talk)
    {
        var asked = talk.Running!;
        var step = asked.Step!;
        var beneath = talk.Beneath is { } flow ? talk.Text(flow.Title) : "";
        var text = step switch
        {
            SharedSteps.CancelConfirm => talk.Text(Line.CancelConfirm, ("title", beneath)),
            SharedSteps.Resume => talk.Text(Line.Resume, ("title", beneath)),
            SharedSteps.HumanOffer => talk.Text(Line.HumanOffer),
            SharedSteps.SeveralMatters => SeveralMatters.Text(talk, SeveralMatters.Parts(asked)),
            _ => talk.Text(Line.ClarifyKind),
        };
        talk.Ask(step, text, Buttons(talk, step));
    }

    /// <summary>Hears the answer; any other message withdraws the question and is taken for what it is.</summary>
    public static bool Take(Talk talk)
    {
        if (talk.SharedStep is not { } step)
            return false;
        var asked = talk.Running!;
        talk.Running = null;
        return step switch
        {
            SharedSteps.CancelConfirm => Cancel(talk),
            SharedSteps.HumanOffer => Human(talk, asked),
            SharedSteps.ClarifyKind => Clarifying.Answer(talk, asked),
            SharedSteps.SeveralMatters => SeveralMatters.Answer(talk, asked),
            SharedSteps.Resume => Resume(talk),
            _ => false,
        };
    }

    private static bool Cancel(Talk talk)
    {
        if (talk.Flow is null || HandingOver.Asked(talk))
            return false;
        var answer = talk.Heard.HasClause(Intent.GoOn) ? YesNoAnswer.No : Presuming.YesNo(talk.Heard);
        if (answer == YesNoAnswer.Yes || talk.Heard.Means(Intent.Cancel))
        {
            Drafts.Keep(talk);
            Leaving.Drop(talk, Line.Cancelled);
            return true;
        }
        if (answer is null)
            return false;
        talk.Say(Line.Kept, ("title", talk.Text(talk.Flow.Title)));
        Asking.Again(talk);
        return true;
    }

    private static bool Human(Talk talk, RunningFlow asked)
    {
        var said = asked.Answers.GetValueOrDefault(SharedSteps.Said);
        switch (Wanted(talk))
        {
            case YesNoAnswer.Yes:
                HandingOver.Begin(talk, said ?? "", asked);
                return true;
            case YesNoAnswer.No when talk.Flow is null:
                Clarifying.WithoutPerson(talk, said ?? "");
                return true;
            case YesNoAnswer.No:
                Asking.WithoutIt(talk);
                return true;
            default:
                return false;
        }
    }

    private static string? Wanted(Talk talk)
    {
        if (talk.Heard.IsWhole(Intent.GoOn))
            return YesNoAnswer.No;
        if (talk.Heard.IsWhole(Intent.Cancel) || Correcting.Wanted(talk))
            return null;
        return Presuming.YesNo(talk.Heard) ?? (Presuming.Declines(talk.Heard) ? YesNoAnswer.No : null);
    }

    private static bool Resume(Talk talk)
    {
        if (talk.Heard.Means(Intent.StartOver) || YesNoAnswer.Read(talk.Heard) == YesNoAnswer.No)
        {
            talk.Clear();
            talk.Say(Line.StartedOver);
            return true;
        }
        if (YesNoAnswer.Read(talk.Heard) != YesNoAnswer.Yes)
            return false;
        Asking.Again(talk, talk.Text(Line.Recap, ("title", talk.Flow is { } flow ? talk.Text(flow.Title) : "")));
        return true;
    }

    public static IReadOnlyList<Choice> Buttons(Talk talk, string step) => step switch
    {
        SharedSteps.ClarifyKind => Opening.Buttons(talk),
        SharedSteps.Resume => [talk.Button(Line.ContinueButton, YesNoAnswer.Yes), talk.Button(Line.StartOverButton, YesNoAnswer.No)],
        _ => [talk.Button(Line.YesButton, YesNoAnswer.Yes), talk.Button(Line.NoButton, YesNoAnswer.No)],
    };
}
