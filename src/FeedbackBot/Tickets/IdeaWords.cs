namespace FeedbackBot.Tickets;

/// <summary>What suggestions of a language are put in, from IdeaWords.txt: set phrases that say nothing, words that any of them has, words that mean the same.</summary>
internal sealed class IdeaWords
{
    public static readonly IdeaWords Chinese = Read("zh", chinese: true);
    public static readonly IdeaWords English = Read("en", chinese: false);

    private readonly List<(string Said, string Meant)> _folds = [];

    public HashSet<string> Common { get; } = [];

    /// <summary>Set phrases become a gap, and words that mean the same become one; the longest first.</summary>
    public string Fold(string text)
    {
        foreach (var (said, meant) in _folds)
        {
            text = text.Replace(said, meant, StringComparison.Ordinal);
        }

        return text;
    }

    private static IdeaWords Read(string language, bool chinese)
    {
        var words = new IdeaWords();
        var section = "";
        foreach (var line in Lines())
        {
            if (line[0] == '[')
            {
                section = line.Trim('[', ']');
            }
            else if (section == language + ".common")
            {
                words.Common.UnionWith(line.Split(' ').Select(w => chinese ? w : IdeaLikeness.Stem(w)));
            }
            else if (section == language + ".nothing")
            {
                words.Fold(line.Split(", "), " ", chinese);
            }
            else if (section == language + ".same" && line.Split(" = ") is [var meant, var others])
            {
                words.Fold(others.Split(", "), chinese ? meant : $" {IdeaLikeness.Stem(meant)} ", chinese);
            }
        }

        words._folds.Sort((a, b) => b.Said.Length.CompareTo(a.Said.Length));
        return words;
    }

    private void Fold(string[] said, string meant, bool chinese) =>
        _folds.AddRange(said.Select(s => (chinese ? s : $" {string.Join(' ', s.Split(' ').Select(IdeaLikeness.Stem))} ", meant)));

    private static IEnumerable<string> Lines()
    {
        using var stream = typeof(IdeaWords).Assembly.GetManifestResourceStream("FeedbackBot.Tickets.IdeaWords.txt")
            ?? throw new InvalidOperationException("Tickets/IdeaWords.txt is not in the program.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return line;
            }
        }
    }
}
