namespace FeedbackBot.Understanding.Embedded;

/// <summary>E-mail addresses, found from their at sign outwards.</summary>
internal static class EmailAddresses
{
    private const int LongestPart = 64;
    private const int LongestDomain = 190;

    public static PersonalDataSpan? Around(string text, int at)
    {
        var start = at;
        while (start > 0 && at - start < LongestPart && IsLocal(text[start - 1])) start--;
        while (start < at && text[start] is '.' or '-' or '+') start++;
        var end = at + 1;
        var dot = -1;
        while (end < text.Length && end - at < LongestDomain && IsDomain(text[end]))
        {
            if (text[end] == '.') dot = end;
            end++;
        }

        while (end > at + 1 && text[end - 1] is '.' or '-') end--;
        if (dot >= end - 1) dot = text.LastIndexOf('.', end - 1, end - at - 1);
        if (start == at || dot <= at + 1 || end - dot < 3) return null;
        for (var i = dot + 1; i < end; i++)
        {
            if (!char.IsAsciiLetter(text[i])) return null;
        }

        return new PersonalDataSpan(PersonalDataKind.Email, start, end - start);
    }

    private static bool IsLocal(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '%' or '+' or '-' or '\'';

    private static bool IsDomain(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '-';
}
