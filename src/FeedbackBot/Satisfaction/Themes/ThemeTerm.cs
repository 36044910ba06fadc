namespace FeedbackBot.Satisfaction.Themes;

/// <summary>Two to six Chinese characters, or a word or two: as one number, so that millions of places can be looked up without a string each.</summary>
internal readonly record struct ThemeTerm(UInt128 Key, int Length)
{
    public const int MostCharacters = 6;
    public const int MostWords = 2;

    public bool IsChinese => (int)(Key & 0x1FFFFF) < ThemeUnits.FirstWord;

    /// <summary>Its first units, the last one the lowest of the number.</summary>
    public ThemeTerm With(int unit) => new((Key << 21) | (uint)unit, Length + 1);

    public IEnumerable<int> Units
    {
        get
        {
            for (var i = Length - 1; i >= 0; i--)
            {
                yield return (int)((Key >> (21 * i)) & 0x1FFFFF);
            }
        }
    }

    /// <summary>The term that <paramref name="length"/> units make; null where they cross a gap, or both scripts.</summary>
    public static ThemeTerm? At(ReadOnlySpan<int> units, int length)
    {
        if (units.Length < length)
        {
            return null;
        }

        var (term, isWord) = (new ThemeTerm(0, 0), ThemeUnits.IsWord(units[0]));
        foreach (var unit in units[..length])
        {
            if (unit == 0 || ThemeUnits.IsWord(unit) != isWord)
            {
                return null;
            }

            term = term.With(unit);
        }

        return term;
    }
}
