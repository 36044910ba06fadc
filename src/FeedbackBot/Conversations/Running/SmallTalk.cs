namespace FeedbackBot.Conversations;

/// <summary>Greetings, thanks and goodbyes: a short answer and no case.</summary>
internal static class SmallTalk
{
    public static bool Take(Talk talk)
    {
        if (Answer(talk) is not { } line)
            return Speaks(talk);
        if (line == Line.Help)
            talk.Offer(talk.Text(line), Opening.Buttons(talk));
        else
            talk.Say(line);
        talk.NotUnderstood = 0;
        return true;
    }

    public static Line? Answer(Talk talk)
    {
        var heard = talk.Heard;
        if (heard.IsWhole(Intent.NothingMore) || (talk.Flow is null && (talk.Tickets.Count > 0 || heard.Plain.Any(char.IsLetterOrDigit)) && (heard.IsWhole(Intent.No) || heard.IsWhole(Intent.Skip) || heard.IsWhole(Intent.Cancel))))
            return Line.NothingMore;
        if (talk.Flow is null && talk.Tickets.Count > 0 && (heard.IsWhole(Intent.NoAnswer) || heard.IsWhole(Intent.AnswerHere) || (heard.Means(Intent.Anonymous) && heard.Content <= 9)))
            return Line.NothingMore;
        if (heard.IsWhole(Intent.Help) || (talk.Flow is null && heard.Means(Intent.Help)))
            return Line.Help;
        if (heard.IsWhole(Intent.Goodbye))
            return Line.Goodbye;
        if (heard.IsWhole(Intent.Thanks))
            return Line.Thanks;
        if (heard.IsWhole(Intent.Greeting) || (talk.Flow is null && (heard.IsWhole(Intent.Yes) || heard.IsWhole(Intent.StartOver))))
            return Line.Hello;
        return null;
    }

    // A message in another language that says nothing yet was still heard.
    private static bool Speaks(Talk talk)
    {
        if (talk.Heard.Content >= 1 || talk.Heard.Plain.Length > 3 || talk.Heard.Plain.Any(char.IsLetterOrDigit))
            return false;
        talk.Say(Line.Hello);
        return true;
    }
}
