using FeedbackBot.Conversations.Answers;
using FeedbackBot.Understanding;

namespace FeedbackBot.Conversations;

/// <summary>Asks what is still missing, one thing at a time, and never for ever.</summary>
internal static class Asking
{
    /// <summary>A question stands this often without an answer, counting rephrased ones and reminders; then there is a way out.</summary>
    private const int Patience = 3;

    private const ReadingFlags Serious = ReadingFlags.Safety | ReadingFlags.SelfHarm | ReadingFlags.Legal
        | ReadingFlags.Regulator | ReadingFlags.MoneyWronglyTaken | ReadingFlags.Stranded | ReadingFlags.Abuse;

    /// <summary>The next thing that is missing, the summary, or the end of the flow.</summary>
    public static void Next(Talk talk)
    {
        var flow = talk.Flow!;
        Comparing.Keep(talk);
        if (talk.Running!.WantsHuman && Filling.Told(talk))
        {
            HandingOver.File(talk);
            return;
        }
        if (flow.AtOnce is { } pressing && talk.Running.FiledAt is null && Filling.Told(talk) && pressing.Holds(talk.Now))
            Finishing.FileAtOnce(talk);
        if (flow.Needs.FirstOrDefault(n => Missing(talk, n)) is { } need)
            Step(talk, need.Id);
        else if (flow.Confirm is not null && talk.Running.FiledAt is null)
            Step(talk, SharedSteps.Confirm);
        else
            Finishing.Finish(talk);
    }

    /// <summary>Asks the pending question again after something else was dealt with.</summary>
    public static void Again(Talk talk, string? before = null)
    {
        if (talk.Flow is not { } flow)
            return;
        if (talk.Running!.Step is null || (talk.Pending is { } pending && talk.Answer(pending.Id) is not null))
            Next(talk);
        else if (talk.Running.Tries >= Patience)
            WayOut(talk);
        else
            Step(talk, talk.Running.Step, question => before is not null ? before + "\n" + question
                : talk.Text(Line.BackTo, ("title", talk.Text(flow.Title)), ("question", question)));
    }

    /// <summary>Not understood: once in other words, then a way out.</summary>
    public static void Rephrase(Talk talk)
    {
        if (talk.Running!.Tries >= 2)
            WayOut(talk);
        else
            Step(talk, talk.Running.Step!, again: true);
    }

    /// <summary>An optional need is let go, a survey too; for a required one a person is offered.</summary>
    public static void WayOut(Talk talk)
    {
        if (talk.Flow!.Leave is not null)
            Leaving.Leave(talk);
        else if (talk.Running!.WantsHuman)
            HandingOver.FileAnyway(talk);
        else if (talk.Running.FiledAt is not null)
            Skipping.Skip(talk);
        else if (talk.Pending is { Optional: true })
            Skipping.Skip(talk);
        else
            Asides.Ask(talk, SharedSteps.HumanOffer, talk.Text(Line.HumanOffer), talk.Heard.Text);
    }

    /// <summary>A person was offered and declined: the summary is asked once more, anything else is done without.</summary>
    public static void WithoutIt(Talk talk)
    {
        talk.Say(Line.HumanDeclined);
        if (talk.Running!.Step == SharedSteps.Confirm)
        {
            talk.Running = talk.Running with { Tries = 0 };
            Step(talk, SharedSteps.Confirm);
        }
        else if (talk.Pending is { FromMessage: true })
        {
            talk.Running = null;
            Finishing.Resume(talk);
        }
        else
        {
            Skipping.Skip(talk);
        }
    }

    public static void Step(Talk talk, string step, Func<string, string>? framed = null, bool again = false)
    {
        var running = talk.Running!;
        if (running.Step == step && running.Tries >= Patience)
        {
            WayOut(talk);
            return;
        }
        talk.Running = running with { Step = step, Tries = running.Step == step ? running.Tries + 1 : 1 };
        var need = talk.Flow!.Find(step);
        var question = need is null ? Summary(talk) : (again ? null : OwnOrders.Question(talk, need)) ?? talk.Text((again ? need.Again : null) ?? need.Ask!);
        if (again && need is null)
            question = talk.Text(talk.Flow.Change!);
        talk.Ask(step, framed is null ? question : framed(question), Buttons(talk, need));
    }

    /// <summary>Nothing is missing: an edited file may ask for more than the summary that is being confirmed.</summary>
    public static bool IsComplete(Talk talk) => !talk.Flow!.Needs.Any(n => Missing(talk, n));

    /// <summary>The summary once more, without asking; it still waits for a yes.</summary>
    public static void Show(Talk talk) => talk.Offer(Summary(talk), Buttons(talk, null));

    private static bool Missing(Talk talk, Need need)
    {
        if (need.Ask is null || talk.Answer(need.Id) is not null || talk.Running!.Skipped.Contains(need.Id))
            return false;
        if (need.Type is ContactChannelAnswer && talk.Turn.Known.ChannelReachesPerson)
            return false;
        return need.When is null || need.When.Holds(talk.Now);
    }

    private static string Summary(Talk talk)
    {
        var lines = talk.Flow!.Needs.Where(n => n.Label is not null && talk.Answer(n.Id) is not null)
            .Select(n => talk.Text(Line.SummaryLine, ("label", talk.Text(n.Label!)), ("value", Quoted(talk, n))));
        return talk.Text(talk.Flow.Confirm!, ("summary", string.Join("\n", lines)));
    }

    /// <summary>A long story is told back in a few of its lines, and words in the other language are not repeated in the middle of this one.</summary>
    private static string Quoted(Talk talk, Need need)
    {
        var value = need.Type.Show(talk.Answer(need.Id)!, talk.Language);
        if (need.Type is not TextAnswer || (!need.FromMessage && !Gist.Needs(value)))
            return value;
        var han = value.Count(Plain.IsHan);
        if (talk.Language == Languages.English ? han > 2 : han == 0 && value.Length > 40)
            return talk.Text(Line.AsTold);
        return !Gist.Needs(value) ? value : string.Join('\n', need.FromMessage && talk.Running!.Gist is { Count: > 0 } gist ? gist : Gist.Of(value));
    }

    public static IReadOnlyList<Choice> Buttons(Talk talk, Need? need)
    {
        var buttons = new List<Choice>();
        if (need is null)
            buttons.AddRange([talk.Button(Line.FileButton, YesNoAnswer.Yes), talk.Button(Line.CancelButton, "cancel")]);
        else
            buttons.AddRange([.. need.Type.Buttons(talk.Language), .. OwnOrders.Buttons(talk, need)]);
        if (need is { Optional: true })
            buttons.Add(talk.Button(Line.SkipButton, "skip"));
        if ((talk.Now.Flags & Serious) != 0 && talk.Flow?.Leave is null)
            buttons.Add(talk.Button(Line.HumanButton, "human"));
        return buttons;
    }
}
