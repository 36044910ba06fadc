using System.Text;

namespace FeedbackBot.Tickets;

/// <summary>
/// Cuts text into what is looked for, in our own code and the same for both databases: words as they are written, less a plural ending, and Chinese
/// in characters and pairs of neighbours. A word of two characters is then one look-up, and no database's own idea of words is asked.
/// </summary>
public static partial class SearchWords
{
    private const int LongestWord = 64;
    private const int MostOfOneCase = 8_000;

    /// <summary>Everything under which a text is found.</summary>
    public static IReadOnlyCollection<string> Of(IEnumerable<string?> texts)
    {
        var words = new HashSet<string>();
        foreach (var (run, isUnspaced) in texts.SelectMany(Runs))
        {
            if (words.Count > MostOfOneCase)
            {
                break;
            }

            words.UnionWith(isUnspaced ? Pairs(run, alsoSingle: true) : [Fold(run)]);
        }

        return words;
    }

    /// <summary>Lower-case letters and digits that stand together; characters of scripts without spaces are runs of their own.</summary>
    internal static IEnumerable<(string Text, bool IsUnspaced)> Runs(string? text)
    {
        var run = new StringBuilder();
        var isUnspaced = false;
        foreach (var rune in (text ?? "").Normalize(NormalizationForm.FormKC).ToLowerInvariant().EnumerateRunes())
        {
            var (isWord, ofUnspaced) = (Rune.IsLetterOrDigit(rune), IsUnspaced(rune));
            if (run.Length > 0 && (!isWord || ofUnspaced != isUnspaced))
            {
                yield return (run.ToString(), isUnspaced);
                run.Clear();
            }

            if (isWord)
            {
                run.Append(rune.ToString());
                isUnspaced = ofUnspaced;
            }
        }

        if (run.Length > 0)
        {
            yield return (run.ToString(), isUnspaced);
        }
    }

    /// <summary>Neighbours two by two; a character that stands alone is itself.</summary>
    internal static IEnumerable<string> Pairs(string run, bool alsoSingle)
    {
        string? before = null;
        var single = alsoSingle || run.EnumerateRunes().Count() == 1;
        foreach (var rune in run.EnumerateRunes())
        {
            var now = rune.ToString();
            if (before != null)
            {
                yield return before + now;
            }

            if (single)
            {
                yield return now;
            }

            before = now;
        }
    }

    /// <summary>Parcels and parcel, batteries and battery, boxes and box are looked for as one.</summary>
    internal static string Fold(string word)
    {
        var cut = word.Length > LongestWord ? word[..LongestWord] : word;
        return cut switch
        {
            { Length: < 4 } => cut,
            _ when cut.EndsWith("ies", StringComparison.Ordinal) && cut.Length > 4 => cut[..^3] + "y",
            _ when cut.EndsWith("xes", StringComparison.Ordinal) || cut.EndsWith("ches", StringComparison.Ordinal)
                || cut.EndsWith("shes", StringComparison.Ordinal) || cut.EndsWith("sses", StringComparison.Ordinal) => cut[..^2],
            [.., not ('s' or 'u' or 'i'), 's'] => cut[..^1],
            _ => cut,
        };
    }

    private static bool IsUnspaced(Rune rune) =>
        rune.Value is (>= 0x3400 and <= 0x9FFF) or (>= 0x20000 and <= 0x323AF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x3040 and <= 0x30FF);
}
