using System.ComponentModel.DataAnnotations;
using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>Writes a private note on a case.</summary>
public sealed class AddNote(TimeProvider time)
{
    public async Task<TicketNote> RunAsync(FeedbackDb db, long number, string? text, Actor by)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var ticket = await db.TicketAsync(number);
        var note = new TicketNote(number, Required.Text(text, "text", ReplyToTicket.MostLength), by, now);
        db.TicketNotes.Add(note);
        ticket.Noted(by, now);
        await db.MentionAsync(ticket, note, now);
        db.AnnounceTicket(ticket);
        return note;
    }
}

/// <summary>Gives a case to a member of staff (by id or e-mail address), to a team (by key), or to nobody.</summary>
public sealed class AssignTicket(RoutingBook routing, TimeProvider time)
{
    public async Task<Ticket> RunAsync(FeedbackDb db, long number, string? team, string? assignee, Actor by)
    {
        var ticket = await db.TicketAsync(number);
        var now = time.GetUtcNow().UtcDateTime;
        if (team != null)
        {
            var book = await routing.OpenAsync();
            var to = book.Teams.FirstOrDefault(t => t.Key == team || t.Id.ToString() == team)
                ?? throw new RuleViolation("unknown_team", $"There is no team {team}; there are {string.Join(", ", book.Teams.Select(t => t.Key))}.", "team");
            ticket.MoveTo(to, by, now);
        }

        if (assignee != null)
        {
            ticket.Assign(assignee == "" ? null : await FindAsync(db, assignee), by, now);
        }

        db.AnnounceTicket(ticket);
        return ticket;
    }

    private static async Task<StaffMember> FindAsync(FeedbackDb db, string assignee)
    {
        var email = StaffMember.Normalize(assignee);
        var found = Guid.TryParse(assignee, out var id) ? await db.Staff.FindAsync(id) : await db.Staff.FirstOrDefaultAsync(s => s.Email == email);
        return found ?? throw new RuleViolation("unknown_staff", $"There is no member of staff {assignee}.", "assignee");
    }
}

/// <summary>Ends the work on a case, tells the customer if there is something to tell, and gives the conversation back to the bot.</summary>
public sealed class ResolveTicket(ReplyToTicket reply, TimeProvider time, Microsoft.Extensions.Options.IOptions<TicketOptions> options)
{
    public async Task<Ticket> RunAsync(FeedbackDb db, long number, Resolution resolution, string? message, Actor by)
    {
        await reply.SendHeldOfAsync(db, number);
        if (!string.IsNullOrWhiteSpace(message))
        {
            await reply.RunAsync(db, number, message, by);
        }

        var ticket = await db.TicketAsync(number);
        var (before, now) = (ticket.Status, time.GetUtcNow().UtcDateTime);
        ticket.Resolve(resolution with { TellsCustomer = !string.IsNullOrWhiteSpace(message) }, by, now, options.Value.SurveyDelay);
        await db.TellVoicesAsync(ticket, before, string.IsNullOrWhiteSpace(message) ? null : message, now);
        foreach (var conversation in (await db.MergedChatsAsync(ticket)).Append(await db.Conversations.FirstAsync(c => c.Id == ticket.ConversationId)))
        {
            await db.EndTurnAsync(conversation, ticket);
        }

        (await db.ChatsAboutAsync(ticket)).ForEach(chat => db.End(chat, ticket, ChatEnd.Over, by, now));
        db.AnnounceTicket(ticket);
        return ticket;
    }
}

/// <summary>Settings under FeedbackBot:Tickets.</summary>
public sealed class TicketOptions
{
    /// <summary>How long after a resolution the customer is asked how it went. Default: at once.</summary>
    public TimeSpan SurveyDelay { get; set; } = TimeSpan.Zero;

    /// <summary>How long a reply from the console can be taken back before the customer gets it. Default 15 seconds; 0 sends at once.</summary>
    public TimeSpan UndoSend { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long after a resolution a customer's word opens the case again; later it opens a linked follow-up, and the resolved case is closed. Default: 14 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan ReopenWithin { get; set; } = TimeSpan.FromDays(14);

    /// <summary>How long after a merge it can be undone. Default: 30 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan UnmergeWithin { get; set; } = TimeSpan.FromDays(30);
}

/// <summary>Puts a case on hold: it waits for something that neither we nor the customer can hurry, such as its turn in a plan.</summary>
public sealed class HoldTicket(TimeProvider time)
{
    public async Task<Ticket> RunAsync(FeedbackDb db, long number, string? reason, Actor by)
    {
        var ticket = await db.TicketAsync(number);
        var (before, now) = (ticket.Status, time.GetUtcNow().UtcDateTime);
        ticket.Hold(Required.Text(reason, "reason", 1000), by, now);
        await db.TellVoicesAsync(ticket, before, null, now);
        db.AnnounceTicket(ticket);
        return ticket;
    }
}

/// <summary>What a case on hold waited for has come: the work goes on.</summary>
public sealed class ResumeTicket(TimeProvider time)
{
    public async Task<Ticket> RunAsync(FeedbackDb db, long number, Actor by)
    {
        var ticket = await db.TicketAsync(number);
        var (before, now) = (ticket.Status, time.GetUtcNow().UtcDateTime);
        ticket.Resume(by, now);
        await db.TellVoicesAsync(ticket, before, null, now);
        db.AnnounceTicket(ticket);
        return ticket;
    }
}

/// <summary>Opens a resolved case again.</summary>
public sealed class ReopenTicket(TimeProvider time)
{
    public async Task<Ticket> RunAsync(FeedbackDb db, long number, string? reason, Actor by)
    {
        var ticket = await db.TicketAsync(number);
        var (before, now) = (ticket.Status, time.GetUtcNow().UtcDateTime);
        ticket.Reopen(Required.Text(reason, "reason", 1000), by, now);
        await db.TellVoicesAsync(ticket, before, null, now);
        db.AnnounceTicket(ticket);
        return ticket;
    }
}
