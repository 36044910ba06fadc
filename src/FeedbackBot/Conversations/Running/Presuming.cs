using FeedbackBot.Conversations.Answers;

namespace FeedbackBot.Conversations;

/// <summary>What a short reply comes to that no list of whole phrases has: where yes or no was asked, agreeing words without a word of doubt are a yes.</summary>
internal static class Presuming
{
    /// <summary>Longer replies tell something of their own.</summary>
    private const double ShortAtMost = 6;

    private const int ClauseAtMost = 30;

    public static string? YesNo(Heard heard)
    {
        if (NothingMoreThanYes(heard))
            return YesNoAnswer.Yes;
        if (YesNoAnswer.Read(heard) is { } said)
            return said;
        if (ByClause(heard) is { } clause)
            return clause;
        return IsShort(heard) && heard.Means(Intent.Assent) && !heard.Means(Intent.Doubt) ? YesNoAnswer.Yes : null;
    }

    /// <summary>A short reply that holds a refusal and nothing that was asked for before.</summary>
    public static bool Declines(Heard heard) => IsShort(heard) && heard.Means(Intent.Doubt);

    /// <summary>How to reach the customer, in words that name no address: here, or not at all.</summary>
    public static string? Channel(Heard heard)
    {
        if (heard.Clauses.Any(c => c.Length <= ClauseAtMost && heard.Words[Intent.HereWords].IsIn(c)))
            return ContactChannelAnswer.Here;
        if (!IsShort(heard))
            return null;
        return heard.Means(Intent.Anonymous) || heard.Means(Intent.NoAnswer) ? ContactChannelAnswer.None : null;
    }

    private static bool IsShort(Heard heard) => heard.Content <= ShortAtMost && !heard.IsPutAsQuestion;

    /// <summary>"Nothing else, send it": the first half is no refusal.</summary>
    private static bool NothingMoreThanYes(Heard heard) =>
        heard.Clauses.Any(heard.Words[Intent.Yes].IsWhole)
        && heard.Clauses.All(c => heard.Words[Intent.Yes].IsWhole(c) || heard.Words[Intent.NothingMore].IsWhole(c));

    /// <summary>"No sorry, pressed the wrong thing": the first part that is a yes or a no decides.</summary>
    private static string? ByClause(Heard heard)
    {
        foreach (var clause in heard.Clauses)
        {
            if (heard.Words[Intent.Yes].IsWhole(clause))
                return YesNoAnswer.Yes;
            if (heard.Words[Intent.No].IsWhole(clause))
                return YesNoAnswer.No;
        }
        return null;
    }
}
