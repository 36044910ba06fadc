using FeedbackBot.Conversations.Answers;

namespace FeedbackBot.Conversations;

/// <summary>What is no answer to the question may still tell something; if not, the question is put differently, then dropped.</summary>
internal static class Repairing
{
    public static bool Take(Talk talk)
    {
        if (Fills(talk) || Waits(talk) || Chats(talk) || IsOtherwise(talk) || DoesWithout(talk) || TellsMore(talk))
            return true;
        Keep(talk);
        if (talk.Running!.Step is null)
            Asking.Next(talk);
        else
            Asking.Rephrase(talk);
        return true;
    }

    /// <summary>An answer to something that had not been asked yet.</summary>
    private static bool Fills(Talk talk)
    {
        var found = Filling.Spotted(talk);
        Filling.Spot(talk);
        if (found.Count == 0)
            return false;
        Keep(talk);
        foreach (var (need, value) in found.Where(f => f.Need.Label is not null && f.Need.Type is not TextAnswer))
            talk.Say(Line.Filled, ("label", Correcting.Label(talk, need)), ("value", need.Type.Show(value, talk.Language)));
        Asking.Again(talk);
        return true;
    }

    /// <summary>"Hang on, let me look": nobody is hurried.</summary>
    private static bool Waits(Talk talk)
    {
        if (talk.Running!.Step is not { } step || talk.Running.Tries >= 3 || !talk.Heard.HasClause(Intent.Wait))
            return false;
        Asking.Step(talk, step, _ => talk.Text(Line.TakeYourTime));
        return true;
    }

    /// <summary>A long message is part of the story, whatever else it answered.</summary>
    private static void Keep(Talk talk)
    {
        if (talk.Flow!.Main is not { } main || talk.Pending == main || talk.Heard.Content < 5)
            return;
        if (talk.Answer(main.Id) is null)
            Filling.Put(talk, main, talk.Heard.Text);
        else
            Filling.Note(talk, talk.Heard.Text);
    }

    private static bool Chats(Talk talk)
    {
        if (SmallTalk.Answer(talk) is not { } line || line == Line.NothingMore)
            return false;
        talk.Say(line);
        if (line != Line.Goodbye)
            Asking.Again(talk);
        return true;
    }

    /// <summary>An answer in words that no option has.</summary>
    private static bool IsOtherwise(Talk talk)
    {
        if (talk.Pending is not { Type: ChoiceAnswer choice } need || choice.Otherwise(talk.Heard) is not { } value)
            return false;
        Answering.Keep(talk, need, value);
        return true;
    }

    /// <summary>What is optional is asked once: a reply without anything that could be meant for an answer is kept, and the next thing is asked.</summary>
    private static bool DoesWithout(Talk talk)
    {
        if (talk.Pending is not { Optional: true } need || need.Type.Resembles(talk.Heard) || talk.Turn.Attachments > 0 || talk.Running!.Subject is not null)
            return false;
        if (talk.Flow!.Filing is not null && !Presuming.Declines(talk.Heard) && talk.Heard.Content >= 3 && Filling.Told(talk))
        {
            Filling.Note(talk, talk.Heard.Text);
            talk.Say(Line.Noted);
        }
        Skipping.Skip(talk);
        return true;
    }

    /// <summary>More of the story: kept, and the question asked again; after the second time the flow goes on without it.</summary>
    private static bool TellsMore(Talk talk)
    {
        if (talk.Flow!.Filing is null || !Filling.Told(talk) || talk.Heard.Content < 3)
            return false;
        Filling.Note(talk, talk.Heard.Text);
        talk.Say(Line.Noted);
        if (talk.Running!.Step == SharedSteps.Confirm)
            Asking.Step(talk, SharedSteps.Confirm);
        else if (talk.Running.Tries >= 2)
            Asking.WayOut(talk);
        else
            Asking.Again(talk);
        return true;
    }
}
