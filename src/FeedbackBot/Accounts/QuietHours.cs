using System.Globalization;
using System.Text.RegularExpressions;

namespace FeedbackBot.Accounts;

/// <summary>Hours of the day in which a contact is not to be written to, kept as 20-8: whole hours, from and to, by their own clock.</summary>
public static partial class QuietHours
{
    [GeneratedRegex("^([01]?[0-9]|2[0-3])-([01]?[0-9]|2[0-4])$")]
    public static partial Regex Form();

    /// <summary>Null where they are none, or a whole day.</summary>
    internal static (int From, int To)? Read(string? hours)
    {
        var parts = (hours ?? "").Split('-');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var from) && from < 24
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var to) && to <= 24 && from != to
            ? (from, to)
            : null;
    }
}
