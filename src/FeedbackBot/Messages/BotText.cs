using System.Text;
using System.Text.RegularExpressions;

namespace FeedbackBot.Messages;

/// <summary>A piece of a text: words, words that lead to one of our own pages, or a number that is not to be broken in two lines.</summary>
public sealed record TextPart(string Text, string? Href = null, bool Whole = false);

/// <summary>
/// The only markup a text may hold: [words](/page), said by the bot, to a page in the list. A customer's words quoted by the bot can
/// therefore become at most a link to our own privacy or case page, never one to anywhere else.
/// </summary>
public static partial class BotText
{
    /// <summary>A stored message's text in parts; only the bot's has links.</summary>
    public static IEnumerable<TextPart> Parts(this Message message) => message.Speaker == Speaker.Bot ? PartsOf(message.Text) : [new(message.Text)];

    public static IEnumerable<TextPart> PartsOf(string text)
    {
        var done = 0;
        foreach (Match found in Special().Matches(text))
        {
            if (found.Index > done)
            {
                yield return new(text[done..found.Index]);
            }

            yield return found.Groups["page"] is { Success: true } page
                ? new(found.Groups["words"].Value, page.Value)
                : new(found.Value, Whole: true);
            done = found.Index + found.Length;
        }

        if (done < text.Length)
        {
            yield return new(text[done..]);
        }
    }

    /// <summary>The text as Markdown in which nothing but our own links is live; null where it holds none and may stay plain.</summary>
    /// <param name="site">Scheme and host, for clients that know no address of their own.</param>
    public static string? AsMarkdown(string text, string site)
    {
        if (!OwnLink().IsMatch(text))
        {
            return null;
        }

        var markdown = new StringBuilder(text.Length + 64);
        foreach (var part in PartsOf(text))
        {
            var words = Markup().Replace(part.Text, @"\$0");
            markdown.Append(part.Href == null ? words : $"[{words}]({site}{part.Href})");
        }

        return markdown.ToString();
    }

    [GeneratedRegex(@"\[(?<words>[^\[\]\r\n]{1,60})\]\((?<page>/privacy|/case|/survey/[A-Za-z0-9_-]{20,100}\?lang=[A-Za-z-]{2,8})\)")]
    private static partial Regex OwnLink();

    [GeneratedRegex(@"\[(?<words>[^\[\]\r\n]{1,60})\]\((?<page>/privacy|/case|/survey/[A-Za-z0-9_-]{20,100}\?lang=[A-Za-z-]{2,8})\)|\bFB-[0-9]{6,}\b|\b[0-9A-Z]{5}-[0-9A-Z]{5}\b")]
    private static partial Regex Special();

    // What opens markup anywhere, and what makes a bare address or e-mail live; at a line's beginning also lists and headings.
    [GeneratedRegex(@"[\\`*_\[\]<>&#~|@]|:(?=\S)|(?<=www)\.|(?<=^[ \t]*)[-+=]|(?<=^[ \t]*\d{1,9})[.)]", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Markup();
}
