using FeedbackBot.Routing;
using FeedbackBot.Tickets;

namespace FeedbackBot.Host.StaffConsole.Tickets;

/// <summary>Puts what happened to a case into a sentence of the viewer's language. Pure.</summary>
public static class EventText
{
    public static string Say(TicketEvent happened, ConsoleTexts texts, IReadOnlyList<Team> teams)
    {
        var text = texts[KeyOf(happened)];
        text = text.Replace("{who}", Who(happened, texts), StringComparison.Ordinal);
        foreach (var (name, value) in happened.Arguments)
        {
            text = text.Replace($"{{{name}}}", Value(happened, name, value, texts, teams), StringComparison.Ordinal);
        }

        return text;
    }

    public static string Who(TicketEvent happened, ConsoleTexts texts) =>
        happened.ActorName ?? texts.Or($"actor.{happened.ActorKind}", happened.ActorKind);

    /// <summary>A routing condition that was met, such as topic=delivery, in words.</summary>
    public static string Condition(string condition, ConsoleTexts texts)
    {
        var at = condition.IndexOf('=', StringComparison.Ordinal);
        if (at < 0)
        {
            return condition;
        }

        var (name, value) = (condition[..at], condition[(at + 1)..]);
        return texts.Fill("condition", ("name", texts.Or($"condition.{name}", name)), ("value", texts.Or($"{Family(name)}.{value}", value)));
    }

    private static string KeyOf(TicketEvent happened) => happened.Code switch
    {
        "routed" when happened.Arguments.GetValueOrDefault("reason") is null or "" => "event.routed.default",
        "reopened" when happened.Arguments.GetValueOrDefault("reason") == "customer_wrote" => "event.reopened.customer_wrote",
        "reopened" when happened.Arguments.GetValueOrDefault("reason") == "second_stage" => "event.reopened.second_stage",
        "low_answer" when happened.Arguments.ContainsKey("ticket") => "event.low_answer.about",
        "commitment_given" when !happened.Arguments.ContainsKey("owner") => "event.commitment_given.nobody",
        var code => $"event.{code}",
    };

    private static string Value(TicketEvent happened, string name, string value, ConsoleTexts texts, IReadOnlyList<Team> teams) => name switch
    {
        "what" => texts.Or($"claim.{value}", value),
        "from" or "to" when happened.Arguments.TryGetValue("what", out var what) => string.Join(texts["list"], value.Split(',').Select(v => Claimed(what, v, texts))),
        "clock" => Promises.PromiseFacts.NameOf(value, texts),
        "to" when happened.Code == "escalated" => texts.Or($"chain.{value}", value),
        "unit" => texts.Or($"unit.{value}", value),
        "team" => teams.FirstOrDefault(t => t.Key == value)?.Name.In(texts.Language) ?? value,
        "listening_post" => texts.Or($"post.{value}", value),
        "rule" => texts.Or($"routing.{value}", value),
        "release" => texts.Or($"release.{value}", value),
        "responsibility" => texts.Or($"responsibility.{value}", value),
        "type" => texts.Or($"link.{value}", value),
        "from" or "priority" => texts.Or($"priority.{value}", value),
        "was" or "status" => texts.Or($"status.{value}", value),
        "metric" => texts.Or($"metric.{value}", value),
        "why" => texts.Or($"recusal.why.{value}", value),
        "reason" when texts.Entries.ContainsKey($"skipped.{value}") => texts[$"skipped.{value}"],
        "reason" when texts.Entries.ContainsKey($"reason.{value}") => texts[$"reason.{value}"],
        "day" => LocalTime.Say(DateOnly.ParseExact(value, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), texts.Language),
        "commitment" => texts.Or($"commitment.{value}", value),
        "reason" => string.Join(texts["list"], value.Split(", ").Select(c => Condition(c, texts))),
        _ => value,
    };

    /// <summary>A label of a reading's claim; topics come one by one.</summary>
    private static string Claimed(string what, string label, ConsoleTexts texts) =>
        texts.Or($"{(what == "topics" ? "topic" : what)}.{label}", label == ReadingClaims.NothingSaid ? texts["none"] : label);

    private static string Family(string condition) => condition switch
    {
        "listening_post" => "post",
        "tier" => "tier",
        var same => same,
    };
}
