using System.Text.Json.Nodes;
using FeedbackBot.Messages;
using FeedbackBot.Outbox;

namespace FeedbackBot.Connectors.Teams;

/// <summary>
/// A question with its buttons as an Adaptive Card 1.5. A button executes in place; older clients, which cannot, post it as a message. Text stands in
/// rich text blocks, which know no Markdown: what customers wrote is shown as they wrote it. Pure.
/// </summary>
public static class QuestionCard
{
    /// <summary>The verb of a button that answers.</summary>
    public const string Verb = "answer";

    /// <summary>Teams shows six buttons in a row; more become a list to choose from.</summary>
    private const int MostButtons = 6;

    public static JsonObject Of(Message message, string site)
    {
        var choices = message.Extras!.Choices!;
        var card = Body(message, site);
        if (choices.Count > MostButtons)
        {
            card["body"]!.AsArray().Add(new JsonObject
            {
                ["type"] = "Input.ChoiceSet",
                ["id"] = "value",
                ["style"] = "compact",
                ["isRequired"] = true,
                ["label"] = Texts.Get(Languages.Interface(message.Language), "card.choose"),
                ["errorMessage"] = Texts.Get(Languages.Interface(message.Language), "card.choose"),
                ["choices"] = new JsonArray([.. choices.Select(c => new JsonObject { ["title"] = c.Label, ["value"] = c.Value })]),
            });
        }

        card["actions"] = choices.Count > MostButtons
            ? new JsonArray(Button(Texts.Get(Languages.Interface(message.Language), "card.send"), message, null))
            : new JsonArray([.. choices.Select(c => Button(c.Label, message, c.Value))]);
        return card;
    }

    /// <summary>The same when it takes no answer any more: in the place of the buttons stands why.</summary>
    public static JsonObject Answered(Message message, string why, string site)
    {
        var card = Body(message, site);
        card["body"]!.AsArray().Add(Line([new(why)], site, bold: true));
        return card;
    }

    private static JsonObject Body(Message message, string site) => new()
    {
        ["$schema"] = CardEnvelope.CardSchema,
        ["type"] = "AdaptiveCard",
        ["version"] = "1.5",
        ["lang"] = Languages.Interface(message.Language),
        ["body"] = new JsonArray([.. message.Text.Split('\n').Where(line => line.Trim().Length > 0).Select(line => Line(message.Speaker == Speaker.Bot ? BotText.PartsOf(line) : [new(line)], site, bold: false))]),
    };

    private static JsonObject Line(IEnumerable<TextPart> parts, string site, bool bold) => new()
    {
        ["type"] = "RichTextBlock",
        ["inlines"] = new JsonArray([.. parts.Select(part => Run(part, site, bold))]),
    };

    private static JsonObject Run(TextPart part, string site, bool bold)
    {
        var run = new JsonObject { ["type"] = "TextRun", ["text"] = part.Text };
        if (bold)
        {
            run["weight"] = "bolder";
        }

        if (part.Href != null)
        {
            run["selectAction"] = new JsonObject { ["type"] = "Action.OpenUrl", ["url"] = site + part.Href };
        }

        return run;
    }

    /// <param name="value">Null where it is chosen from a list beside it.</param>
    private static JsonObject Button(string title, Message message, string? value)
    {
        JsonObject Data() => new() { ["feedbackBot"] = new JsonObject { ["conversation"] = message.ConversationId, ["question"] = message.Sequence, ["value"] = value } };
        return new()
        {
            ["type"] = "Action.Execute",
            ["title"] = title,
            ["verb"] = Verb,
            ["data"] = Data(),
            ["fallback"] = new JsonObject { ["type"] = "Action.Submit", ["title"] = title, ["data"] = Data() },
        };
    }
}
