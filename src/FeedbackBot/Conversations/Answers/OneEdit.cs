namespace FeedbackBot.Conversations.Answers;

/// <summary>Whether a word is another one but for one slip of the finger: a letter wrong, missing, too many, or two the wrong way round.</summary>
internal static class OneEdit
{
    /// <summary>Shorter words are too close to other words.</summary>
    public const int AtLeast = 5;

    public static bool Apart(string typed, string word)
    {
        if (word.Length < AtLeast || Math.Abs(typed.Length - word.Length) > 1)
            return false;
        var at = 0;
        while (at < typed.Length && at < word.Length && typed[at] == word[at])
            at++;
        var left = typed.AsSpan(at);
        var right = word.AsSpan(at);
        if (left.Length == right.Length)
        {
            return left.IsEmpty || left[1..].SequenceEqual(right[1..])
                || (left.Length > 1 && left[0] == right[1] && left[1] == right[0] && left[2..].SequenceEqual(right[2..]));
        }
        return left.Length > right.Length ? left[1..].SequenceEqual(right) : left.SequenceEqual(right[1..]);
    }
}
