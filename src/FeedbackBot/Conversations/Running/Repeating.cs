namespace FeedbackBot.Conversations;

/// <summary>"Say that again": what was said last is said once more, and what was asked stays asked.</summary>
internal static class Repeating
{
    public static bool Take(Talk talk)
    {
        if (!talk.Heard.IsWhole(Intent.Repeat) || talk.LastSaid.Count == 0)
            return false;
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
}
