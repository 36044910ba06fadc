using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.AspNetCore.Components;

namespace FeedbackBot.Host.StaffConsole.Tickets;

/// <summary>A piece of the page of a case.</summary>
public abstract class TicketComponent : ConsoleComponent
{
    [Parameter, EditorRequired]
    public required TicketScreen Screen { get; set; }

    /// <summary>How htmx puts this piece in place when it comes by itself; null inside the whole page.</summary>
    [Parameter]
    public string? Swap { get; set; }

    protected Ticket Ticket => Screen.Ticket;

    protected string Path => TicketPages.PathOf(Ticket.Number);

    /// <summary>Who said a message, by name where it is known; what was said on a merged case names that.</summary>
    protected string Who(Entry entry) => entry switch
    {
        { Part: { } part, Message.Speaker: var speaker } => T("speaker.of_part", ("who", T("speaker." + ColumnForms.Word(speaker))), ("ticket", TicketNumber.Format(part))),
        { Message: { Speaker: Speaker.Customer } said } => Given(Screen.Contact?.Name) ?? Given(said.SenderName) ?? T("speaker.customer"),
        { Message.Speaker: Speaker.Bot } => T("speaker.bot"),
        _ => Given(entry.Message?.SenderName) ?? T("speaker.agent"),
    };

    /// <summary>What stopped a form, where it was something new.</summary>
    protected IReadOnlyList<Entry> NewsIn(string box, Typed typed) =>
        typed.RefusedIn(box)?.Code == "new_messages" ? Screen.Said.NewsSince(typed.Of(box, "seen"), Viewer.Staff.Id) : [];

    private static string? Given(string? name) => string.IsNullOrWhiteSpace(name) ? null : name;
}
