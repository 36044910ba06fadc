namespace FeedbackBot.Understanding.Embedded;

/// <summary>The lexicon files that are built into the program.</summary>
internal static class LexiconSource
{
    private const string Folder = "FeedbackBot.Understanding.Lexicon.";

    public static IEnumerable<string> Names =>
        typeof(LexiconSource).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => name[Folder.Length..])
            .Order(StringComparer.Ordinal);

    public static StreamReader Open(string name) =>
        new(typeof(LexiconSource).Assembly.GetManifestResourceStream(Folder + name)
            ?? throw new InvalidOperationException($"The lexicon file {name} is not built in."));

    /// <summary>Every phrase of the files zh-*.txt, en-*.txt and any-*.txt.</summary>
    public static Dictionary<string, LexiconEntry> ReadAll()
    {
        var entries = new Dictionary<string, LexiconEntry>(StringComparer.Ordinal);
        foreach (var name in Names.Where(n => n.Contains('-', StringComparison.Ordinal)))
        {
            using var file = Open(name);
            LexiconFile.Read(file, name.StartsWith("en-", StringComparison.Ordinal), entries);
        }

        return entries;
    }
}
