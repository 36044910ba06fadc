using System.Text;

namespace FeedbackBot.Conversations;

/// <summary>One thing the bot says, in both languages: cases of which the first that fits is said, each in one or more variants.</summary>
internal sealed record Wording(IReadOnlyList<WordingCase> Cases)
{
    public IReadOnlyList<string> Variants(string language, Circumstances now)
    {
        foreach (var option in Cases)
        {
            if (option.When is null || option.When.Holds(now))
                return language == Languages.English ? option.English : option.Chinese;
        }
        return [];
    }

    /// <summary>Fills the placeholders that have a value; the others stay for the effect that says the text.</summary>
    public static string Fill(string text, Func<string, string?> value)
    {
        if (!text.Contains('{'))
            return text;
        var filled = new StringBuilder(text.Length + 64);
        for (var i = 0; i < text.Length; i++)
        {
            var end = text[i] == '{' ? text.IndexOf('}', i) : -1;
            if (end > 0 && value(text[(i + 1)..end]) is { } found)
            {
                filled.Append(found);
                i = end;
            }
            else
            {
                filled.Append(text[i]);
            }
        }
        return filled.ToString();
    }

    public static IEnumerable<string> Placeholders(string text)
    {
        for (var start = text.IndexOf('{'); start >= 0; start = text.IndexOf('{', start + 1))
        {
            var end = text.IndexOf('}', start);
            yield return end < 0 ? text[start..] : text[(start + 1)..end];
        }
    }
}

/// <summary>A text for a circumstance, or for all when <see cref="When"/> is null.</summary>
internal sealed record WordingCase(Condition? When, IReadOnlyList<string> Chinese, IReadOnlyList<string> English);
