using System.Text.Json.Nodes;
using FeedbackBot.Outbox;

namespace FeedbackBot.Host.StaffConsole.Notifications;

/// <summary>The same as an Adaptive Card, in the envelope that incoming webhooks of Teams take. Pure.</summary>
public static class NotificationCard
{
    private const int MostShown = 20;

    public static string Write(IReadOnlyList<Told> all, string zone, ConsoleTexts texts, string? site)
    {
        var body = new JsonArray(new JsonObject { ["type"] = "TextBlock", ["size"] = "Medium", ["weight"] = "Bolder", ["text"] = texts.Fill("told.card.title", ("n", all.Count)) });
        foreach (var told in all.Take(MostShown))
        {
            // A TextBlock reads Markdown: what customers wrote must not become links of their own, so the text runs are plain and the link is the container's.
            body.Add(new JsonObject
            {
                ["type"] = "Container",
                ["selectAction"] = new JsonObject { ["type"] = "Action.OpenUrl", ["url"] = NotificationMail.LinkTo(told.What, site) },
                ["items"] = new JsonArray(new JsonObject
                {
                    ["type"] = "RichTextBlock",
                    ["inlines"] = new JsonArray(new JsonObject { ["type"] = "TextRun", ["text"] = NotificationText.Say(told, zone, texts) }),
                }),
            });
        }

        return CardEnvelope.Write(body, texts["told.card.open"], NotificationMail.LinkTo(all[0].What, site));
    }
}
