using FeedbackBot.Conversations.Answers;
using FeedbackBot.Understanding;

namespace FeedbackBot.Conversations;

/// <summary>A person was asked for: what has been told is filed first, and its number is named.</summary>
internal static class HandingOver
{
    /// <summary>In a longer message people are part of what happened, unless it is said in so many words.</summary>
    private const double StoryFrom = 24;

    /// <summary>So short a wish right after filing is about that case.</summary>
    private const double WishAtMost = 9;

    public static bool Take(Talk talk)
    {
        if (!Asked(talk))
            return false;
        if (talk.Running is { FiledAt: { } at } && at < talk.Tickets.Count)
        {
            AddWish(talk, talk.Tickets[at]);
            Finishing.End(talk);
        }
        else if (talk.Flow is null && talk.Tickets.Count > 0 && (talk.Heard.Content <= WishAtMost || !TellsMore(talk)))
            AddWish(talk, talk.Tickets[^1]);
        else if (talk.Flow is { Filing: not null })
            FromFlow(talk);
        else
            Begin(talk, TellsMore(talk) ? talk.Heard.Text : "", null);
        return true;
    }

    /// <summary>Somebody in danger is never left with the bot alone: it is filed before anything else is asked.</summary>
    public static bool InDanger(Talk talk)
    {
        if (!talk.Heard.Has(ReadingFlags.SelfHarm) || talk.Running is { } running && (running.Flags & ReadingFlags.SelfHarm) != 0)
            return false;
        talk.Say(Line.Distress);
        Begin(talk, talk.Heard.Text, null);
        return true;
    }

    /// <summary>Starts the flow that is for talking to a person, with whatever was said before.</summary>
    public static void Begin(Talk talk, string said, RunningFlow? from)
    {
        if (talk.Flow is { Filing: not null })
        {
            if (said.Length > 0)
                Filling.Note(talk, said);
            FromFlow(talk);
            return;
        }
        if (talk.Flow is not null)
            talk.Running = null;
        if (talk.Book.For(AsksFor.Human) is not { Main: { } main } human)
            return;
        var reading = talk.Turn.Reading;
        talk.Push(Opening.Begun(talk, human) with
        {
            WantsHuman = true,
            Kind = said.Length > 0 ? Filling.Kind(reading) : null,
            FirstTurn = from?.FirstTurn ?? talk.Turns,
            Flags = reading.Flags | (from?.Flags ?? default),
            Urgency = from is { } earlier && earlier.Urgency > reading.Urgency ? earlier.Urgency : reading.Urgency,
        });
        if (said.Length > 0)
            Filling.Put(talk, main, said);
        Filling.Spot(talk);
        Filling.Known(talk);
        if (said.Length > 0)
            File(talk);
        else
            Asking.Step(talk, main.Id);
    }

    /// <summary>Files what there is, without a summary, and says who will look at it.</summary>
    public static void File(Talk talk) => Finishing.File(
        talk, talk.Book.Lines[Line.HandedOver], ("opened_later", talk.Later(talk.Book.Lines[Line.HandedOverLater])), ("opened_live", Live(talk, Line.HandedOverLive)));

    /// <summary>Nothing more is told: the wish for a person is filed by itself.</summary>
    public static void FileAnyway(Talk talk)
    {
        if (!Filling.Told(talk))
            Filling.Put(talk, talk.Flow!.Main!, talk.Heard.Text);
        File(talk);
    }

    private static void FromFlow(Talk talk)
    {
        Filling.Weigh(talk);
        Filling.Spot(talk);
        var again = talk.Running!.WantsHuman;
        talk.Running = talk.Running with { WantsHuman = true };
        if (!Filling.Told(talk) && (again || TellsMore(talk)))
            Filling.Put(talk, talk.Flow!.Main!, talk.Heard.Text);
        else if (TellsMore(talk))
            Filling.Note(talk, talk.Heard.Text);
        if (Filling.Told(talk))
            File(talk);
        else
            Asking.Step(talk, talk.Flow!.Main!.Id, question => talk.Text(Line.HumanDescribe));
    }

    public static bool Asked(Talk talk)
    {
        if (talk.Book.For(AsksFor.Human) is not { } human)
            return false;
        if (talk.Heard.Plain == "human" || human.Says.IsWhole(talk.Heard.Plain))
            return true;
        var (start, _) = human.Says.Find(talk.Heard.Plain);
        if (start >= 0)
            return !talk.Book.Words.Negates(talk.Heard.Plain[..start]);
        if (talk.Pending is { Type: ChoiceAnswer choice } && choice.Parse(talk.Heard) is not null)
            return false; // "somebody to give me my money back"
        return talk.Heard.Has(ReadingFlags.WantsHuman) && !talk.Heard.IsWhole(Intent.No) && talk.Heard.Content <= StoryFrom;
    }

    /// <summary>Says more than that a person is wanted.</summary>
    private static bool TellsMore(Talk talk) =>
        talk.Book.For(AsksFor.Human) is { } human && talk.Heard.Content >= 4
        && talk.Hear(human.Says.Without(talk.Heard.Plain)) is { Content: >= 4 } rest
        && (rest.Content >= 6 || talk.Heard.IsKind(FeedbackKind.Complaint));

    private static void AddWish(Talk talk, string ticket) =>
        talk.Do(new AddToTicket(ticket, talk.Heard.Text)
        {
            Outcomes = new Dictionary<string, Say>(AfterFiling.Outcomes(talk, ("added", Line.HandedOverAgain))) { ["added_live"] = Live(talk, Line.HandedOverAgainLive) },
        });

    /// <summary>Said to somebody in the line for a person, with the way out beside it.</summary>
    private static Say Live(Talk talk, Line line) =>
        talk.Later(talk.Book.Lines[line]) with { Choices = [talk.Button(Line.StopWaitingButton, InLine.Leave)] };
}
