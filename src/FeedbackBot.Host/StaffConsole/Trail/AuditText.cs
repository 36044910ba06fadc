using FeedbackBot.Access;
using FeedbackBot.Routing;

namespace FeedbackBot.Host.StaffConsole.Trail;

/// <summary>Puts a change of settings into a sentence of the viewer's language. Pure.</summary>
public static class AuditText
{
    public static string Say(AuditEntry entry, ConsoleTexts texts, IReadOnlyList<Team> teams)
    {
        var text = texts.Or("audit." + entry.Code, entry.Code)
            .Replace("{who}", entry.ActorName ?? texts.Or("actor." + entry.ActorKind, entry.ActorKind), StringComparison.Ordinal);
        foreach (var (name, value) in entry.Arguments)
        {
            var said = name switch
            {
                "pack" => RegulatoryPacks.Find(value)?.Name.In(texts.Language) ?? value,
                "what" => texts.Or("audit.what." + value, value),
                "team" => teams.FirstOrDefault(t => t.Key == value)?.Name.In(texts.Language) ?? value,
                _ => value,
            };
            text = text.Replace($"{{{name}}}", said, StringComparison.Ordinal);
        }

        return text;
    }
}
