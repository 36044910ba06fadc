using FeedbackBot.Understanding.Embedded;

namespace FeedbackBot.Satisfaction.Themes;

/// <summary>What finding themes knows of words: those that carry none (ThemeWords.txt), those of the reader's lexicon, and surnames.</summary>
internal static class ThemeLexicon
{
    private static readonly Dictionary<string, HashSet<string>> Lists = ReadLists();
    private static readonly (HashSet<string> Chinese, HashSet<string> English) Known = ReadKnown();

    /// <summary>By their first character, the longest first.</summary>
    public static IReadOnlyDictionary<char, string[]> ChineseStops { get; } =
        Lists["zh.stop"].GroupBy(w => w[0]).ToDictionary(g => g.Key, g => g.OrderByDescending(w => w.Length).ToArray());

    public static IReadOnlyCollection<string> ChineseTitles { get; } = [.. Lists["zh.title"].OrderByDescending(w => w.Length)];

    public static IReadOnlySet<string> EnglishStops => Lists["en.stop"];

    public static IReadOnlySet<string> EnglishTitles => Lists["en.title"];

    private static readonly HashSet<char> Surnames = [.. WordList.Read("words.txt")["surnames"].Select(s => ChineseScript.Simplified(s[0]))];

    public static bool IsSurname(char c) => Surnames.Contains(c);

    /// <summary>Two or three characters that stand somewhere in the reader's lexicon.</summary>
    public static bool IsKnownChinese(string characters) => Known.Chinese.Contains(characters);

    public static bool IsKnownEnglish(string word) => Known.English.Contains(word);

    private static Dictionary<string, HashSet<string>> ReadLists()
    {
        var lists = new Dictionary<string, HashSet<string>>();
        HashSet<string> list = [];
        using var file = new StreamReader(typeof(ThemeLexicon).Assembly.GetManifestResourceStream("FeedbackBot.Satisfaction.Themes.ThemeWords.txt")
            ?? throw new InvalidOperationException("Themes/ThemeWords.txt is not in the program."));
        while (file.ReadLine() is { } line)
        {
            if (line.StartsWith('['))
            {
                lists[line.Trim('[', ']')] = list = [];
            }
            else if (!line.StartsWith('#'))
            {
                list.UnionWith(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            }
        }

        return lists;
    }

    private static (HashSet<string> Chinese, HashSet<string> English) ReadKnown()
    {
        HashSet<string> chinese = [], english = [.. WordList.Read("words.txt")["english"]];
        foreach (var (phrase, entry) in LexiconSource.ReadAll())
        {
            if (entry.English)
            {
                english.UnionWith(phrase.Split(' ').Select(w => w.TrimEnd('*')));
                continue;
            }

            for (var i = 0; i + 1 < phrase.Length; i++)
            {
                chinese.Add(phrase.Substring(i, 2));
                if (i + 2 < phrase.Length)
                {
                    chinese.Add(phrase.Substring(i, 3));
                }
            }
        }

        return (chinese, english);
    }
}
