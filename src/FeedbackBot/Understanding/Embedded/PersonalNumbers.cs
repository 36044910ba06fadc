using System.Buffers;

namespace FeedbackBot.Understanding.Embedded;

/// <summary>Tells cards, resident ids, passports, bank accounts and telephones from order numbers, prices and dates.</summary>
internal static class PersonalNumbers
{
    private const int MostGroups = 8;
    private const int MostDigits = 34;
    private const int FewestDigits = 7;
    private const int MostBetween = 3;
    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

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
            // A bracket that closes within is a telephone's area; one around the whole number is only a bracket.
            var area = text[start] == '(' && text.IndexOf(')', start, ends[take - 1] - start) >= 0;
            var kind = Kind(digits[..count], take, counts, plus || area, context.Value);
            if (kind is not { } known) continue;
            var from = text[start] == '(' && !area ? start + 1 : start;
            return (new PersonalDataSpan(known, from, ends[take - 1] - from), ends[take - 1]);
        }

        return (null, groups > 0 ? ends[0] : start + 1);
    }

    private static PersonalDataKind? Kind(ReadOnlySpan<char> digits, int groups, ReadOnlySpan<int> counts, bool marked, NumberHint hint)
    {
        if (!marked && CheckDigits.IsResidentId(digits)) return PersonalDataKind.ResidentId;
        if (hint == NumberHint.Identity && !marked && CheckDigits.HasBirthDate(digits)) return PersonalDataKind.ResidentId;
        if (digits[^1] == 'X') return null;
        if (!marked && groups == 3 && counts[0] == 3 && counts[1] == 5 && counts[2] == 9) return PersonalDataKind.ResidentId;
        if (hint == NumberHint.Order) return null;
        // No telephone has more than fifteen digits, whatever stands before it.
        if ((!marked || digits.Length > 15) && CheckDigits.IsCard(digits)) return PersonalDataKind.CardNumber;
        if (IsMobile(digits)) return PersonalDataKind.Phone;
        if (hint == NumberHint.Bank && digits.Length is >= 8 and <= 21) return PersonalDataKind.BankAccount;
        if (hint == NumberHint.Account && digits.Length is >= 12 and <= 21) return PersonalDataKind.BankAccount;
        if (hint == NumberHint.Passport && digits.Length is 8 or 9) return PersonalDataKind.Passport;
        if (hint == NumberHint.Licence && digits.Length is >= 8 and <= 18) return PersonalDataKind.DrivingLicence;
        return IsPhone(digits, groups, counts, marked, hint) ? PersonalDataKind.Phone : null;
    }

    private static bool IsPhone(ReadOnlySpan<char> digits, int groups, ReadOnlySpan<int> counts, bool marked, NumberHint hint)
    {
        if (marked) return digits.Length is >= 8 and <= 15;
        if (digits.StartsWith("0086")) digits = digits[4..];
        else if (digits.Length == 13 && digits.StartsWith("86")) digits = digits[2..];
        if (IsMobile(digits)) return true;
        if (digits[0] == '0' && digits.Length is >= 10 and <= 12 && digits[1] != '0') return true;
        if (digits.Length == 10 && (digits.StartsWith("400") || digits.StartsWith("800"))) return true;
        if (digits.Length == 10 && groups == 3 && counts[0] == 3 && counts[1] == 6) return true;
        if (digits.Length == 11 && groups == 4 && digits[0] == '1') return true;
        return hint == NumberHint.Phone && digits.Length is >= 7 and <= 15;
    }

    private static bool IsMobile(ReadOnlySpan<char> digits) => digits.Length == 11 && digits[0] == '1' && digits[1] >= '3';

    /// <summary>A passport, a licence or an IBAN, or a number written onto its name ("card4242…"); any other word is passed over whole.</summary>
    private static (PersonalDataSpan?, int) Lettered(string text, int start)
    {
        var end = start;
        while (end < text.Length && IsWord(text[end])) end++;
        var word = text.AsSpan(start, end - start);
        var letters = word.IndexOfAnyExcept(Letters);
        if (letters > 0 && word.Length - letters >= FewestDigits && NumberContext.Names(word[..letters]) && Digit(word[letters]) >= 0)
            return At(text, start + letters);
        if (Document(text, start, word) is { } document) return (document, end);

        if (word.Length >= 4 && char.IsAsciiLetter(word[1]) && char.IsAsciiDigit(word[2]) && char.IsAsciiDigit(word[3])
            && CheckDigits.IbanLength(text.AsSpan(start)) is > 0 and var length)
            return (new PersonalDataSpan(PersonalDataKind.BankAccount, start, length), start + length);
        return (null, end);
    }

    /// <summary>A word of letters and digits that is a passport or, where that was said, a driving licence.</summary>
    private static PersonalDataSpan? Document(string text, int start, ReadOnlySpan<char> word)
    {
        if (word.Length is < 6 or > 20 || word.IndexOfAnyInRange('0', '9') < 0) return null;
        var digits = 0;
        foreach (var c in word) digits += Digit(c) >= 0 ? 1 : 0;
        if (digits < 5) return null;
        var hint = NumberContext.Before(text, start);
        // A message that is nothing but such a word answers a question, and order numbers are what is asked for.
        var certain = hint != NumberHint.Order && CheckDigits.IsChinesePassport(word)
            && (char.IsAsciiDigit(word[1]) || text.AsSpan().Trim().Length > word.Length + 1);
        return hint switch
        {
            NumberHint.Passport when word.Length <= 9 => new(PersonalDataKind.Passport, start, word.Length),
            NumberHint.Licence => new(PersonalDataKind.DrivingLicence, start, word.Length),
            _ => certain ? new(PersonalDataKind.Passport, start, word.Length) : null,
        };
    }

    /// <summary>Groups of digits with a blank, hyphen, dot or bracket between them; counts are cumulative.</summary>
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
            i = Between(text, i, count - before);
        }

        if (groups == 0)
        {
            while (i < text.Length && IsWord(text[i])) i++;
            (ends[0], counts[0]) = (Math.Max(i, start + 1), MostDigits + 1);
            return 1;
        }

        return groups;
    }

    /// <summary>Where the next group may begin: after a bracket, a few blanks and dashes, or a dot between groups of four.</summary>
    private static int Between(string text, int at, int lastGroup)
    {
        var i = at;
        if (i < text.Length && text[i] == ')') i++;
        var most = i + MostBetween;
        while (i < text.Length && i < most && IsBlankOrDash(text[i])) i++;
        if (i == at && lastGroup >= 4 && i + 1 < text.Length && text[i] is '.' or '·' or '．' && Digit(text[i + 1]) >= 0) i++;
        return i;
    }

    private static bool IsBlankOrDash(char c) => c is ' ' or '-' or '－' or '\u00A0' or '\u3000' or '\u2010' or '\u2011' or '–' or '—';

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || Digit(c) >= 0;
}
