using FeedbackBot.Conversations.Answers;

namespace FeedbackBot.Conversations;

/// <summary>Changes an earlier answer at any time, says so, and goes on from where it was.</summary>
internal static class Correcting
{
    /// <summary>In so few words at the summary, what is named is what is wanted.</summary>
    private const double ShortAtMost = 8;

    public static bool Take(Talk talk)
    {
        var atConfirm = talk.Running!.Step == SharedSteps.Confirm;
        var marked = talk.Heard.Means(Intent.Correction);
        if (marked)
            Filling.PutRight(talk);
        if (!marked && !atConfirm && Answering.Channel(talk) is not null)
            return false;
        var changed = Changes(talk, marked, atConfirm).ToList();
        if (changed.Count > 0)
            return Change(talk, changed);
        if (!marked && !atConfirm)
            return false;
        return AskedAnew(talk) || (marked && InWords(talk));
    }

    /// <summary>The same for what is filed already: another value, or the wish to give one.</summary>
    public static bool Filed(Talk talk)
    {
        var changed = Changes(talk, marked: true, atConfirm: false).ToList();
        return changed.Count > 0 ? Change(talk, changed) : AskedAnew(talk);
    }

    /// <summary>Something else is wanted than what was noted: the wish goes on, whatever "changed my mind" sounds like.</summary>
    public static bool Wanted(Talk talk) => talk.Running is not null && talk.Flow is not null
        && Changes(talk, marked: true, talk.Running.Step == SharedSteps.Confirm).Any();

    private static bool Change(Talk talk, List<(Need Need, string Value)> changed)
    {
        foreach (var (need, value) in changed)
        {
            Filling.Put(talk, need, value);
            talk.Say(Line.Corrected, ("label", Label(talk, need)), ("value", need.Type.Show(value, talk.Language)));
        }
        Filling.Spot(talk);
        if (talk.Running!.Step == SharedSteps.Confirm && talk.Running.Tries >= 3)
            Asking.Show(talk); // shown once more, but no longer asked: nothing is filed unseen
        else if (talk.Pending is { } pending && talk.Answer(pending.Id) is not null)
            Asking.Next(talk);
        else if (talk.Running.Step == SharedSteps.Confirm)
            Asking.Step(talk, SharedSteps.Confirm);
        else
            Asking.Again(talk);
        return true;
    }

    private static IEnumerable<(Need Need, string Value)> Changes(Talk talk, bool marked, bool atConfirm)
    {
        foreach (var need in talk.Flow!.Needs)
        {
            if (talk.Answer(need.Id) is not { } present || need.Id == talk.Running!.Step || need.InPassing || need.Type is YesNoAnswer or TextAnswer)
                continue;
            var other = marked ? need.Type.Correct(talk.Heard, present)
                : atConfirm || need.Type is OrderNumberAnswer or ChoiceAnswer ? need.Type.Spot(talk.Heard) : null;
            if (atConfirm && !marked && talk.Heard.Content <= ShortAtMost)
                other ??= Short(talk, need, present);
            if (marked || atConfirm)
                other ??= OwnOrders.Corrected(talk, need, present);
            if (other is not null && other != present)
                yield return (need, other);
        }
    }

    private static string? Short(Talk talk, Need need, string present) => need.Type switch
    {
        ChoiceAnswer => need.Type.Correct(talk.Heard, present),
        ContactChannelAnswer => talk.Heard.Means(Intent.NoAnswer) ? ContactChannelAnswer.None : null,
        _ => null,
    };

    /// <summary>"The order number is wrong" without the right one: it is asked again.</summary>
    private static bool AskedAnew(Talk talk)
    {
        if (!talk.Heard.Means(Intent.Correction) && !talk.Heard.IsWhole(Intent.No) && !talk.Heard.Means(Intent.No))
            return false;
        var need = talk.Flow!.Needs.FirstOrDefault(n => (n.Ask is not null || talk.Answer(n.Id) is not null) && n.Label is not null && !n.FromMessage && n.Id != talk.Running!.Step
            && talk.Heard.Content <= 8 && talk.Heard.Plain.Contains(Plain.Of(Label(talk, n)), StringComparison.Ordinal));
        if (need is null)
            return false;
        Filling.Forget(talk, need);
        if (need.Ask is null)
            return false;
        Asking.Step(talk, need.Id);
        return true;
    }

    /// <summary>A correction of what was told in free words is added to it.</summary>
    private static bool InWords(Talk talk)
    {
        if (!Filling.Told(talk) || talk.Heard.Content < 3 || talk.Pending?.Type.Parse(talk.Heard) is not null || talk.Pending is { FromMessage: true })
            return false;
        Filling.Note(talk, talk.Heard.Text);
        talk.Say(Line.CorrectionNoted);
        Asking.Again(talk);
        return true;
    }

    public static string Label(Talk talk, Need need) => need.Label is null ? need.Id : talk.Text(need.Label);
}
