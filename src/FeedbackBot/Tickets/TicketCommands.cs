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
        (await db.Conversations.FirstAsync(c => c.Id == ticket.ConversationId)).GiveTurnTo(TurnOwner.Bot);
        await db.EndChatAsync(ticket, ChatEnd.Over, by, now);
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

/// <summary>Makes one case a part of another; nothing said in it is lost.</summary>
public sealed class MergeTickets(TimeProvider time)
{
    public async Task<Ticket> RunAsync(FeedbackDb db, long number, long into, Actor by)
    {
        if (number == into)
        {
            throw new RuleViolation("merge_with_itself", "A case cannot be merged into itself.", "into");
        }

        var source = await db.TicketAsync(number);
        var target = await db.TicketAsync(into);
        if (target.MergedInto != null)
        {
            throw new RuleViolation("merged_ticket", $"{target.Id} was itself merged into {TicketNumber.Format(target.MergedInto.Value)}; merge into that one.", "into");
        }

        var now = time.GetUtcNow().UtcDateTime;
        if (source.MergedInto == null)
        {
            await CarryVoicesAsync(db, source, target, now);
        }

        await db.CarryRecusalsAsync(source, target, now);
        source.MergeInto(target, by, now);
        if (source.ConversationId != target.ConversationId)
        {
            // A merged case cannot be answered any more: its chat would wait for a person who never comes.
            (await db.Conversations.FirstAsync(c => c.Id == source.ConversationId)).GiveTurnTo(TurnOwner.Bot);
        }

        db.AnnounceTicket(source);
        db.AnnounceTicket(target);
        return target;
    }

    /// <summary>Everyone behind a merged suggestion stands behind the one that goes on.</summary>
    private static async Task CarryVoicesAsync(FeedbackDb db, Ticket source, Ticket target, DateTime now)
    {
        if (source.Kind != TicketKind.Suggestion || target.Kind != TicketKind.Suggestion)
        {
            return;
        }

        await db.AddVoiceAsync(target, new(source.ContactId, source.ConversationId, source.Description, source.Language), now);
        foreach (var voice in await db.IdeaVoices.AsNoTracking().Where(v => v.TicketNumber == source.Number).OrderBy(v => v.JoinedAt).ToListAsync())
        {
            await db.AddVoiceAsync(target, new(voice.ContactId, voice.ConversationId, voice.Words, voice.Language), now);
        }
    }
}

/// <summary>Points from one case to another.</summary>
public sealed class LinkTickets(TimeProvider time)
{
    public async Task<TicketLink> RunAsync(FeedbackDb db, long number, long to, string? type, Actor by)
    {
        if (type == null || !TicketLink.Types.Contains(type))
        {
            throw new RuleViolation("unknown_link", $"type must be one of {string.Join(", ", TicketLink.Types)}.", "type");
        }

        var now = time.GetUtcNow().UtcDateTime;
        var ticket = await db.TicketAsync(number);
        var other = await db.TicketAsync(to);
        if (await db.TicketLinks.FindAsync(number, to, type) is { } present)
        {
            return present;
        }

        var link = new TicketLink(number, to, type, now);
        db.TicketLinks.Add(link);
        ticket.Linked(type, other, by, now);
        db.AnnounceTicket(ticket);
        return link;
    }
}
