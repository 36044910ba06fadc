using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using FeedbackBot.Host.Chat;
using FeedbackBot.Messages;

namespace FeedbackBot.Host.DirectLine;

/// <summary>Writes stored messages as Direct Line activities.</summary>
public static class ActivityJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The id of a message on the wire: the conversation's key and the number, as the cloud service shapes it.</summary>
    public static string IdOf(string conversationKey, int sequence) => $"{conversationKey}|{sequence:0000000}";

    /// <summary>An ActivitySet: what a poll answers and a socket frame holds.</summary>
    /// <param name="attachmentLinks">The start of an attachment's address and its end (with the reader's own token), around the id.</param>
    public static ReadOnlyMemory<byte> Set(string conversationKey, IReadOnlyList<Message> messages, int watermark, (string Start, string End) attachmentLinks)
    {
        var buffer = new ArrayBufferWriter<byte>(512 + (messages.Count * 512));
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        json.WriteStartArray("activities");
        foreach (var message in messages)
        {
            Write(json, conversationKey, message, attachmentLinks);
        }

        json.WriteEndArray();
        json.WriteString("watermark", watermark.ToString(System.Globalization.CultureInfo.InvariantCulture));
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>An ActivitySet that says only that an agent is writing; it is in no log and moves no watermark.</summary>
    public static ReadOnlyMemory<byte> Typing(string conversationKey, string? agent, int watermark, DateTime now)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        json.WriteStartArray("activities");
        json.WriteStartObject();
        json.WriteString("type", "typing");
        json.WriteString("id", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{conversationKey}|typing-{now.Ticks}"));
        json.WriteString("timestamp", now.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture));
        json.WriteString("channelId", "directline");
        json.WriteStartObject("from");
        json.WriteString("id", "agent");
        WriteIfKnown(json, "name", agent);
        json.WriteString("role", "bot");
        json.WriteEndObject();
        json.WriteStartObject("conversation");
        json.WriteString("id", conversationKey);
        json.WriteEndObject();
        json.WriteStartObject("channelData");
        json.WriteStartObject("feedbackBot");
        json.WriteString("speaker", "agent");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("watermark", watermark.ToString(System.Globalization.CultureInfo.InvariantCulture));
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter json, string conversationKey, Message message, (string Start, string End) attachmentLinks)
    {
        json.WriteStartObject();
        json.WriteString("type", message.Type);
        json.WriteString("id", IdOf(conversationKey, message.Sequence));
        json.WriteString("timestamp", message.SentAt.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture));
        json.WriteString("channelId", "directline");
        WriteFrom(json, message);
        json.WriteStartObject("conversation");
        json.WriteString("id", conversationKey);
        json.WriteEndObject();
        WriteText(json, message, attachmentLinks.Start);
        if (message.Language is { } language && language != "und")
        {
            json.WriteString("locale", language);
        }

        if (message.ReplyTo is { } replyTo)
        {
            json.WriteString("replyToId", IdOf(conversationKey, replyTo));
        }

        WriteChannelData(json, message);
        WriteExtras(json, message, attachmentLinks);
        json.WriteEndObject();
    }

    /// <summary>Text is plain, whoever said it; only a bot's sentence that links to one of our own pages is Markdown, with all else in it escaped.</summary>
    private static void WriteText(Utf8JsonWriter json, Message message, string attachmentStart)
    {
        var markdown = message.Speaker == Speaker.Bot ? BotText.AsMarkdown(message.Text, SiteOf(attachmentStart)) : null;
        json.WriteString("text", markdown ?? message.Text);
        json.WriteString("textFormat", markdown == null ? "plain" : "markdown");
    }

    private static string SiteOf(string link) => link[..link.IndexOf('/', link.IndexOf("://", StringComparison.Ordinal) + 3)];

    private static void WriteFrom(Utf8JsonWriter json, Message message)
    {
        json.WriteStartObject("from");
        json.WriteString("id", message.Speaker == Speaker.Customer ? message.SenderId : message.Speaker == Speaker.Agent ? "agent" : "feedbackbot");
        if (message.SenderName != null)
        {
            json.WriteString("name", message.SenderName);
        }

        json.WriteString("role", message.Speaker == Speaker.Customer ? "user" : "bot");
        json.WriteEndObject();
    }

    private static void WriteChannelData(Utf8JsonWriter json, Message message)
    {
        if (message.Speaker == Speaker.Customer)
        {
            if (message.Extras?.ChannelData is { } echoed)
            {
                json.WritePropertyName("channelData");
                json.WriteRawValue(echoed, skipInputValidation: true);
            }

            return;
        }

        json.WriteStartObject("channelData");
        json.WriteStartObject("feedbackBot");
        json.WriteString("speaker", message.Speaker == Speaker.Agent ? "agent" : "bot");
        WriteIfKnown(json, "flow", message.Flow);
        WriteIfKnown(json, "step", message.Step);
        WriteIfKnown(json, "ticket", message.Ticket);
        WriteIfKnown(json, "language", message.Language);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteExtras(Utf8JsonWriter json, Message message, (string Start, string End) attachmentLinks)
    {
        if (message.Extras?.Value is { } value)
        {
            json.WriteString("value", value);
        }

        if (message.Extras?.Choices is { Count: > 0 } choices)
        {
            json.WriteStartObject("suggestedActions");
            json.WriteStartArray("actions");
            foreach (var choice in choices)
            {
                json.WriteStartObject();
                json.WriteString("type", "messageBack");
                json.WriteString("title", choice.Label);
                json.WriteString("displayText", choice.Label);
                json.WriteString("text", choice.Label);
                json.WriteString("value", choice.Value);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        if (message.Extras?.Attachments is { Count: > 0 } attachments)
        {
            json.WriteStartArray("attachments");
            foreach (var attachment in attachments)
            {
                json.WriteStartObject();
                json.WriteString("contentType", attachment.ContentType);
                json.WriteString("name", attachment.Name);
                json.WriteString("contentUrl", attachmentLinks.Start + attachment.Id + attachmentLinks.End);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
    }

    private static void WriteIfKnown(Utf8JsonWriter json, string name, string? value)
    {
        if (value != null)
        {
            json.WriteString(name, value);
        }
    }
}
