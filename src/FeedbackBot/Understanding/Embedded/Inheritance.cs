namespace FeedbackBot.Understanding.Embedded;

/// <summary>
/// A long phrase hides the shorter ones inside it, so it takes over what they say wherever it says nothing itself:
/// "客服电话打不通" listed only as a topic still feels as bad as "打不通".
/// </summary>
internal static class Inheritance
{
    private const Roles Turning = Roles.Not | Roles.Very | Roles.Bit | Roles.But | Roles.Although;
    private const Roles Inheritable = Roles.Still | Roles.Why | Roles.If | Roles.HowTo | Roles.Press | Roles.You | Roles.Charge | Roles.Twice | Roles.Quoted | Roles.Told;

    public static void Fill(IReadOnlyCollection<LexiconEntry> entries, PhraseTrie trie)
    {
        var text = new FoldedText();
        var tokens = new List<Token>();
        // Short ones first, so that what they inherited goes on to the long ones.
        foreach (var entry in entries.OrderBy(e => e.Phrase.Length))
        {
            if (entry.Plain || entry.Phrase.Length < 2) continue;
            tokens.Clear();
            text.Fold(entry.Phrase.AsSpan().TrimEnd('*'));
            trie.Find(text, tokens, besides: entry);
            if (tokens.Count > 0) entry.Take(Gains(entry, tokens));
        }
    }

    private static LexiconEntry Gains(LexiconEntry entry, List<Token> tokens)
    {
        var gains = new LexiconEntry(entry.Phrase);
        var feel = new Feel();
        // "怎么办" asks for help; it does not reproach as "怎么" does.
        var asks = entry.Kinds is { } kinds && kinds[(int)FeedbackKind.Question] > 0;
        var turned = -1;
        foreach (var token in tokens)
        {
            // "is" alone asks where it opens a sentence; inside "is dead" it does not.
            if (token.Entry is not { } inner || (inner.Has(Roles.Opening) && !inner.Phrase.Contains(' '))) continue;
            // One character alone may be part of any word; behind "很" or "不" it is itself: "态度很差".
            var known = inner.Phrase.Length > 1 || inner.Lack != 0 || inner.Has(Turning) || token.Start == turned;
            if (inner.Has(Roles.Very | Roles.Bit | Roles.Not)) turned = token.End;
            if (!known) continue;
            gains.Feeling += feel.Next(token, inner, reach: 5);
            if (inner.Plain) continue;
            gains.Roles |= inner.Roles & (asks ? Inheritable & ~Roles.Why : Inheritable);
            gains.Flags |= inner.Flags;
            if (inner.Urgency > gains.Urgency) gains.Urgency = inner.Urgency;
            gains.Topics = Larger(gains.Topics, inner.Topics, Vocabulary.Topics.Length);
            gains.Kinds = Larger(gains.Kinds, inner.Kinds, Vocabulary.Kinds.Length - 1);
        }

        if (entry.Has(Turning | Roles.Request | Roles.HowTo)) gains.Feeling = 0;
        return gains;
    }

    private static float[]? Larger(float[]? one, float[]? other, int count)
    {
        if (other is null) return one;
        one ??= new float[other.Length];
        for (var i = 0; i < count; i++) one[i] = Math.Max(one[i], other[i]);
        return one;
    }
}
