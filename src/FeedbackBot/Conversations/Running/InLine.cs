namespace FeedbackBot.Conversations;

/// <summary>A customer in the line for a person: they may leave it at any time; whatever else they say is heard as always.</summary>
internal static class InLine
{
    /// <summary>The value of the button that leaves the line.</summary>
    public const string Leave = "stop_waiting";

    public static bool Take(Talk talk)
    {
        if (!talk.Turn.Known.WaitsForPerson || !Leaves(talk.Turn.Value, talk.Heard))
            return false;
        talk.Do(new LeaveLine());
        return true;
    }

    public static bool Leaves(string? value, Heard heard) => value == Leave || heard.Means(Intent.StopWaiting);
}
