namespace FeedbackBot.Conversations;

/// <summary>"Say that again": what was said last is said once more, and what was asked stays asked.</summary>
internal static class Repeating
{
    public static bool Take(Talk talk)
    {
        if (!talk.Heard.Means(Intent.Repeat) || talk.LastSaid.Count == 0)
            return false;
        if (talk.LanguageChanged)
            return InThisLanguage(talk);
        var text = talk.Text(Line.Repeated, ("said", string.Join('\n', talk.LastSaid)));
        if (talk.SharedStep is { } step)
            talk.Ask(step, text, Asides.Buttons(talk, step));
        else if (talk.Flow is not null && talk.Running!.Step is { } asked)
            talk.Ask(asked, text, Asking.Buttons(talk, talk.Pending));
        else
            talk.Say(text);
        talk.SaidBefore();
        return true;
    }

    /// <summary>Asked for in the other language, what stands open is asked in that one.</summary>
    private static bool InThisLanguage(Talk talk)
    {
        if (talk.SharedStep is not null)
            Asides.Again(talk);
        else if (talk.Flow is not null)
            Asking.Again(talk);
        else
            talk.Say(Line.Hello);
        return true;
    }
}
