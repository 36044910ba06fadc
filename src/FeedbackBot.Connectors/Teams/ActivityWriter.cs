using System.Buffers;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using FeedbackBot.Messages;
using FeedbackBot.Outbox;
using FeedbackBot.Understanding;

namespace FeedbackBot.Connectors.Teams;

/// <summary>Writes a stored message as an activity for the Connector: words as text, a question with buttons as a card. Pure.</summary>
public static class ActivityWriter
{
    private const int MostSummary = 200;

    /// <summary>What goes in any case, in UTF-16 units.</summary>
    private const int MostPlain = 6000;
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <param name="to">Where it goes.</param>
    /// <param name="message">What was said.</param>
    /// <param name="site">Our own address, for links to our pages.</param>
    public static ReadOnlyMemory<byte> Write(ConversationReference to, Message message, string site)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        json.WriteString("type", "message");
        json.WriteString("channelId", to.ChannelId);
        Person(json, "from", to.BotId, to.BotName);
        if (to.UserId is { } user)
        {
            Person(json, "recipient", user, to.UserName);
        }

        json.WriteStartObject("conversation");
        json.WriteString("id", to.ThreadId);
        json.WriteEndObject();
        if (message.Language is { } language && language != "und")
        {
            json.WriteString("locale", language);
        }

        Words(json, to, message, site);
        Facts(json, message);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>The bare words, without card, mention or links, for a channel that refused the whole; choices stand as lines to write.</summary>
    public static ReadOnlyMemory<byte> Plain(ConversationReference to, Message message)
    {
        var lines = string.Concat(message.Extras?.Choices?.Select(c => "\n• " + c.Label) ?? []);
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            type = "message",
            channelId = to.ChannelId,
            from = new { id = to.BotId },
            conversation = new { id = to.ThreadId },
            text = TextCleaning.Cut(string.Concat(message.Parts().Select(p => p.Text)), MostPlain) + lines,
            textFormat = "plain",
        });
    }

    private static void Words(Utf8JsonWriter json, ConversationReference to, Message message, string site)
    {
        // Among several people the one who is meant is named, or nobody would be told of the answer.
        var mention = to is { Scope: not ConversationScope.Personal, UserId: not null, UserName: not null } ? $"<at>{WebUtility.HtmlEncode(to.UserName)}</at>" : null;
        var speaker = message is { Speaker: Speaker.Agent, SenderName: { } agent } ? $"<b>{WebUtility.HtmlEncode(agent)}</b><br/>" : "";
        var card = message.Extras?.Choices is { Count: > 0 } ? QuestionCard.Of(message, site) : null;
        var text = card == null ? $"{mention}{(mention == null ? "" : " ")}{speaker}{Html(message, site)}" : mention;
        if (text != null)
        {
            json.WriteString("text", text);
            json.WriteString("textFormat", "xml");
        }

        if (mention != null)
        {
            json.WriteStartArray("entities");
            json.WriteStartObject();
            json.WriteString("type", "mention");
            json.WriteString("text", mention);
            Person(json, "mentioned", to.UserId!, to.UserName);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        if (card != null)
        {
            json.WriteString("summary", TextCleaning.Cut(string.Concat(message.Parts().Select(p => p.Text)), MostSummary));
            json.WriteStartArray("attachments");
            json.WriteStartObject();
            json.WriteString("contentType", CardEnvelope.CardType);
            json.WritePropertyName("content");
            card.WriteTo(json);
            json.WriteEndObject();
            json.WriteEndArray();
        }
    }

    private static void Facts(Utf8JsonWriter json, Message message)
    {
        json.WriteStartObject("channelData");
        json.WriteStartObject("feedbackBot");
        json.WriteString("speaker", message.Speaker == Speaker.Agent ? "agent" : "bot");
        foreach (var (name, value) in new[] { ("flow", message.Flow), ("step", message.Step), ("ticket", message.Ticket), ("language", message.Language) })
        {
            if (value != null)
            {
                json.WriteString(name, value);
            }
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Nothing of what people wrote is markup; only the bot's own words may lead to our own pages.</summary>
    private static string Html(Message message, string site) => string.Concat(message.Parts().Select(part => part.Href == null
        ? WebUtility.HtmlEncode(part.Text).ReplaceLineEndings("<br/>")
        : $"<a href=\"{WebUtility.HtmlEncode(site + part.Href)}\">{WebUtility.HtmlEncode(part.Text)}</a>"));

    private static void Person(Utf8JsonWriter json, string property, string id, string? name)
    {
        json.WriteStartObject(property);
        json.WriteString("id", id);
        if (name != null)
        {
            json.WriteString("name", name);
        }

        json.WriteEndObject();
    }
}
