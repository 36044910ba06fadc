using System.Globalization;

namespace FeedbackBot.Understanding.Embedded;

/// <summary>Reads a lexicon file: sections of attributes in brackets, phrases below them (the format stands at the top of each file).</summary>
internal static class LexiconFile
{
    private const int MostVariants = 1000;

    public static void Read(TextReader file, bool english, Dictionary<string, LexiconEntry> entries)
    {
        var section = Array.Empty<string>();
        for (var number = 1; file.ReadLine() is { } line; number++)
        {
            line = line.Trim();
            if (line.Length == 0 || line[0] == '#') continue;
            if (line[0] == '[')
            {
                section = line.Trim('[', ']').Split(' ', StringSplitOptions.RemoveEmptyEntries);
                continue;
            }

            foreach (var pattern in line.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                Add(pattern, section, english, entries, number);
        }
    }

    private static void Add(string pattern, string[] section, bool english, Dictionary<string, LexiconEntry> entries, int line)
    {
        foreach (var variant in Expand(pattern))
        {
            var phrase = FoldedText.Phrase(variant);
            if (phrase.Length == 0) continue;
            if (!entries.TryGetValue(phrase, out var entry)) entries[phrase] = entry = new LexiconEntry(phrase);
            entry.English |= english;
            foreach (var attribute in section) Apply(entry, attribute, line);
        }
    }

    private static void Apply(LexiconEntry entry, string attribute, int line)
    {
        var equals = attribute.IndexOf('=');
        var name = equals < 0 ? attribute : attribute[..equals];
        var value = equals < 0 || name == "urgency" ? 1f : float.Parse(attribute.AsSpan(equals + 1), CultureInfo.InvariantCulture);
        var topic = Array.IndexOf(Vocabulary.Topics, name);
        var kind = Array.IndexOf(Vocabulary.Kinds, name);

        if (name == "feel") entry.Feeling = value;
        else if (name == "lack") entry.Lack = value;
        else if (name == "plain") entry.Plain = true;
        else if (topic >= 0) (entry.Topics ??= new float[Vocabulary.Topics.Length])[topic] = value;
        else if (kind >= 0) (entry.Kinds ??= new float[Vocabulary.Kinds.Length])[kind] += value;
        else if (Vocabulary.Flags.TryGetValue(name, out var flag)) entry.Flags |= flag;
        else if (name == "urgency") entry.Urgency = Enum.Parse<Urgency>(attribute[(equals + 1)..], ignoreCase: true);
        else if (name.StartsWith("is:", StringComparison.Ordinal)) entry.Roles |= Enum.Parse<Roles>(name[3..], ignoreCase: true);
        else throw new FormatException($"Lexicon line {line}: nothing is called '{attribute}'.");
    }

    /// <summary>"(un|)kind" stands for "unkind" and "kind"; groups are not nested.</summary>
    internal static List<string> Expand(string pattern)
    {
        List<string> made = [""];
        for (var i = 0; i < pattern.Length;)
        {
            var open = pattern.IndexOf('(', i);
            if (open < 0) open = pattern.Length;
            Append(made, [pattern[i..open]]);
            if (open == pattern.Length) break;
            var close = pattern.IndexOf(')', open);
            if (close < 0) throw new FormatException($"Lexicon: '{pattern}' opens a group and does not close it.");
            Append(made, pattern[(open + 1)..close].Split('|'));
            i = close + 1;
        }

        return made.Count <= MostVariants ? made : throw new FormatException($"Lexicon: '{pattern}' stands for too many phrases.");
    }

    private static void Append(List<string> made, string[] choices)
    {
        var before = made.ToArray();
        made.Clear();
        foreach (var head in before)
        {
            foreach (var choice in choices) made.Add(head + choice);
        }
    }
}
