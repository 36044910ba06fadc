using System.Globalization;
using System.Net.Mail;
using System.Text;
using FeedbackBot.Outbox;

namespace FeedbackBot.Connectors.Mail;

/// <summary>An e-mail as RFC 5322 and MIME write it: multipart/alternative, text before HTML, within multipart/mixed where files go with it, UTF-8 in base64, headers in ASCII.</summary>
public static class EmlFile
{
    private const string NewLine = "\r\n";

    /// <summary>Bytes of text in one encoded word: 39 make 52 characters of base64; with frame and header name the line keeps within the 76 of RFC 2047.</summary>
    private const int MostBytesOfWord = 39;

    public static byte[] Write(Guid id, Email email, MailAddress from, DateTimeOffset at)
    {
        // Neither begins with the other: readers compare the beginnings of lines (RFC 2046, 5.1).
        var (boundary, outer) = ($"=_{id:N}", $"=_files_{id:N}");
        var eml = new StringBuilder();
        Header(eml, "Date", at.ToString("ddd, dd MMM yyyy HH':'mm':'ss", CultureInfo.InvariantCulture) + " +0000");
        Header(eml, "From", Address(from.DisplayName, from.Address));
        Header(eml, "To", Address(email.ToName, new MailAddress(email.To).Address));
        Header(eml, "Subject", Words(email.Subject));
        Header(eml, "Message-ID", MessageId(id, from));
        Header(eml, "MIME-Version", "1.0");
        Header(eml, "Auto-Submitted", "auto-generated");
        if (email.Files is { Count: > 0 })
        {
            Header(eml, "Content-Type", $"multipart/mixed;{NewLine} boundary=\"{outer}\"");
            eml.Append(NewLine).Append("--").Append(outer).Append(NewLine);
        }

        Header(eml, "Content-Type", $"multipart/alternative;{NewLine} boundary=\"{boundary}\"");
        eml.Append(NewLine);
        Part(eml, boundary, "text/plain", email.Text);
        Part(eml, boundary, "text/html", email.Html);
        eml.Append("--").Append(boundary).Append("--").Append(NewLine);
        foreach (var file in email.Files ?? [])
        {
            eml.Append("--").Append(outer).Append(NewLine);
            Header(eml, "Content-Type", file.MediaType.Split(';')[0]);
            Header(eml, "Content-Transfer-Encoding", "base64");
            Header(eml, "Content-Disposition", $"attachment; filename=\"{file.Name}\"");
            eml.Append(NewLine).Append(Convert.ToBase64String(file.Content, Base64FormattingOptions.InsertLineBreaks)).Append(NewLine);
        }

        if (email.Files is { Count: > 0 })
        {
            eml.Append("--").Append(outer).Append("--").Append(NewLine);
        }

        return Encoding.ASCII.GetBytes(eml.ToString());
    }

    /// <summary>The same for every attempt to send one item.</summary>
    public static string MessageId(Guid id, MailAddress from) => $"<{id:N}@{from.Host}>";

    /// <summary>ASCII as it is; anything else, and whatever could break the header, as encoded words, one below the other.</summary>
    public static string Words(string text)
    {
        var line = OneLine(text);
        if (line.Length <= 60 && line.All(c => c is >= ' ' and <= '~') && !line.Contains("=?", StringComparison.Ordinal))
        {
            return line;
        }

        var words = new List<string>();
        var bytes = new List<byte>();
        foreach (var rune in line.EnumerateRunes())
        {
            var next = Encoding.UTF8.GetBytes(rune.ToString());
            if (bytes.Count + next.Length > MostBytesOfWord)
            {
                words.Add(Word(bytes));
                bytes.Clear();
            }

            bytes.AddRange(next);
        }

        words.Add(Word(bytes));
        return string.Join(NewLine + " ", words);
    }

    private static string Word(List<byte> bytes) => $"=?utf-8?B?{Convert.ToBase64String([.. bytes])}?=";

    private static string Address(string name, string address)
    {
        var shown = Words(name);
        if (shown.Length == 0)
        {
            return $"<{address}>";
        }

        // A name in ASCII is quoted where it holds more than letters, digits and spaces; encoded words must not be.
        var plain = shown == OneLine(name);
        var quoted = plain && !shown.All(c => char.IsAsciiLetterOrDigit(c) || c == ' ')
            ? $"\"{shown.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""
            : shown;
        return $"{quoted}{(quoted.Length > 30 ? NewLine : "")} <{address}>";
    }

    /// <summary>Line breaks in a header would begin another.</summary>
    internal static string OneLine(string text) => new(text.Select(c => char.IsControl(c) ? ' ' : c).ToArray());

    private static void Header(StringBuilder eml, string name, string value) => eml.Append(name).Append(": ").Append(value).Append(NewLine);

    private static void Part(StringBuilder eml, string boundary, string type, string content)
    {
        eml.Append("--").Append(boundary).Append(NewLine);
        Header(eml, "Content-Type", $"{type}; charset=utf-8");
        Header(eml, "Content-Transfer-Encoding", "base64");
        eml.Append(NewLine);
        var lines = Convert.ToBase64String(Encoding.UTF8.GetBytes(content.ReplaceLineEndings(NewLine)), Base64FormattingOptions.InsertLineBreaks);
        eml.Append(lines).Append(NewLine);
    }
}
