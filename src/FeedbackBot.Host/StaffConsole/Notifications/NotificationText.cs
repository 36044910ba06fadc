using FeedbackBot.Tickets;

namespace FeedbackBot.Host.StaffConsole.Notifications;

/// <summary>Puts a notification into a sentence of the reader's language. Pure.</summary>
public static class NotificationText
{
    public static string Say(Told told, ConsoleTexts texts)
    {
        var news = told.What;
        var key = news.Arguments.ContainsKey("times") && texts.Entries.ContainsKey($"told.{news.Code}.times") ? $"told.{news.Code}.times" : $"told.{news.Code}";
        var text = texts[key].Replace("{ticket}", CaseOf(told, texts), StringComparison.Ordinal);
        foreach (var name in new[] { "who", "times" })
        {
            text = text.Replace($"{{{name}}}", news.Arguments.GetValueOrDefault(name) ?? texts["actor.system"], StringComparison.Ordinal);
        }

        return text;
    }

    private static string CaseOf(Told told, ConsoleTexts texts) => told.What.TicketNumber is { } number
        ? texts.Fill("told.case", ("number", TicketNumber.Format(number)), ("subject", told.Subject is { Length: > 0 } subject ? subject : texts["ticket.no_subject"]))
        : "";
}
