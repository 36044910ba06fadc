namespace FeedbackBot.Understanding.Embedded;

/// <summary>Traditional characters and the simplified ones they are folded to, so that the lexicon is written once.</summary>
internal static class ChineseScript
{
    private const char First = '\u4E00';
    private static readonly char[] Folds = new char[0x9FFF - First + 1];
    private static readonly bool[] OnlySimplified = new bool[Folds.Length];

    static ChineseScript()
    {
        for (var i = 0; i < Folds.Length; i++) Folds[i] = (char)(First + i);
        using var file = LexiconSource.Open("hant.txt");
        while (file.ReadLine() is { } line)
        {
            if (line.StartsWith('#')) continue;
            foreach (var group in line.Split(' ', StringSplitOptions.RemoveEmptyEntries)) Take(group.TrimStart('+'), shared: group[0] == '+');
        }
    }

    private static void Take(string group, bool shared)
    {
        for (var i = 1; i < group.Length; i++) Folds[group[i] - First] = group[0];
        OnlySimplified[group[0] - First] = !shared;
    }

    public static char Simplified(char c) => Folds[c - First];

    /// <summary>Some traditional forms stay in simplified writing for one meaning (著名, 瞭望): they tell nothing.</summary>
    public static bool IsTraditional(char c) =>
        c is >= First and <= '\u9FFF' && Folds[c - First] != c && c is not ('著' or '乾' or '藉' or '徵' or '瞭' or '摺' or '夥' or '彿' or '妳' or '牠');

    public static bool IsSimplified(char c) => c is >= First and <= '\u9FFF' && OnlySimplified[c - First];
}
