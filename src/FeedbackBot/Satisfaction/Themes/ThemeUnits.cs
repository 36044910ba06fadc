using FeedbackBot.Understanding;
using FeedbackBot.Understanding.Embedded;

namespace FeedbackBot.Satisfaction.Themes;

/// <summary>Cuts texts into units: a Chinese character is itself, a word a number above all characters, and nought a place that no term crosses.</summary>
internal sealed class ThemeUnits
{
    public const int FirstWord = 0x1_0000;
    private const int LongestText = 4_000;
    private const int LongestWord = 32;
    private const int ShortestWord = 3;
    private const int LongestGivenName = 2;

    private readonly Dictionary<string, int> _numbers = [];
    private readonly List<Written> _words = [];
    private readonly List<int> _units = [];
    private bool _isShouting;
    private bool _isStart;

    public static bool IsWord(int unit) => unit >= FirstWord;

    public string Of(int unit) => IsWord(unit) ? _words[unit - FirstWord].Word : ((char)unit).ToString();

    /// <summary>
    /// A word that people write with a capital letter within sentences is a name, of a person as likely as of a product, and so is one that is
    /// nowhere written small and stands in no lexicon.
    /// </summary>
    public bool IsName(int unit)
    {
        var word = _words[unit - FirstWord];
        return word.Small < word.Capital || (word.Small == 0 && !ThemeLexicon.IsKnownEnglish(word.Word));
    }

    /// <summary>Without personal data and without people who are addressed by a title.</summary>
    public int[] Cut(string text)
    {
        _units.Clear();
        _isStart = true;
        var letters = text.Count(char.IsAsciiLetter);
        _isShouting = letters > 8 && text.Count(char.IsAsciiLetterUpper) * 2 > letters;
        var plain = string.Concat(PersonalData.Cover(text, PersonalData.Find(text)).Take(LongestText).Select(c => IsHan(c) ? ChineseScript.Simplified(c) : c));
        for (var i = 0; i < plain.Length;)
        {
            i += Take(plain.AsSpan(i));
        }

        return [.. _units];
    }

    private static bool IsHan(char c) => c is >= '\u4E00' and <= '\u9FFF';

    private int Take(ReadOnlySpan<char> rest)
    {
        var c = rest[0];
        if (IsHan(c))
        {
            return TakeChinese(rest);
        }

        if (c < '\u2E80' && char.IsLetterOrDigit(c))
        {
            return TakeWord(rest);
        }

        if (c is not (' ' or '-'))
        {
            Break();
            _isStart |= c is '.' or '!' or '?' or '\n' or ':' or ';';
        }

        return 1;
    }

    private int TakeChinese(ReadOnlySpan<char> rest)
    {
        if (Math.Max(PersonAt(rest), StopAt(rest)) is > 0 and var left)
        {
            Break();
            return left;
        }

        _units.Add(rest[0]);
        return 1;
    }

    private static int StopAt(ReadOnlySpan<char> rest)
    {
        foreach (var stop in ThemeLexicon.ChineseStops.GetValueOrDefault(rest[0], []))
        {
            if (rest.StartsWith(stop))
            {
                return stop.Length;
            }
        }

        return 0;
    }

    /// <summary>王先生, 王小明女士: the length of name and title; nought where there is none.</summary>
    private static int PersonAt(ReadOnlySpan<char> rest)
    {
        if (!ThemeLexicon.IsSurname(rest[0]))
        {
            return 0;
        }

        for (var given = 0; given <= LongestGivenName && given + 1 < rest.Length; given++)
        {
            foreach (var title in ThemeLexicon.ChineseTitles)
            {
                if (rest[(1 + given)..].StartsWith(title))
                {
                    return 1 + given + title.Length;
                }
            }
        }

        return 0;
    }

    private int TakeWord(ReadOnlySpan<char> rest)
    {
        var length = 0;
        while (length < rest.Length && rest[length] < '\u2E80' && (char.IsLetterOrDigit(rest[length]) || rest[length] is '\'' or '’'))
        {
            length++;
        }

        var word = rest[..length];
        var small = length > LongestWord || word.ContainsAnyInRange('0', '9') ? "" : Small(word);
        if (ThemeLexicon.EnglishTitles.Contains(small))
        {
            Break();
            return length + NameAfter(rest[length..]);
        }

        if (small.Length < ShortestWord || ThemeLexicon.EnglishStops.Contains(small))
        {
            Break();
        }
        else
        {
            _units.Add(Note(Tickets.SearchWords.Fold(small), char.IsUpper(word[0])));
        }

        _isStart = false;
        return length;
    }

    /// <summary>The length of the point and the name that follow a title.</summary>
    private static int NameAfter(ReadOnlySpan<char> rest)
    {
        var at = 0;
        while (at < rest.Length && rest[at] is '.' or ' ')
        {
            at++;
        }

        while (at < rest.Length && char.IsLetter(rest[at]))
        {
            at++;
        }

        return at;
    }

    private static string Small(ReadOnlySpan<char> word) => string.Concat(word.ToString().Where(char.IsLetter)).ToLowerInvariant();

    private int Note(string word, bool isCapital)
    {
        if (!_numbers.TryGetValue(word, out var number))
        {
            _numbers[word] = number = FirstWord + _words.Count;
            _words.Add(new(word));
        }

        var written = _words[number - FirstWord];
        written.Small += isCapital ? 0 : 1;
        written.Capital += isCapital && !_isShouting && !_isStart ? 1 : 0;
        return number;
    }

    private void Break()
    {
        if (_units.Count > 0 && _units[^1] != 0)
        {
            _units.Add(0);
        }
    }

    private sealed class Written(string word)
    {
        public string Word => word;

        public int Small { get; set; }

        public int Capital { get; set; }
    }
}
