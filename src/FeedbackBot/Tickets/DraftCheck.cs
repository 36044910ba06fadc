using System.Reflection;
using System.Text;

namespace FeedbackBot.Tickets;

/// <summary>Holds what a language model drafted against the facts of the case: no number, link or promise that they do not cover. Errs on the side of no draft.</summary>
internal static class DraftCheck
{
    private const string Commitment = "commitment";
    private static readonly char[] SentenceEnds = ['。', '！', '？', '；', '!', '?', ';', '\n'];
    private static readonly IReadOnlyList<Family> Families = ReadFamilies();

    public static bool IsCovered(string reply, IReadOnlyList<CaseFact> facts)
    {
        var ours = facts.Where(f => f.From != FactSource.Customer).Select(f => f.Text).ToArray();
        return NumbersAreKnown(reply, facts) && LinksAreAmong(reply, ours) && !reply.Contains('•') && PromisesAreOurs(reply, ours);
    }

    /// <summary>For what only staff read: no number and no link that the case does not hold.</summary>
    public static bool IsKnown(string text, IReadOnlyList<CaseFact> facts) =>
        NumbersAreKnown(text, facts) && LinksAreAmong(text, [.. facts.Select(f => f.Text)]);

    /// <summary>Every number stands in a fact, whatever its zeros, width and thousands separators.</summary>
    private static bool NumbersAreKnown(string text, IReadOnlyList<CaseFact> facts)
    {
        var known = facts.SelectMany(f => Numbers(f.Text)).ToHashSet();
        return Numbers(text).All(known.Contains);
    }

    private static bool LinksAreAmong(string text, string[] facts) => text
        .Split([' ', '\n', '\t', '，', '。', '（', '）', '(', ')', '<', '>', '"', '“', '”'], StringSplitOptions.RemoveEmptyEntries)
        .Where(w => w.Contains("://", StringComparison.Ordinal) || w.Contains("www.", StringComparison.OrdinalIgnoreCase) || w.Contains('@'))
        .All(link => facts.Any(fact => fact.Contains(link.TrimEnd('.', ',', '!', '?'), StringComparison.OrdinalIgnoreCase)));

    private static bool PromisesAreOurs(string reply, string[] ours)
    {
        var commits = Families.Single(f => f.Name == Commitment);
        return reply.Replace(". ", "\n", StringComparison.Ordinal).Split(SentenceEnds).All(sentence =>
            Families.Where(f => f != commits && f.StandsIn(sentence) && (f.IsPromiseItself || commits.StandsIn(sentence))).All(f => ours.Any(f.StandsIn)));
    }

    private static IEnumerable<string> Numbers(string text)
    {
        var number = new StringBuilder();
        for (var i = 0; i <= text.Length; i++)
        {
            var digit = i == text.Length ? -1 : char.IsDigit(text[i]) ? (int)char.GetNumericValue(text[i]) : -1;
            if (digit >= 0)
            {
                number.Append((char)('0' + digit));
            }
            else if (number.Length > 0 && !(i + 1 < text.Length && text[i] is ',' or '，' && IsThousand(text, i + 1)))
            {
                yield return number.ToString().TrimStart('0');
                number.Clear();
            }
        }
    }

    private static bool IsThousand(string text, int from) =>
        from + 3 <= text.Length && text.AsSpan(from, 3).IndexOfAnyExceptInRange('0', '9') < 0 && (from + 3 == text.Length || !char.IsDigit(text[from + 3]));

    private static List<Family> ReadFamilies()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("FeedbackBot.Tickets.Promises.txt")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(':', 2))
            .Select(parts => new Family(parts[0].TrimStart('!'), parts[0][0] == '!', parts[1].Split('|', StringSplitOptions.TrimEntries)))];
    }

    /// <summary>Words that promise the same kind of thing.</summary>
    private sealed record Family(string Name, bool IsPromiseItself, string[] Words)
    {
        public bool StandsIn(string text) => Array.Exists(Words, word => StandsIn(text, word));

        private static bool StandsIn(string text, string word)
        {
            for (var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
            {
                if (!char.IsAsciiLetter(word[0]) || at == 0 || !char.IsAsciiLetter(text[at - 1])) return true;
            }

            return false;
        }
    }
}
