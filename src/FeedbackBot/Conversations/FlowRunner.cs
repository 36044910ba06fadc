using FeedbackBot.Understanding;

namespace FeedbackBot.Conversations;

/// <summary>Decides every turn: a pure function of the book, the state and what was said.</summary>
public static class FlowRunner
{
    /// <summary>What a message comes to. Each behaviour either takes the turn or leaves it to the next.</summary>
    public static Decision Decide(FlowBook book, ConversationState state, Turn turn)
    {
        var talk = new Talk(book, state, turn);
        _ = InLine.Take(talk)
            || Noise.Take(talk)
            || Returning.Take(talk)
            || Speaking.Take(talk)
            || Repeating.Take(talk)
            || Asides.Take(talk)
            || HandingOver.InDanger(talk)
            || HandingOver.Take(talk)
            || (talk.Flow is null ? Opening.Take(talk) : InFlow(talk));
        if (Finishing.Amendment(talk) is { } amendment)
            talk.Do(amendment);
        talk.TellOfFile();
        talk.TellOfHiding();
        return talk.Close() with { Idea = Comparing.Told(talk, state) };
    }

    /// <summary>The one greeting before anything was said, in the page's language, with the ways in beside it.</summary>
    public static Decision Greet(FlowBook book, ConversationState state, string language, Known known)
    {
        var talk = Silent(book, state, language, known);
        if (talk.Flow is { } flow)
        {
            Asides.Ask(talk, SharedSteps.Resume, talk.Text(Line.Resume, ("title", talk.Text(flow.Title))));
        }
        else
        {
            talk.Offer(talk.Text(Line.Greeting), Opening.Buttons(talk));
        }
        return talk.Close() with { State = Undisturbed(talk, state) };
    }

    /// <summary>The product itself starts a flow: a survey after a resolution.</summary>
    public static Decision Begin(FlowBook book, ConversationState state, string flow, string? subject, string language)
    {
        var talk = Silent(book, state, language, new Known());
        if (book.Find(flow) is not { } file)
            throw new RuleViolation("unknown_flow", $"No flow is called '{flow}'.", nameof(flow));
        talk.Push(Adapting.Begin(file, new RunningFlow { Flow = flow, Subject = subject, FirstTurn = talk.Turns }));
        Asking.Next(talk);
        return talk.Close() with { State = Undisturbed(talk, state) };
    }

    /// <summary>A person gives the conversation back: what was going on is taken up, and where nothing was, something may be begun.</summary>
    public static Decision TakeBack(FlowBook book, ConversationState state, string language, Known known)
    {
        var talk = Silent(book, state, language, known);
        if (talk.SharedStep is not null)
            Asides.Again(talk);
        else if (talk.Flow is not null)
            Asking.Again(talk);
        else
            talk.Say(Line.AnythingElse);
        return talk.Close() with { State = Undisturbed(talk, state) };
    }

    /// <summary>Whether a customer would not wait for a person any longer.</summary>
    internal static bool LeavesLine(FlowBook book, Turn turn) =>
        InLine.Leaves(turn.Value, new Heard(turn.Value ?? turn.Text, turn.Reading, book.Words, new(turn.Now, turn.ChannelLanguage)));

    /// <summary>Whether a customer names a flow, by its button or its opening words.</summary>
    internal static bool Names(FlowBook book, Turn turn)
    {
        var plain = new Heard(turn.Value ?? turn.Text, turn.Reading, book.Words, new(turn.Now, turn.ChannelLanguage)).Plain;
        return book.Opened(plain) is not null || book.Flows.Any(f => f.Button is not null && f.Name == plain);
    }

    private static bool InFlow(Talk talk)
    {
        Filling.Weigh(talk);
        return Interrupting.Take(talk)
            || NotOver.Take(talk)
            || Leaving.Take(talk)
            || Correcting.Take(talk)
            || Explaining.Take(talk)
            || Digressing.Answered(talk)
            || Skipping.Take(talk)
            || Answering.Take(talk)
            || Digressing.Noted(talk)
            || Digressing.Trouble(talk)
            || Adapting.Take(talk)
            || Repairing.Take(talk);
    }

    private static Talk Silent(FlowBook book, ConversationState state, string language, Known known) => new(book, state, new Turn
    {
        Text = "",
        Reading = Reading.Nothing("none"),
        ReadPart = _ => Reading.Nothing("none"),
        ChannelLanguage = language,
        Known = known,
    });

    /// <summary>Nothing was said by the customer, so no turn is counted and their language stays open.</summary>
    private static ConversationState Undisturbed(Talk talk, ConversationState before) =>
        talk.Close().State with { Turns = before.Turns, Language = before.Language, LanguageSticks = before.LanguageSticks };
}
