using System.Globalization;
using System.Text.RegularExpressions;

namespace FeedbackBot.Conversations.Answers;

/// <summary>Numbers in digits and in words of both languages, from 0 up to 9 digits before the point and 4 behind it.</summary>
internal static partial class Numerals
{
    /// <summary>A number as it is written within a longer pattern: digits, Chinese numerals, or English words.</summary>
    public const string Pattern = $"(?:{Digits}|{Chinese}|{English})";

    public const string Digits = @"[0-9]{1,9}(?:\.[0-9]{1,4})?";

    /// <summary>To stand in a pattern where the unit is Chinese.</summary>
    public const string Chinese = "[零〇一二两三四五六七八九十百千万亿]{1,14}(?:点[零〇一二三四五六七八九]{1,4})?";

    public const string English = $@"(?:a (?=hundred|thousand|million|grand))?\b(?:{Word})(?:[ -](?:and )?(?:{Word})){{0,8}}\b(?: point(?: (?:{Word})){{1,2}})?";

    private const string Word = "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fourty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million";

    private const string HanDigits = "零一二三四五六七八九";

    private static readonly string[] Small =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
            "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"];

    private static readonly string[] Tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    public static decimal? Read(string word)
    {
        if (decimal.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return number;
        return word.Length > 0 && Plain.IsHan(word[0]) || word is ['〇', ..] ? InChinese(word) : InEnglish(word);
    }

    /// <summary>Digits that are spoken one by one ("一三八零零…", "oh seven nine…") as digits, where there are so many of them.</summary>
    public static string Spelled(string plain, int atLeast) =>
        SpelledRun().Replace(plain, run => Dictated(run.Value) is { } digits && digits.Length >= atLeast ? digits : run.Value);

    private static decimal? InChinese(string word)
    {
        var point = word.IndexOf('点', StringComparison.Ordinal);
        if (point < 0)
            return Whole(word);
        decimal part = 0, place = 1;
        foreach (var c in word[(point + 1)..])
            part += Digit(c) * (place /= 10);
        return Whole(word[..point]) + part;
    }

    /// <summary>"两千五" is 2500 and "一千零五" 1005: a last digit counts tenths of the unit right before it.</summary>
    private static decimal? Whole(string word)
    {
        decimal total = 0, section = 0, digit = -1, unit = 1;
        foreach (var c in word)
        {
            if (Digit(c) is >= 0 and var next)
            {
                unit = next == 0 ? 1 : unit;
                digit = digit < 0 ? next : (digit * 10) + next;
                continue;
            }
            // "两三百": of what is roughly said the lower is kept.
            var count = digit > 9 ? Math.Floor(digit / 10) : digit;
            (digit, unit) = (-1, Unit(c));
            if (unit >= 10000)
                (total, section) = (Group(total, section + Math.Max(count, 0), unit), 0);
            else
                section += (count < 0 ? 1 : count) * unit;
        }
        var last = digit < 0 ? 0 : unit >= 100 && digit < 10 ? digit * unit / 10 : digit;
        return total + section + last;
    }

    /// <summary>亿 counts all that stands before it, 万 what stands behind the 亿.</summary>
    private static decimal Group(decimal total, decimal section, decimal unit) =>
        unit > 10000 ? Math.Max(total + section, 1) * unit : total + (Math.Max(section, 1) * unit);

    private static decimal Digit(char c) => c switch { '两' => 2, '〇' => 0, '幺' => 1, _ => HanDigits.IndexOf(c, StringComparison.Ordinal) };

    private static decimal Unit(char c) => c switch { '十' => 10, '百' => 100, '千' => 1000, '万' => 10000, _ => 100000000 };

    private static decimal? InEnglish(string text)
    {
        decimal total = 0, current = 0, place = 0;
        if (text.Length == 0)
            return null;
        foreach (var word in text.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (Array.IndexOf(Small, word) is >= 0 and var small)
                current += place == 0 ? small : small * (place /= 10);
            else if (Array.IndexOf(Tens, word == "fourty" ? "forty" : word) is >= 0 and var tens)
                current += (tens + 2) * 10;
            else if (word == "hundred")
                current = Math.Max(current, 1) * 100;
            else if (word is "thousand" or "million")
                (total, current) = (total + (Math.Max(current, 1) * (word == "thousand" ? 1000 : 1000000)), 0);
            else if (word == "point")
                place = 1;
            else if (word is not ("a" or "and"))
                return null;
        }
        return total + current;
    }

    private static string? Dictated(string run)
    {
        var digits = new System.Text.StringBuilder();
        var times = 1;
        foreach (var word in run.Split([' ', '-', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            if (word is "double" or "triple")
            {
                times = word == "double" ? 2 : 3;
                continue;
            }
            if (char.IsAsciiDigit(word[0]) || !char.IsAscii(word[0]))
                digits.Append(string.Concat(word.Select(c => char.IsAsciiDigit(c) ? c : (char)('0' + (int)Digit(c)))));
            else
                digits.Append((char)('0' + (word is "oh" or "o" ? 0 : Array.IndexOf(Small, word))), times);
            times = 1;
        }
        return digits.ToString();
    }

    [GeneratedRegex(@"[零〇一幺二三四五六七八九](?:[ ,-]?[零〇一幺二三四五六七八九0-9]){2,20}|\b(?:double |triple )?(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)(?:[ ,-]{1,2}(?:double |triple )?(?:zero|oh|o|one|two|three|four|five|six|seven|eight|nine)){2,20}\b", RegexOptions.CultureInvariant)]
    private static partial Regex SpelledRun();
}
