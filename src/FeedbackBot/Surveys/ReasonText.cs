using System.Text;
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

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.Trim().EnumerateRunes())
        {
            // A lone surrogate is enumerated as U+FFFD.
            if (rune.Value is '\n' or '\t' || (!Rune.IsControl(rune) && rune != Rune.ReplacementChar))
            {
                clean.Append(rune.ToString());
            }
        }

        return clean.Length == 0 ? null : Shorten(PersonalData.Mask(clean.ToString()));
    }

    internal static string Shorten(string text)
    {
        if (text.Length <= MostLength)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[MostLength - 2]) ? MostLength - 2 : MostLength - 1;
        return text[..end] + "…";
    }
}
