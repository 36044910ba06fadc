using System.Globalization;

namespace FeedbackBot.Conversations.Answers;

/// <summary>Small numbers in digits and in words of both languages.</summary>
internal static class Numerals
{
    private const string Chinese = "零一二三四五六七八九十";

    private static readonly string[] English = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

    public static double? Read(string word)
    {
        if (double.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return number;
        var digit = word switch { "两" => 2, "〇" => 0, _ => word.Length == 1 ? Chinese.IndexOf(word[0], StringComparison.Ordinal) : -1 };
        if (digit >= 0)
            return digit;
        var index = Array.IndexOf(English, word);
        return index >= 0 ? index : null;
    }
}
