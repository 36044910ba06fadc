using System.Net;

namespace FeedbackBot.Outbox;

/// <summary>A short e-mail around its links, as text and as HTML.</summary>
public static class LinkLetter
{
    /// <param name="text">Its lines; the links stand in them as they are.</param>
    public static Email Write(string language, string email, string? name, string subject, string text, params ReadOnlySpan<string> links)
    {
        var html = string.Concat(text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => $"<p>{WebUtility.HtmlEncode(line)}</p>"));
        foreach (var link in links)
        {
            var shown = WebUtility.HtmlEncode(link);
            html = html.Replace(shown, $"<a href=\"{shown}\">{shown}</a>", StringComparison.Ordinal);
        }

        return new(email, name ?? email, subject, text, LetterPage.Around(language, subject, html));
    }
}
