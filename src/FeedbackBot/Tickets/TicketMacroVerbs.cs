using FeedbackBot.Storage;

namespace FeedbackBot.Tickets;

/// <summary>The verbs of a case that macros need beside the others.</summary>
public sealed partial class Ticket
{
    private const int MostTag = 60;

    /// <summary>Somebody says how urgent it is to us; the promises that were given stay.</summary>
    internal void PrioritiseByMacro(TicketPriority priority, Actor by, DateTime at)
    {
        if (Priority != priority)
        {
            var before = Priority;
            Priority = priority;
            Record("macro_prioritised", by, at, ("from", ColumnForms.Word(before)), ("priority", ColumnForms.Word(priority)));
        }
    }

    internal void TagByMacro(string tag, Actor by, DateTime at)
    {
        var given = Required.Text(tag, "tag", MostTag);
        if (!Tags.Contains(given, StringComparer.OrdinalIgnoreCase))
        {
            Tags = [.. Tags, given];
            Record("macro_tagged", by, at, ("tag", given));
        }
    }

    internal void MacroRan(string name, Actor by, DateTime at) => Record("macro_ran", by, at, ("macro", name));
}
