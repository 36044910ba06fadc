namespace FeedbackBot.Understanding.Embedded;

/// <summary>Where the sentences of a message begin and end in the original text.</summary>
internal static class Sentences
{
    private const int Most = 50;

    /// <returns>Nothing where there is only one sentence, or where places would not be true.</returns>
    public static IReadOnlyList<Range> In(string text, Tally tally)
    {
        List<Range>? sentences = null;
        var start = 0;
        foreach (var token in tally.Tokens)
        {
            if (token.Mark is not ('.' or '!' or '?')) continue;
            var end = tally.Text.Origin(token.Start) + 1;
            if (end == 0) return [];
            if (IsWithin(text, end - 1)) continue;
            while (end < text.Length && text[end] is '.' or '!' or '?' or '。' or '！' or '？' or '…') end++;
            if (end <= start) continue;
            if (HasWords(text.AsSpan(start, end - start))) (sentences ??= []).Add(Trimmed(text, start, end));
            start = end;
            if (sentences?.Count == Most) break;
        }

        if (sentences == null || sentences.Count == Most) return sentences is { Count: > 1 } ? sentences : [];
        if (HasWords(text.AsSpan(start))) sentences.Add(Trimmed(text, start, text.Length));
        return sentences.Count > 1 ? sentences : [];
    }

    /// <summary>The point of "3.50" or "example.com" ends nothing.</summary>
    private static bool IsWithin(string text, int at) =>
        text[at] == '.' && at > 0 && at + 1 < text.Length && char.IsAsciiLetterOrDigit(text[at - 1]) && char.IsAsciiLetterOrDigit(text[at + 1]);

    private static Range Trimmed(string text, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start])) start++;
        while (end > start && char.IsWhiteSpace(text[end - 1])) end--;
        return start..end;
    }

    private static bool HasWords(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c)) return true;
        }

        return false;
    }
}
