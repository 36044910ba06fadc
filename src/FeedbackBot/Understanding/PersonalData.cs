using System.Text;
using FeedbackBot.Understanding.Embedded;

namespace FeedbackBot.Understanding;

/// <summary>Finds personal data in text, and hides what must not be stored or sent anywhere.</summary>
public static class PersonalData
{
    private const string Hidden = "••••";

    /// <summary>All personal data, in the order of the text; spans do not overlap.</summary>
    public static IReadOnlyList<PersonalDataSpan> Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.AsSpan().ContainsAnyInRange('0', '9') && !text.Contains('@', StringComparison.Ordinal)
            && !text.AsSpan().ContainsAnyInRange('０', '９') && !text.Contains('＠', StringComparison.Ordinal)) return [];

        List<PersonalDataSpan>? found = null;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '@' or '＠')
            {
                if (EmailAddresses.Around(text, i) is not { } email) continue;
                // Spans stand in order: only the last ones can reach into this one.
                found ??= [];
                while (found.Count > 0 && found[^1].Start + found[^1].Length > email.Start) found.RemoveAt(found.Count - 1);
                found.Add(email);
                i = email.Start + email.Length - 1;
            }
            else if (PersonalNumbers.Starts(text, i))
            {
                var (span, end) = PersonalNumbers.At(text, i);
                if (span is { } number) (found ??= []).Add(number);
                i = end - 1;
            }
        }

        return found is { Count: > 0 } ? found : [];
    }

    /// <summary>Hides everything found but e-mail addresses and phone numbers, by which people want to be reached; of a card its last four digits stay.</summary>
    public static string Mask(string text)
    {
        var found = Find(text);
        if (found.Count == 0) return text;
        StringBuilder? masked = null;
        var from = 0;
        foreach (var (kind, start, length) in found)
        {
            if (kind is PersonalDataKind.Email or PersonalDataKind.Phone) continue;
            masked ??= new StringBuilder(text.Length);
            masked.Append(text, from, start - from).Append(Hidden);
            if (kind == PersonalDataKind.CardNumber) masked.Append(' ').Append(LastDigits(text.AsSpan(start, length)));
            from = start + length;
        }

        return masked is null ? text : masked.Append(text, from, text.Length - from).ToString();
    }

    /// <summary>Hides everything found, e-mail addresses and phone numbers too, one sign for each UTF-16 unit: for text that leaves this machine.</summary>
    public static string Cover(string text, IReadOnlyList<PersonalDataSpan> found) => found.Count == 0
        ? text
        : string.Create(text.Length, (text, found), static (covered, given) =>
        {
            given.text.CopyTo(covered);
            foreach (var (_, start, length) in given.found) covered.Slice(start, length).Fill('•');
        });

    private static string LastDigits(ReadOnlySpan<char> number)
    {
        Span<char> last = stackalloc char[4];
        var left = 4;
        for (var i = number.Length - 1; i >= 0 && left > 0; i--)
        {
            if (PersonalNumbers.Digit(number[i]) is >= 0 and var digit) last[--left] = (char)('0' + digit);
        }

        return new string(last);
    }
}
