namespace FeedbackBot.Understanding;

/// <summary>How much of each kind of fact a part of a story holds: trouble, wish, numbers and days; idle talk takes away from it.</summary>
internal readonly record struct ClauseWorth(double Trouble, double Wish, double Facts, double Idle)
{
    /// <summary>Of one kind, more than this adds nothing.</summary>
    private const double Most = 4;

    public double Sum => Math.Min(Trouble, Most) + Math.Min(Wish, Most) + Math.Min(Facts, Most) - Idle;

    public bool Tells => Sum > 0.5;

    public static ClauseWorth operator +(ClauseWorth a, ClauseWorth b) =>
        new(a.Trouble + b.Trouble, a.Wish + b.Wish, a.Facts + b.Facts, a.Idle + b.Idle);

    public static ClauseWorth Of(ReadOnlySpan<char> clause)
    {
        var words = StoryWords.In(clause);
        return new(
            Trouble: words.Trouble == 0 ? 0 : 1.5 + (0.5 * words.Trouble),
            Wish: words.Wish == 0 ? 0 : 1.5 + (0.5 * words.Wish),
            Facts: (0.5 * words.Times) + words.Numbers,
            Idle: words.Idle);
    }

    /// <summary>What it is worth after <paramref name="told"/>: kinds of facts told already count only for a part.</summary>
    public double Beyond(ClauseWorth told, double again) =>
        (Math.Min(Trouble, Most) * (told.Trouble > 0 ? again : 1))
        + (Math.Min(Wish, Most) * (told.Wish > 0 ? again : 1))
        + (Math.Min(Facts, Most) * (told.Facts > 0 ? again : 1)) - Idle;
}
