using FeedbackBot.Tickets;

namespace FeedbackBot.Host.StaffConsole.Notifications;

/// <summary>Puts a notification into a sentence of the reader's language. Pure.</summary>
public static class NotificationText
{
    /// <param name="zone">The reader's, by which days and times are told.</param>
    public static string Say(Told told, string zone, ConsoleTexts texts)
    {
        var news = told.What;
        var text = texts[KeyOf(news, texts)].Replace("{ticket}", CaseOf(told, texts), StringComparison.Ordinal);
        if (news.Arguments.GetValueOrDefault("text") is "")
        {
            // The kind of a commitment may say it all.
            text = text.Replace(" {text}", "", StringComparison.Ordinal);
        }

        foreach (var (name, value) in news.Arguments)
        {
            text = text.Replace($"{{{name}}}", Value(name, value, news, zone, texts), StringComparison.Ordinal);
        }

        return text.Replace("{who}", texts["actor.system"], StringComparison.Ordinal);
    }

    /// <summary>Where it is known how often, or of which promise, that is said.</summary>
    private static string KeyOf(Notification news, ConsoleTexts texts)
    {
        var more = news.Arguments.ContainsKey("times") ? "times" : PromiseNews.ClockOf(news.Arguments) != null ? "clock" : news.Arguments.ContainsKey("commitment") ? "what" : "";
        return texts.Entries.ContainsKey($"told.{news.Code}.{more}") ? $"told.{news.Code}.{more}" : $"told.{news.Code}";
    }

    private static string Value(string name, string value, Notification news, string zone, ConsoleTexts texts) => name switch
    {
        "metric" => texts.Or($"metric.{value}", value),
        "clock" => Promises.PromiseFacts.NameOf(value, texts),
        "due" when PromiseNews.DueOf(news.Arguments) is { } due => PromiseSentence.Moment(due, zone, texts.Language),
        "commitment" => texts.Or($"commitment.{value}", value),
        _ => value,
    };

    private static string CaseOf(Told told, ConsoleTexts texts) => told.What.TicketNumber is { } number
        ? texts.Fill("told.case", ("number", TicketNumber.Format(number)), ("subject", told.Subject is { Length: > 0 } subject ? subject : texts["ticket.no_subject"]))
        : "";
}
