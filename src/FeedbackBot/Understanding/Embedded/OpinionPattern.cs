namespace FeedbackBot.Understanding.Embedded;

/// <summary>Pairs words of feeling with the nearest thing they can be about, within a clause: "客服态度很差", "great food but slow service".</summary>
internal static class OpinionPattern
{
    /// <summary>Weaker feelings are no opinion.</summary>
    private const float Felt = 0.8f;

    /// <summary>How far what is judged may stand from the judgement, in words or Chinese characters.</summary>
    private const int Reach = 8;

    private const int Most = 12;

    public static IReadOnlyList<Opinion> In(string text, Tally tally)
    {
        if (tally.Good < Felt && tally.Bad < Felt) return [];
        List<Opinion>? found = null;
        var from = 0;
        for (var i = 0; i <= tally.Tokens.Count; i++)
        {
            if (i < tally.Tokens.Count && tally.Tokens[i].Mark == '\0') continue;
            Clause(text, tally, from, i, ref found);
            from = i + 1;
        }

        return found ?? (IReadOnlyList<Opinion>)[];
    }

    private static void Clause(string text, Tally tally, int from, int to, ref List<Opinion>? found)
    {
        var state = new Feel();
        for (var i = from; i < to; i++)
        {
            var token = tally.Tokens[i];
            if (token.Entry is not { } entry) continue;
            var felt = state.Next(token, entry, ClauseReading.Reach);
            if (Math.Abs(felt) < Felt || found?.Count >= Most) continue;
            // "包装很好" names in one phrase what it judges.
            var about = Nearest(tally, from, to, i) ?? (IsThing(entry) ? token : null);
            (found ??= []).Add(new(
                about is { } thing ? tally.Text.Quote(text, thing.Start, thing.End) : "",
                tally.Text.Quote(text, token.Start, token.End),
                felt > 0 ? Sentiment.Positive : Sentiment.Negative));
        }
    }

    /// <summary>What is judged stands before the judgement more often than behind it.</summary>
    private static Token? Nearest(Tally tally, int from, int to, int at)
    {
        var judged = tally.Tokens[at];
        Token? best = null;
        var nearest = Reach + 1;
        for (var i = from; i < to; i++)
        {
            var token = tally.Tokens[i];
            if (i == at || token.Entry is not { } entry || !IsThing(entry) || entry.Feeling != 0) continue;
            var distance = i < at ? judged.Unit - token.EndUnit : token.Unit - judged.EndUnit + 2;
            if (distance >= nearest) continue;
            (best, nearest) = (token, distance);
        }

        return best;
    }

    private static bool IsThing(LexiconEntry entry) => entry.Topics != null;
}
