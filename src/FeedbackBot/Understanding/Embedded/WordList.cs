namespace FeedbackBot.Understanding.Embedded;

/// <summary>Plain words in named sections: "[english]", then words between blanks.</summary>
internal static class WordList
{
    public static Dictionary<string, HashSet<string>> Read(string name)
    {
        var lists = new Dictionary<string, HashSet<string>>();
        HashSet<string> list = [];
        using var file = LexiconSource.Open(name);
        while (file.ReadLine() is { } line)
        {
            if (line.StartsWith('#')) continue;
            if (line.StartsWith('[')) lists[line.Trim('[', ']', ' ')] = list = [];
            else list.UnionWith(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }

        return lists;
    }
}
