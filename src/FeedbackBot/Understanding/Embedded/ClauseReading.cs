namespace FeedbackBot.Understanding.Embedded;

/// <summary>Goes through the phrases clause by clause: negation, degree, contrast, and roles that mean something together.</summary>
internal static class ClauseReading
{
    /// <summary>How far a negation or a degree word reaches, in words or Chinese characters.</summary>
    public const int Reach = 5;

    public static void Read(Tally tally)
    {
        var tokens = tally.Tokens;
        var from = 0;
        var sentence = Roles.None;
        var sentenceBad = 0f;
        for (var i = 0; i <= tokens.Count; i++)
        {
            var mark = i < tokens.Count ? tokens[i].Mark : '.';
            var contrast = i < tokens.Count && i > from && tokens[i].Entry is { } e && e.Has(Roles.But);
            if (mark == '\0' && !contrast) continue;

            if (contrast) Discount(tally);
            var clause = Clause(tally, from, i, asked: mark == '?');
            sentence |= clause.Roles;
            sentenceBad += clause.Bad;
            from = contrast ? i : i + 1;
            if (mark is '\0' or ',' or ';') continue;
            Together(tally, sentence, sentenceBad, mark);
            sentence = Roles.None;
            sentenceBad = 0;
        }

        if ((tally.Roles & Roles.Why) != 0 && tally.Bad > 0.7f) tally.WhyAndTrouble = true;
        Irony(tally);
    }

    /// <summary>"Great, my order is late again": a bare cheer before a trouble is not meant.</summary>
    private static void Irony(Tally tally)
    {
        if (tally.Bad < 0.8f) return;
        LastCheer(tally);
        var cheer = 0f;
        foreach (var token in tally.Tokens)
        {
            if (token.Mark != '\0' && cheer > 0)
            {
                tally.Good = 0.5f * Math.Max(0, tally.Good - cheer);
                tally.Kinds[(int)FeedbackKind.Praise] *= 0.3f;
                return;
            }

            if (token.Entry is not { Feeling: >= 0 } entry || token.EndUnit > 6 || (token.EndUnit > 3 && entry.Feeling is > 0 and < 2)) return;
            cheer += entry.Feeling;
        }
    }

    /// <summary>"…, 绝绝子", "…. Five stars.": a bare cheer after nothing but trouble is not meant either.</summary>
    private static void LastCheer(Tally tally)
    {
        var cheer = 0f;
        for (var i = tally.Tokens.Count - 1; i >= 0; i--)
        {
            var token = tally.Tokens[i];
            if (token.Mark != '\0' && cheer == 0) continue;
            if (token.Mark != '\0') break;
            if (token.Entry is not { Feeling: >= 1.5f } entry) return;
            cheer += Math.Max(entry.Feeling, 1);
        }

        if (cheer == 0 || tally.Good - cheer > 0.5f) return;
        tally.Good = 0;
        tally.Kinds[(int)FeedbackKind.Praise] *= 0.3f;
    }

    /// <summary>What was said before "but" counts less, good words more so than bad ones.</summary>
    private static void Discount(Tally tally)
    {
        tally.Good *= 0.7f;
        tally.Bad *= 0.85f;
    }

    private static (Roles Roles, float Bad) Clause(Tally tally, int from, int to, bool asked)
    {
        var roles = Roles.None;
        var proposes = false;
        for (var i = from; i < to; i++)
        {
            if (tally.Tokens[i].Entry is not { } entry || IsIdle(tally, from, i, asked)) continue;
            roles |= entry.Roles;
            proposes |= entry.Kinds is { } kinds && kinds[(int)FeedbackKind.Suggestion] >= 2;
        }

        if ((roles & Roles.But) != 0 && from > 0 && tally.Tokens[from - 1].Mark != '\0') Discount(tally);

        // In a proposal "great" and "favourite" praise what is not there yet.
        var bad = Feelings(tally, from, to, asked, Weight(roles) * (proposes ? 0.4f : 1), proposes ? 0.15f : 1);
        tally.Roles |= roles;
        Pairs(tally, from, to, roles);
        return (roles, bad);
    }

