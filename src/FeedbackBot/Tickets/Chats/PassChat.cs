using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Routing;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>Passes a chat on to a person or a team, with a note that only staff see; the customer hears one line and waits before the others.</summary>
public sealed class PassChat(RoutingBook routing, TimeProvider time)
{
    public const int MostNote = 2000;

    public async Task<AgentChat> RunAsync(FeedbackDb db, long number, Guid? toStaff, string? toTeam, string? note, Actor by)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var ticket = await db.TicketAsync(number);
        var chat = await db.ChatAboutAsync(ticket);
        if (chat?.State != ChatState.WithAgent)
        {
            throw new RuleViolation("chat_over", "This chat is over; a reply begins a new one.");
        }

        var (person, team) = await FindAsync(db, ticket, toStaff, toTeam);
        if (person?.Id == chat.AgentId && person != null)
        {
            throw new RuleViolation("chat_same_person", "The chat is with this person already.", "to");
        }

        var words = string.IsNullOrWhiteSpace(note) ? null : Required.Text(note, "note", MostNote);
        if (words != null)
        {
            db.TicketNotes.Add(new TicketNote(number, words, by, now));
            ticket.Noted(by, now);
        }

        Move(ticket, person, team, by, now);
        chat.WaitAgain(person?.Id, team?.Id, words, by.Name, now);
        var conversation = await db.Conversations.FirstAsync(c => c.Id == chat.ConversationId);
        db.SayOf(conversation, chat, person != null ? "chat.passed.person" : "chat.passed.team", now, ("name", person?.Name ?? team!.Name.In(chat.Language)));
        db.AnnounceTicket(ticket);
        db.Announce(Topics.Chats);
        return chat;
    }

    private static void Move(Ticket ticket, StaffMember? person, Team? team, Actor by, DateTime now)
    {
        ticket.ChatPassed(person?.Name, team?.Key, by, now);
        if (person != null)
        {
            ticket.Assign(person, by, now);
            return;
        }

        ticket.Assign(null, by, now);
        ticket.MoveTo(team!, by, now);
    }

    private async Task<(StaffMember? Person, Team? Team)> FindAsync(FeedbackDb db, Ticket ticket, Guid? toStaff, string? toTeam)
    {
        if (toStaff is { } id)
        {
            var person = await db.Staff.FindAsync(id);
            if (person == null || (person.Roles & StaffMember.Workers) == 0)
            {
                throw new RuleViolation("unknown_staff", "There is no such member of staff who takes chats.", "to");
            }

            return await db.Recusals.AnyAsync(r => r.TicketNumber == ticket.Number && r.StaffId == id)
                ? throw new RuleViolation("chat_recused", "This case is about them; somebody else has to take it.", "to")
                : (person, null);
        }

        var team = (await routing.OpenAsync()).Teams.FirstOrDefault(t => t.Key == toTeam)
            ?? throw new RuleViolation("chat_target", "Say whom to pass the chat to.", "to");
        return (null, team);
    }
}
