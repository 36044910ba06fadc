using FeedbackBot.Conversations.Answers;

namespace FeedbackBot.Conversations;

/// <summary>Cancelling asks once; starting over does not; a survey may be left at the first word.</summary>
internal static class Leaving
{
    /// <summary>In a longer message such a part is a turn of phrase.</summary>
    private const double ShortAtMost = 10;

    public static bool Take(Talk talk)
    {
        if (talk.Pending is { Type: PickedAnswer picked } && picked.IsNamed(talk.Heard))
            return false;
        if (talk.Heard.Means(Intent.StartOver) || (talk.Heard.Content <= ShortAtMost && talk.Heard.HasClause(Intent.StartOver)))
        {
            talk.Clear();
            talk.Say(Line.StartedOver);
            return true;
        }
        if (talk.Flow!.Leave is not null && WouldRatherNot(talk))
        {
            Leave(talk);
            return true;
        }
        if (OnlySkips(talk))
            return false;
        if ((!talk.Heard.Means(Intent.Cancel) && !(talk.Heard.Content <= ShortAtMost && talk.Heard.HasClause(Intent.Cancel))) || (!talk.Heard.IsWhole(Intent.Cancel) && Correcting.Wanted(talk)))
            return false;
        if (talk.Running!.FiledAt is not null)
        {
            talk.Say(Line.NothingMore); // it is filed: only the questions are left
            Finishing.End(talk);
            return true;
        }
        Asides.Ask(talk, SharedSteps.CancelConfirm, talk.Text(Line.CancelConfirm, ("title", talk.Text(talk.Flow.Title))));
        return true;
    }

    /// <summary>"I'd have to dig it out, leave it": what may be left out is left out, the rest is not.</summary>
    private static bool OnlySkips(Talk talk) =>
        talk.Pending is { Optional: true } && !talk.Heard.IsWhole(Intent.Cancel)
        && (talk.Heard.Means(Intent.Skip) || !talk.Book.Words[Intent.Cancel].IsIn(talk.Heard.Plain));

    /// <summary>Does what the flow says is done when it is left.</summary>
    public static void Leave(Talk talk)
    {
        foreach (var plan in talk.Flow!.Leave!)
            Finishing.Run(talk, plan, null);
        talk.Running = null;
        Finishing.Resume(talk);
    }

    /// <summary>Lets the flow go without a case.</summary>
    public static void Drop(Talk talk, Line line)
    {
        talk.Say(line, ("title", talk.Text(talk.Flow!.Title)));
        talk.Running = null;
        Finishing.Resume(talk);
    }

    private static bool WouldRatherNot(Talk talk) =>
        talk.Heard.Means(Intent.Cancel)
        || (talk.Pending is { Optional: false, Type: not YesNoAnswer } && (talk.Heard.Means(Intent.Skip) || talk.Heard.IsWhole(Intent.No)));
}
