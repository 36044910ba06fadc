namespace FeedbackBot.Understanding.Embedded;

/// <summary>The check sums by which numbers prove what they are.</summary>
internal static class CheckDigits
{
    private static readonly int[] ResidentWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>A card: 13 to 19 digits that begin as issuers' numbers do and pass Luhn's check.</summary>
    public static bool IsCard(ReadOnlySpan<char> digits)
    {
        if (digits.Length is < 13 or > 19 || digits[0] is not ('2' or '3' or '4' or '5' or '6' or '9')) return false;
        if (digits[0] == '2' && (digits.Length != 16 || digits[1] is < '2' or > '7')) return false;
        if (digits[0] == '3' && digits[1] is not ('0' or '4' or '5' or '6' or '7' or '8')) return false;
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            if (i % 2 == 1) digit = digit > 4 ? digit * 2 - 9 : digit * 2;
            sum += digit;
        }

        return sum % 10 == 0;
    }

    /// <summary>A Chinese resident id: a date of birth in the middle and GB 11643's check character at the end.</summary>
    public static bool IsResidentId(ReadOnlySpan<char> digits)
    {
        if (digits.Length != 18 || digits[0] is '0' or '9') return false;
        var (year, month, day) = (int.Parse(digits[6..10]), int.Parse(digits[10..12]), int.Parse(digits[12..14]));
        if (year is < 1880 or > 2100 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        var sum = 0;
        for (var i = 0; i < ResidentWeights.Length; i++) sum += (digits[i] - '0') * ResidentWeights[i];
        return "10X98765432"[sum % 11] == digits[17];
    }

    /// <summary>One or two letters and seven or eight digits, nine characters in all (or eight, as older Chinese ones).</summary>
    public static bool IsPassport(ReadOnlySpan<char> word)
    {
        if (word.Length is < 8 or > 9 || !char.IsAsciiLetter(word[0])) return false;
        var letters = char.IsAsciiLetter(word[1]) ? 2 : 1;
        return word.Length - letters is 7 or 8 && word[letters..].IndexOfAnyExceptInRange('0', '9') < 0;
    }

    /// <summary>How many characters an IBAN takes here, blanks between its groups included; 0 where there is none.</summary>
    public static int IbanLength(ReadOnlySpan<char> text)
    {
        Span<char> plain = stackalloc char[34];
        var (count, best) = (0, 0);
        for (var i = 0; i < text.Length && count < plain.Length; i++)
        {
            if (char.IsAsciiLetterOrDigit(text[i])) plain[count++] = char.ToUpperInvariant(text[i]);
            else if (text[i] != ' ' || count % 4 != 0) break;
            else continue;
            var ends = i + 1 == text.Length || !char.IsAsciiLetterOrDigit(text[i + 1]);
            if (ends && count >= 15 && Mod97(plain[..count]) == 1) best = i + 1;
        }

        return best;
    }

    private static int Mod97(ReadOnlySpan<char> iban)
    {
        var rest = 0;
        for (var i = 0; i < iban.Length; i++)
        {
            var c = iban[(i + 4) % iban.Length];
            rest = char.IsAsciiDigit(c) ? (rest * 10 + c - '0') % 97 : (rest * 100 + c - 'A' + 10) % 97;
        }

        return rest;
    }
}
