using System.Net;

namespace FeedbackBot.Outbox;

/// <summary>A short e-mail around one link, as text and as HTML.</summary>
public static class LinkLetter
{
    /// <param name="text">Its lines; the link stands in one of them as it is.</param>
    public static Email Write(string email, string? name, string subject, string text, string link)
    {
        var html = string.Concat(text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => $"<p>{WebUtility.HtmlEncode(line)}</p>"));
        var shown = WebUtility.HtmlEncode(link);
        return new(email, name ?? email, subject, text, html.Replace(shown, $"<a href=\"{shown}\">{shown}</a>", StringComparison.Ordinal));
    }
}
