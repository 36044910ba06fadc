using System.Net;

namespace FeedbackBot.Outbox;

/// <summary>The page around what an e-mail says in HTML: its language and title, readable on a phone, with nothing to fetch.</summary>
public static class LetterPage
{
    /// <summary>The fonts of all letters, in both languages.</summary>
    internal const string Fonts = "-apple-system,'Segoe UI','PingFang SC','Microsoft YaHei','Noto Sans CJK SC',Arial,sans-serif";

    private const string Body = $"margin:0 auto;padding:16px;max-width:640px;overflow-wrap:anywhere;font:15px/23px {Fonts};";

    /// <param name="inner">HTML.</param>
    public static string Around(string language, string subject, string inner) =>
        $"""
        <!doctype html>
        <html lang="{language}">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>{WebUtility.HtmlEncode(subject)}</title></head>
        <body style="{Body}">
        {inner}
        </body>
        </html>

        """;
}
