using System.Net;
using System.Text;
using FeedbackBot.Messages;
using FeedbackBot.Outbox;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Conversations;

/// <summary>A copy of a chat as an e-mail: what was said, as it is kept (card and identity numbers hidden), and nothing that only staff see.</summary>
internal static class TranscriptLetter
{
    private const int MostMessages = 2000;

    /// <summary>Puts the copy into the outbox of the present commit.</summary>
    public static async Task PostTranscriptAsync(this FeedbackDb db, Guid conversation, string email, string language, string? timeZone, DateTime now)
    {
        var said = await db.Messages.AsNoTracking().Where(m => m.ConversationId == conversation && m.Type == "message")
            .OrderByDescending(m => m.Sequence).Take(MostMessages).ToListAsync();
        said.Reverse();
        db.Post(Letter(said, email, language, timeZone ?? "UTC"), now);
    }

    internal static Email Letter(IReadOnlyList<Message> said, string email, string language, string timeZone)
    {
        var first = Texts.Get(language, "transcript.hello", ("day", LocalTime.Say(said[0].SentAt, timeZone, language)), ("zone", timeZone));
        var text = new StringBuilder(first).Append("\n\n");
        var html = new StringBuilder("<p>").Append(WebUtility.HtmlEncode(first)).Append("</p>\n");
        foreach (var message in said)
        {
            var (at, who, words) = (LocalTime.Say(message.SentAt, timeZone, language), WhoSaid(message, language), Words(message, language));
            text.Append(at).Append("  ").Append(who).Append('\n').Append(words).Append("\n\n");
            html.Append("<p><strong>").Append(WebUtility.HtmlEncode(who)).Append("</strong> <small>").Append(at).Append("</small><br>")
                .Append(WebUtility.HtmlEncode(words).Replace("\n", "<br>", StringComparison.Ordinal)).Append("</p>\n");
        }

        var subject = Texts.Get(language, "transcript.subject");
        return new(email, email, subject, text.ToString(), LetterPage.Around(language, subject, html.ToString()));
    }

    private static string WhoSaid(Message message, string language) => message.Speaker switch
    {
        Speaker.Customer => Texts.Get(language, "transcript.you"),
        Speaker.Agent => message.SenderName ?? Texts.Get(language, "chat.colleague.they"),
        _ => Texts.Get(language, "transcript.assistant"),
    };

    /// <summary>The code that opens a case is in no e-mail; files are named only.</summary>
    private static string Words(Message message, string language) => string.Join('\n',
        [ReceiptCode.Hide(message.Text), .. (message.Extras?.Attachments ?? []).Select(f => Texts.Get(language, "transcript.file", ("name", f.Name)))]);
}
