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
        if (!HasBirthDate(digits)) return false;
        var sum = 0;
        for (var i = 0; i < ResidentWeights.Length; i++) sum += (digits[i] - '0') * ResidentWeights[i];
        return "10X98765432"[sum % 11] == digits[17];
    }

    /// <summary>A date of birth where an id of 18 digits, or an old one of 15, has it: enough where the words before say that it is one.</summary>
    public static bool HasBirthDate(ReadOnlySpan<char> digits)
    {
        if (digits.Length is not (15 or 18)) return false;
        var year = digits.Length == 18 ? int.Parse(digits[6..10]) : 1900 + int.Parse(digits[6..8]);
        var rest = digits.Length == 18 ? digits[10..14] : digits[8..12];
        var (month, day) = (int.Parse(rest[..2]), int.Parse(rest[2..]));
        return year is >= 1880 and <= 2100 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
    }

    /// <summary>E or G and eight digits, or E, a letter and seven digits.</summary>
    public static bool IsChinesePassport(ReadOnlySpan<char> word)
    {
        if (word.Length != 9 || char.ToUpperInvariant(word[0]) is not ('E' or 'G')) return false;
        var letters = char.IsAsciiLetter(word[1]) && char.ToUpperInvariant(word[0]) == 'E' ? 2 : 1;
        return word[letters..].IndexOfAnyExceptInRange('0', '9') < 0;
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
