using System.Text;

namespace FeedbackBot.Tickets;

/// <summary>Finds in a text as it was written what was looked for.</summary>
public static partial class SearchWords
{
    /// <summary>The words of a query as they can be pointed at: folded words, and Chinese runs whole.</summary>
    public static IReadOnlyList<string> Spoken(string query) => [.. Runs(query).Select(r => r.IsUnspaced ? r.Text : Fold(r.Text)).Distinct()];

    /// <summary>Where a spoken word stands.</summary>
    public static IEnumerable<(int Start, int End)> Places(string text, string word)
    {
        if (word.EnumerateRunes().All(IsUnspaced))
        {
            for (var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(word, at + word.Length, StringComparison.OrdinalIgnoreCase))
            {
                yield return (at, at + word.Length);
            }

            yield break;
        }

        var start = -1;
        for (var at = 0; at <= text.Length;)
        {
            var rune = at < text.Length && Rune.TryGetRuneAt(text, at, out var found) ? found : new Rune(' ');
            var isPart = Rune.IsLetterOrDigit(rune) && !IsUnspaced(rune);
            if (isPart && start < 0)
            {
                start = at;
            }
            else if (!isPart && start >= 0)
            {
                if (Fold(text[start..at].Normalize(NormalizationForm.FormKC).ToLowerInvariant()) == word)
                {
                    yield return (start, at);
                }

                start = -1;
            }

            at += rune.Utf16SequenceLength;
        }
    }
}
