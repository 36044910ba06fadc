namespace FeedbackBot.Conversations.Answers;

/// <summary>A day found in a text.</summary>
/// <param name="Firm">Told so that it is a day even in a message that was not asked for one.</param>
/// <param name="Ahead">The words themselves say that it is still to come, or which year it is.</param>
internal readonly record struct SaidDay(int Start, int Length, DateTime Day, bool Firm = true, bool Ahead = false)
{
    public int End => Start + Length;

    /// <summary>The last day of that month and number that is not after today; null where there is no such day.</summary>
    public static DateTime? Last(DateTime today, int month, int day)
    {
        for (var year = today.Year; year > today.Year - 9; year--)
        {
            if (On(year, month, day) is { } found && found <= today)
                return found;
        }
        return null;
    }

    /// <summary>The month of an English name or its first three letters.</summary>
    public static int MonthNamed(string name) => ("janfebmaraprmayjunjulaugsepoctnovdec".IndexOf(name[..3], StringComparison.Ordinal) / 3) + 1;

    public static DateTime? On(int year, int month, int day) =>
        year is >= 1900 and <= 2200 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new(year, month, day) : null;
}
