namespace FeedbackBot.Understanding.Embedded;

/// <summary>Carries negation and degree from phrase to phrase within one clause.</summary>
internal struct Feel
{
    private int _negations;
    private int _negatedUntil;
    private int _negationEnd;
    private float _degree;
    private int _degreeUntil;
    private int _taken;

    /// <summary>The feeling that this phrase adds, with what stands before it taken into account.</summary>
    public float Next(Token token, LexiconEntry entry, int reach)
    {
        if (token.Unit > _negatedUntil) _negations = 0;
        if (token.Unit > _degreeUntil) _degree = 1;

        var felt = Felt(token, entry);
        if (entry.Has(Roles.Not))
        {
            _negations++;
            _negatedUntil = token.EndUnit + reach;
            _negationEnd = token.End;
        }

        if (!entry.Has(Roles.Very | Roles.Bit)) return felt;
        _degree = entry.Has(Roles.Very) ? 1.4f : 0.6f;
        _degreeUntil = token.EndUnit + reach - 2;
        return felt;
    }

    private float Felt(Token token, LexiconEntry entry)
    {
        if ((entry.Feeling == 0 && entry.Lack == 0) || token.Start < _taken) return 0;
        _taken = token.End;
        var degree = _degree == 0 ? 1 : _degree;
        // A phrase that shares characters with the negation (都没 + 没人管) already speaks for both.
        var negations = token.Start < _negationEnd ? 0 : _negations;
        // Each negation is spent on the first opinion it meets: "not good, terrible" is bad twice.
        _negations = 0;
        if (negations == 0) return entry.Feeling * degree;
        if (negations % 2 == 0) return entry.Feeling != 0 ? entry.Feeling * 0.6f : 0;
        if (entry.Lack != 0) return entry.Lack;
        return entry.Feeling > 0 ? Math.Min(-0.6f, -0.75f * entry.Feeling) : -0.5f * entry.Feeling;
    }
}
