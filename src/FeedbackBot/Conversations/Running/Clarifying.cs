using FeedbackBot.Conversations.Answers;
using FeedbackBot.Understanding;

namespace FeedbackBot.Conversations;

/// <summary>Never guesses what a message is: first other words, then choices, then a person.</summary>
internal static class Clarifying
{
    /// <summary>A person was offered and declined; what still cannot be made out goes to people as it is.</summary>
    private const int AfterPerson = 4;

    public static bool Take(Talk talk)
    {
        talk.NotUnderstood++;
        if (talk.NotUnderstood >= 3)
            Asides.Ask(talk, SharedSteps.HumanOffer, talk.Text(Line.HumanOffer), talk.Heard.Text);
        else if (talk.NotUnderstood == 2 || talk.Heard.Content >= 2)
            Asides.Ask(talk, SharedSteps.ClarifyKind, talk.Text(Line.ClarifyKind), talk.Heard.Text);
        else
            talk.Say(Line.NotUnderstood);
        return true;
    }

    /// <summary>Hears which kind it is and opens that flow with what was said before.</summary>
    public static bool Answer(Talk talk, RunningFlow asked)
    {
        var before = asked.Answers.GetValueOrDefault(SharedSteps.Said) ?? "";
        var heard = talk.Heard;
        var unasked = asked.Answers.ContainsKey(SharedSteps.Unasked);
        if (!unasked && (heard.IsWhole(Intent.Cancel) || heard.IsWhole(Intent.NothingMore) || heard.IsWhole(Intent.No)))
            return false;
        if (Interrupting.Take(talk))
            return true;
        if (talk.Book.For(AsksFor.Human) is { } human && human.Says.Match(heard.Plain))
        {
            HandingOver.Begin(talk, before, asked);
            return true;
        }
        if (Opening.Named(talk) is { } flow)
        {
            var more = heard.TellsSomething(flow.Says);
            Opening.Open(talk, flow, Join(before, more && flow.Name != heard.Plain ? heard.Text : ""), asked);
            return true;
        }
        if (unasked)
            return AskNow(talk, asked, before);
        if (heard.Reading is { KindAbstained: false, Kind.Label: var kind } && talk.Book.For(kind) is { } read)
        {
            Opening.Open(talk, read, Join(before, heard.Text), asked);
            return true;
        }
        return Unclear(talk, before);
    }

    /// <summary>What was told of a matter whose flow is no longer there: its kind is asked at the next turn.</summary>
    public static RunningFlow Unasked(RunningFlow told, string said) => new()
    {
        Flow = FlowBook.Shared,
        Step = SharedSteps.ClarifyKind,
        Answers = new Dictionary<string, string> { [SharedSteps.Said] = said, [SharedSteps.Unasked] = "" },
        FirstTurn = told.FirstTurn,
        Flags = told.Flags,
        Urgency = told.Urgency,
    };

    private static bool AskNow(Talk talk, RunningFlow told, string before)
    {
        if (talk.Heard.Means(Intent.Cancel) || talk.Heard.Means(Intent.StartOver))
        {
            talk.Say(Line.StartedOver);
            return true;
        }
        var answers = YesNoAnswer.Read(talk.Heard) is not null || talk.Heard.Means(Intent.Skip) || SmallTalk.Answer(talk) is not null;
        var said = Join(before, answers ? "" : talk.Heard.Text);
        if (talk.Heard.Has(ReadingFlags.SelfHarm))
        {
            talk.Say(Line.Distress);
            HandingOver.Begin(talk, said, told);
            return true;
        }
        Asides.Ask(talk, SharedSteps.ClarifyKind, talk.Text(Line.ClarifyKind), said);
        talk.Running = talk.Running! with { FirstTurn = told.FirstTurn, Flags = told.Flags | talk.Running.Flags };
        return true;
    }

    /// <summary>No person, please: the kind is asked once more, so that what was said is not lost.</summary>
    public static void WithoutPerson(Talk talk, string said)
    {
        talk.Say(Line.HumanDeclined);
        talk.NotUnderstood = AfterPerson;
        if (talk.Hear(said).Content >= 5)
            Asides.Ask(talk, SharedSteps.ClarifyKind, talk.Text(Line.ClarifyKind), said);
        else
            talk.NotUnderstood = 0;
    }

    private static bool Unclear(Talk talk, string before)
    {
        if (YesNoAnswer.Read(talk.Heard) is not null || talk.Heard.Content < 1 || talk.Heard.IsQuestion || SmallTalk.Answer(talk) is not null)
            return false;
        if (talk.NotUnderstood >= AfterPerson)
        {
            HandingOver.Begin(talk, Join(before, talk.Heard.Text), null);
            return true;
        }
        talk.NotUnderstood = 3;
        Asides.Ask(talk, SharedSteps.HumanOffer, talk.Text(Line.HumanOffer), Join(before, talk.Heard.Text));
        return true;
    }

    private static string Join(string before, string more) =>
        before.Length == 0 ? more : more.Length == 0 ? before : before + "\n" + more;
}
