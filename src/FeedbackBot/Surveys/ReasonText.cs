using FeedbackBot.Understanding;

namespace FeedbackBot.Surveys;

/// <summary>A customer's reason as it is stored: without control characters, not endless, and with personal data masked.</summary>
public static class ReasonText
{
    /// <summary>Longest reason kept, in UTF-16 units.</summary>
    public const int MostLength = 4000;

    /// <summary>Null where nothing was said.</summary>
    public static string? Clean(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var clean = TextCleaning.Clean(text).Trim();
        return clean.Length == 0 ? null : Shorten(PersonalData.Mask(clean));
    }

    internal static string Shorten(string text) =>
        text.Length <= MostLength ? text : TextCleaning.Cut(text, MostLength - 1) + "…";
}
