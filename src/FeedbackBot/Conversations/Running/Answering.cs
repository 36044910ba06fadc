using FeedbackBot.Conversations.Answers;

namespace FeedbackBot.Conversations;

/// <summary>Takes the message as the answer to what was asked, together with whatever else it tells.</summary>
internal static class Answering
{
    /// <summary>From this much on, a rating or a choice has words beside it that are worth keeping.</summary>
    private const double Telling = 5;

    public static bool Take(Talk talk) =>
        talk.Running!.Step == SharedSteps.Confirm ? Confirm(talk) : talk.Pending is { } need && Answer(talk, need);

    private static bool Answer(Talk talk, Need need)
    {
        if (need.FromMessage && !IsContent(talk, need))
            return false;
        if (need.Type is TextAnswer && !need.FromMessage && SmallTalk.Answer(talk) is not null)
            return false;
        if (Given(talk, need) is not { } value)
            return false;
        Keep(talk, need, value);
        return true;
    }

    /// <summary>Where it was asked how to reach the customer, what the message answers: "answer me here" is no wish for ever.</summary>
    public static string? Channel(Talk talk) => talk.Pending is { Type: ContactChannelAnswer } need ? Given(talk, need) : null;

    private static string? Given(Talk talk, Need need) => OwnOrders.Picked(talk, need) ?? need.Type.Parse(talk.Heard) ?? Presumed(talk, need);

    private static string? Presumed(Talk talk, Need need) => need.Type switch
    {
        YesNoAnswer => Presuming.YesNo(talk.Heard),
        ContactChannelAnswer => Presuming.Channel(talk.Heard),
        _ => null,
    };

    /// <summary>The answer is given: it is kept with whatever else was told, has its effects, and the next thing is asked.</summary>
    public static void Keep(Talk talk, Need need, string value)
    {
        Filling.Put(talk, need, value);
        Filling.Spot(talk);
        if (need.FromMessage)
            Filling.Mentioned(talk, talk.Heard);
        KeepWords(talk, need);
        var joins = need.Do.Any(p => p.Kind == EffectKind.JoinIdea && p.When?.Holds(talk.Now) != false);
        foreach (var plan in need.Do)
            Finishing.Run(talk, plan, need);
        if (joins)
        {
            Finishing.End(talk);
            return;
        }
        if (need.Do.Count > 0 && need != talk.Flow!.Main && talk.Flow.Main is { Do.Count: > 0 } main && talk.Answer(main.Id) is not null)
        {
            foreach (var plan in main.Do)
                Finishing.Run(talk, plan, main);
        }
        if (need.FromMessage && !talk.HasSaid && talk.Flow!.Acknowledge is { } heard)
            talk.Say(heard);
        Asking.Next(talk);
    }

    /// <summary>Words beside a short answer: the reason of a rating, or more of the story.</summary>
    private static void KeepWords(Talk talk, Need need)
    {
        if (need.FromMessage || need.Type is TextAnswer or ContactChannelAnswer || talk.Heard.Content < (need.Type is RatingAnswer && talk.Heard.Plain.Contains(',') ? Telling - 1 : Telling) || talk.Flow!.Main is not { } main)
            return;
        if (talk.Answer(main.Id) is null)
            Filling.Put(talk, main, talk.Heard.Text);
        else if (talk.Heard.Content >= 2 * Telling || talk.Heard.IsPutAsQuestion || need.Type is ChoiceAnswer { } choice && choice.Parse(talk.Heard) is null)
            Filling.Note(talk, talk.Heard.Text);
    }

    private static bool Confirm(Talk talk)
    {
        switch (Presuming.YesNo(talk.Heard) ?? (talk.Heard.IsWhole(Intent.Thanks) || talk.Heard.IsWhole(Intent.NothingMore) ? YesNoAnswer.Yes : null))
        {
            case YesNoAnswer.Yes:
                Filling.Spot(talk);
                if (talk.Heard.Content >= Telling)
                    Filling.Note(talk, talk.Heard.Text);
                if (Asking.IsComplete(talk))
                    Finishing.Finish(talk);
                else
                    Asking.Next(talk);
                return true;
            case YesNoAnswer.No when talk.Heard.Content < Telling && Filling.Spotted(talk).Count == 0:
                Asking.Rephrase(talk);
                return true;
            default:
                return false;
        }
    }

    private static bool IsContent(Talk talk, Need need) =>
        SmallTalk.Answer(talk) is null
        && (talk.Running!.Tries >= 2 || talk.Flow!.Filing is null || !Opening.IsVague(talk.Flow, talk.Heard))
        && !talk.Heard.IsWhole(Intent.Yes) && !talk.Heard.IsWhole(Intent.Skip)
        && (!talk.Flow!.Says.IsWhole(talk.Heard.Plain) || talk.Running!.Tries >= 2 || !need.FromMessage);
}