    private static float Weight(Roles roles)
    {
        var weight = 1f;
        if ((roles & Roles.But) != 0) weight *= 1.3f;
        if ((roles & Roles.Although) != 0) weight *= 0.6f;
        if ((roles & (Roles.Still | Roles.Why)) != 0) return weight;
        // "What if it is lost?" and "how do I report a lost card" tell of no loss yet.
        if ((roles & Roles.If) != 0) return weight * 0.18f;
        return (roles & Roles.HowTo) != 0 ? weight * 0.35f : weight;
    }

    private static float Feelings(Tally tally, int from, int to, bool asked, float weight, float cheer)
    {
        var bad = 0f;
        var state = new Feel();
        for (var i = from; i < to; i++)
        {
            if (tally.Tokens[i].Entry is not { } entry || IsIdle(tally, from, i, asked)) continue;
            Collect(tally, entry, weight);
            var felt = state.Next(tally.Tokens[i], entry, Reach) * weight;
            if (felt > 0) tally.Good += felt * cheer;
            if (felt >= 0) continue;
            tally.Bad -= felt;
            tally.Worst = Math.Max(tally.Worst, -felt);
            bad -= felt;
        }

        return bad;
    }

    /// <summary>"Is the …" asks at the head of a clause and tells in its middle.</summary>
    private static bool IsIdle(Tally tally, int from, int at, bool asked) =>
        !asked && tally.Tokens[at].Entry!.Has(Roles.Opening)
        && (tally.Tokens[at].Unit - (from > 0 ? tally.Tokens[from - 1].EndUnit : 0) > 1 || IsRelative(tally, from, at));

    /// <summary>"My mother, who is 82, …" asks nothing.</summary>
    private static bool IsRelative(Tally tally, int from, int at) =>
        from > 0 && tally.Tokens[from - 1].Mark == ',' && tally.Tokens[at].Unit > 4
        && (tally.Tokens[at].Entry!.Phrase.StartsWith("who", StringComparison.Ordinal) || tally.Tokens[at].Entry!.Phrase.StartsWith("which", StringComparison.Ordinal));

    private static void Collect(Tally tally, LexiconEntry entry, float weight)
    {
        tally.Phrases++;
        if (entry.Kinds is { } kinds)
        {
            for (var k = 0; k < kinds.Length; k++) tally.Kinds[k] += kinds[k];
        }

        if (entry.Topics is { } topics)
        {
            for (var t = 0; t < topics.Length; t++) tally.Topics[t] += topics[t];
        }

        tally.Flags |= entry.Flags;
        if (entry.Urgency > tally.Urgency && weight > 0.5f) tally.Urgency = entry.Urgency;
    }

    /// <summary>Roles that mean something in one clause, whatever stands between them.</summary>
    private static void Pairs(Tally tally, int from, int to, Roles roles)
    {
        if (Ordered(tally, from, to, roles, Roles.Talk, Roles.Human)) tally.Flags |= ReadingFlags.WantsHuman;
        if (Both(roles, Roles.Charge, Roles.Twice)) tally.Flags |= ReadingFlags.MoneyWronglyTaken;
        if (Both(roles, Roles.Stuck, Roles.Place)) tally.Flags |= ReadingFlags.Stranded;
        if ((roles & Roles.Insult) != 0 && (roles & Roles.Quoted) == 0 && ((roles & Roles.You) != 0 || tally.Units <= 4))
            tally.Flags |= ReadingFlags.Abuse;
    }

    private static void Together(Tally tally, Roles roles, float bad, char mark)
    {
        if (mark == '?') tally.EndsAsQuestion = true;
        if ((roles & Roles.Why) != 0 && (bad > 0.3f || (roles & (Roles.Still | Roles.Not)) != 0)) tally.WhyAndTrouble = true;
        if (Both(roles, Roles.Wish, Roles.Change) && (roles & Roles.Press) == 0) tally.WishForChange = true;
    }

    private static bool Both(Roles roles, Roles one, Roles other) => (roles & one) != 0 && (roles & other) != 0;

    private static bool Ordered(Tally tally, int from, int to, Roles roles, Roles first, Roles then)
    {
        if (!Both(roles, first, then)) return false;
        var seen = false;
        for (var i = from; i < to; i++)
        {
            if (tally.Tokens[i].Entry is not { } entry) continue;
            if (seen && entry.Has(then)) return true;
            seen |= entry.Has(first);
        }

        return false;
    }
}
