namespace FeedbackBot.Conversations;

/// <summary>An idea is compared with those of others once, when it has been told and before anything more is asked.</summary>
internal static class Comparing
{
    /// <summary>The idea told in this turn, in a flow that would show one like it; null where there is none or it was compared before.</summary>
    public static string? Told(Talk talk, ConversationState before)
    {
        if (talk.Running is not { Similar: null } running || talk.Flow is not { Comparing: not null, Main: { } main } || talk.Answer(main.Id) is not { } told)
            return null;
        var compared = before.Flows.Any(f => f.Flow == running.Flow && f.Step is not null && f.Answers.GetValueOrDefault(main.Id) == told);
        return compared ? null : told;
    }

    /// <summary>What was found is kept with the flow: "yes" in a later turn means just this one.</summary>
    public static void Keep(Talk talk)
    {
        if (talk.Turn.Known.SimilarIdea is { } found && talk.Flow!.Comparing is not null)
            talk.Running = talk.Running! with { Similar = found };
    }
}
