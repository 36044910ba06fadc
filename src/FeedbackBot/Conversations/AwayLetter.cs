using System.Net;
using System.Text;
using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Outbox;
using FeedbackBot.Tickets;

namespace FeedbackBot.Conversations;

/// <summary>The e-mail to a customer who is not in the chat: what was said to them, and where to read on. The code that opens a case is in no e-mail.</summary>
internal static class AwayLetter
{
    public static Email Write(IReadOnlyList<Message> said, Ticket ticket, Contact contact, string email, Conversation conversation, ConversationOptions site)
    {
        var language = Languages.Interface(ticket.Language == "und" ? contact.Language ?? conversation.Locale : ticket.Language);
        var hello = contact.Name is { Length: > 0 } name
            ? Texts.Get(language, "away.hello.name", ("name", name), ("ticket", ticket.Id))
            : Texts.Get(language, "away.hello", ("ticket", ticket.Id));
        var text = new StringBuilder(hello).Append("\n\n");
        var html = new StringBuilder("<p>").Append(WebUtility.HtmlEncode(hello)).Append("</p>\n");
        foreach (var message in said)
        {
            var (who, words) = (message.Speaker == Speaker.Agent ? message.SenderName ?? Texts.Get(language, "chat.colleague.they") : "", Words(message, language));
            text.Append(who.Length == 0 ? "" : who + "\n").Append(words).Append("\n\n");
            html.Append("<p>").Append(who.Length == 0 ? "" : $"<strong>{WebUtility.HtmlEncode(who)}</strong><br>")
                .Append(WebUtility.HtmlEncode(words).Replace("\n", "<br>", StringComparison.Ordinal)).Append("</p>\n");
        }

        if (ticket.ReceiptCode != null)
        {
            var link = site.LinkTo($"/case?number={ticket.Id}&lang={language}");
            text.Append(Texts.Get(language, "away.case", ("link", link))).Append("\n\n");
            html.Append("<p>").Append(WebUtility.HtmlEncode(Texts.Get(language, "away.case", ("link", ""))).TrimEnd()).Append(" <a href=\"")
                .Append(WebUtility.HtmlEncode(link)).Append("\">").Append(WebUtility.HtmlEncode(link)).Append("</a></p>\n");
        }

        var why = Texts.Get(language, "away.why", ("ticket", ticket.Id));
        text.Append(why).Append('\n');
        html.Append("<p><small>").Append(WebUtility.HtmlEncode(why)).Append("</small></p>\n");
        var subject = Texts.Get(language, "away.subject", ("ticket", ticket.Id));
        return new(email, contact.Name ?? email, subject, text.ToString(), LetterPage.Around(language, subject, html.ToString()));
    }

    /// <summary>Files are named only: they stay where the customer proves who they are.</summary>
    private static string Words(Message message, string language) => string.Join('\n',
        ((string[])[ReceiptCode.Hide(message.Text), .. (message.Extras?.Attachments ?? []).Select(f => Texts.Get(language, "transcript.file", ("name", f.Name)))]).Where(w => w.Length > 0));
}
