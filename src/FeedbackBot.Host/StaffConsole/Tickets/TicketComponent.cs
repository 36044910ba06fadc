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
}
