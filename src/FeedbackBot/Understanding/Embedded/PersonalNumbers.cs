namespace FeedbackBot.Understanding.Embedded;

/// <summary>Tells cards, resident ids, passports, bank accounts and telephones from order numbers, prices and dates.</summary>
internal static class PersonalNumbers
{
    private const int MostGroups = 8;
    private const int MostDigits = 34;
    private const int FewestDigits = 7;

    public static int Digit(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= '０' and <= '９' => c - '０',
        _ => -1,
    };

    /// <summary>A word with digits, a group of digits or a plus sign begins here.</summary>
    public static bool Starts(string text, int at)
    {
        if (at > 0 && IsWord(text[at - 1])) return false;
        if (text[at] is '+' or '＋' or '(') return at + 1 < text.Length && Digit(text[at + 1]) >= 0;
        return Digit(text[at]) >= 0 || char.IsAsciiLetter(text[at]);
    }

    /// <returns>What was found at this place, and where looking goes on.</returns>
    public static (PersonalDataSpan? Found, int End) At(string text, int start)
    {
        if (char.IsAsciiLetter(text[start])) return Lettered(text, start);

        Span<char> digits = stackalloc char[MostDigits + 1];
        Span<int> ends = stackalloc int[MostGroups];
        Span<int> counts = stackalloc int[MostGroups];
        var groups = Groups(text, start, digits, ends, counts);
        var plus = text[start] is '+' or '＋';
        NumberHint? context = null;
        for (var take = groups; take > 0; take--)
        {
            var count = counts[take - 1];
            // Shorter is no personal number; single digits with blanks between are a list.
            if (count is < FewestDigits or > MostDigits || count < 2 * take - 2) continue;
            context ??= NumberContext.Before(text, start);
            var kind = Kind(digits[..count], take, counts, plus || text[start] == '(', context.Value);
            if (kind is not { } known) continue;
            var from = text[start] == '(' && text.IndexOf(')', start, ends[take - 1] - start) < 0 ? start + 1 : start;
            return (new PersonalDataSpan(known, from, ends[take - 1] - from), ends[take - 1]);
        }

        return (null, groups > 0 ? ends[0] : start + 1);
    }

    private static PersonalDataKind? Kind(ReadOnlySpan<char> digits, int groups, ReadOnlySpan<int> counts, bool marked, NumberHint hint)
    {
        if (!marked && CheckDigits.IsResidentId(digits)) return PersonalDataKind.ResidentId;
        if (digits[^1] == 'X') return null;
        if (!marked && groups == 3 && counts[0] == 3 && counts[1] == 5 && counts[2] == 9) return PersonalDataKind.ResidentId;
        if (hint == NumberHint.Order) return null;
        if (!marked && CheckDigits.IsCard(digits)) return PersonalDataKind.CardNumber;
        if (hint == NumberHint.Bank && digits.Length is >= 8 and <= 21) return PersonalDataKind.BankAccount;
        if (hint == NumberHint.Passport && digits.Length is 8 or 9) return PersonalDataKind.Passport;
        return IsPhone(digits, groups, counts, marked, hint) ? PersonalDataKind.Phone : null;
    }

    private static bool IsPhone(ReadOnlySpan<char> digits, int groups, ReadOnlySpan<int> counts, bool marked, NumberHint hint)
    {
        if (marked) return digits.Length is >= 8 and <= 15;
        if (digits.StartsWith("0086")) digits = digits[4..];
        else if (digits.Length == 13 && digits.StartsWith("86")) digits = digits[2..];
        if (digits.Length == 11 && digits[0] == '1' && digits[1] >= '3') return true;
        if (digits[0] == '0' && digits.Length is >= 10 and <= 12 && digits[1] != '0') return true;
        if (digits.Length == 10 && (digits.StartsWith("400") || digits.StartsWith("800"))) return true;
        if (digits.Length == 10 && groups == 3 && counts[0] == 3 && counts[1] == 6) return true;
        if (digits.Length == 11 && groups == 4 && digits[0] == '1') return true;
        return hint == NumberHint.Phone && digits.Length is >= 7 and <= 15;
    }

    /// <summary>A passport (one or two letters, then digits) or an IBAN; any other word is passed over whole.</summary>
    private static (PersonalDataSpan?, int) Lettered(string text, int start)
    {
        var end = start;
        while (end < text.Length && IsWord(text[end])) end++;
        var word = text.AsSpan(start, end - start);
        if (CheckDigits.IsPassport(word))
        {
            var hint = NumberContext.Before(text, start);
            var certain = word.Length == 9 && char.ToUpperInvariant(word[0]) is 'E' or 'G' && char.IsAsciiDigit(word[1]);
            if (hint == NumberHint.Passport || (certain && hint != NumberHint.Order))
                return (new PersonalDataSpan(PersonalDataKind.Passport, start, word.Length), end);
        }

        if (word.Length >= 4 && char.IsAsciiLetter(word[1]) && char.IsAsciiDigit(word[2]) && char.IsAsciiDigit(word[3])
            && CheckDigits.IbanLength(text.AsSpan(start)) is > 0 and var length)
            return (new PersonalDataSpan(PersonalDataKind.BankAccount, start, length), start + length);
        return (null, end);
    }

    /// <summary>Groups of digits with one blank, hyphen or bracket between them; counts are cumulative.</summary>
    private static int Groups(string text, int start, Span<char> digits, Span<int> ends, Span<int> counts)
    {
        var (groups, count, i) = (0, 0, start);
        while (groups < MostGroups)
        {
            while (i < text.Length && text[i] is '(' or ')' or '+' or '＋' && i - start < MostDigits * 2) i++;
            var before = count;
            for (; i < text.Length && Digit(text[i]) is >= 0 and var digit; i++)
            {
                if (count < MostDigits) digits[count] = (char)('0' + digit);
                count++;
            }

            if (count == before) break;
            if (i < text.Length && text[i] is 'x' or 'X' or 'Ｘ' && count == 17 && (i + 1 == text.Length || !IsWord(text[i + 1])))
            {
                digits[count++] = 'X';
                i++;
            }

            if (i < text.Length && char.IsAsciiLetter(text[i])) break;
            (ends[groups], counts[groups]) = (i, count);
            groups++;
            if (i < text.Length && text[i] is ' ' or '-' or ')' or '－') i++;
            if (i < text.Length && text[i - 1] == ')' && text[i] == ' ') i++;
        }

        if (groups == 0)
        {
            while (i < text.Length && IsWord(text[i])) i++;
            (ends[0], counts[0]) = (Math.Max(i, start + 1), MostDigits + 1);
            return 1;
        }

        return groups;
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || Digit(c) >= 0;
}
