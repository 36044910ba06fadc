using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>Keeping members of staff away from a case, whoever decides it.</summary>
public static class Recusing
{
    /// <summary>
    /// From now on the case does not exist for <paramref name="member"/>: it is in their hands no more, they watch it and see to its promises
    /// no more, what they had begun to write is gone, and a reply of theirs that had not gone out does not.
    /// </summary>
    /// <returns>False where they had to keep away already.</returns>
    internal static async Task<bool> RecuseAsync(this FeedbackDb db, Ticket ticket, StaffMember member, string why, Actor by, DateTime now)
    {
        var (number, id) = (ticket.Number, member.Id);
        if (await db.Recusals.FindAsync(number, id) != null)
        {
            return false;
        }

        db.Recusals.Add(new(number, id, why, now));
        ticket.Recuse(member, why, by, now);
        db.RemoveRange(await db.TicketWatchers.Where(w => w.TicketNumber == number && w.StaffId == id).ToListAsync());
        db.RemoveRange(await db.TicketDrafts.Where(d => d.TicketNumber == number && d.StaffId == id).ToListAsync());
        db.RemoveRange(await db.TicketVisits.Where(v => v.TicketNumber == number && v.StaffId == id).ToListAsync());
        foreach (var commitment in await db.Commitments.Where(c => c.TicketNumber == number && c.OwnerId == id && c.DoneAt == null).ToListAsync())
        {
            commitment.Give(null);
            ticket.CommitmentGiven(commitment, null, Actor.System, now);
        }

        await db.HeldReplies.Where(h => h.TicketNumber == number).LoadAsync();
        foreach (var held in db.HeldReplies.Local.Where(h => h.TicketNumber == number && h.AuthorId == id).ToList())
        {
            await db.DropAsync(held, ticket, now);
        }

        return true;
    }

    /// <summary>Keeps those whom a new complaint names away from it. What was said counts as it was said: the case's own text has its addresses masked.</summary>
    internal static async Task RecuseNamedAsync(this FeedbackDb db, Ticket ticket, DateTime now)
    {
        if (IsAboutPeople(ticket))
        {
            await RecuseAsync(db, ticket, await NamedAsync(db, [.. Words(ticket), .. await SaidAsync(db, ticket)], ticket), now);
        }
    }

    /// <summary>Whoever keeps away from a case keeps away from what follows it.</summary>
    internal static async Task KeepAwayAsync(this FeedbackDb db, Ticket followUp, Ticket from, DateTime now)
    {
        var recusals = await db.Recusals.AsNoTracking().Where(r => r.TicketNumber == from.Number).ToListAsync();
        foreach (var recusal in recusals)
        {
            await RecuseAsync(db, followUp, await db.Staff.FirstAsync(s => s.Id == recusal.StaffId), recusal.Reason, Actor.System, now);
        }
    }

    /// <summary>
    /// Keeps those away whom a complaint names only later. Not whoever has spoken with the customer there: "thank you, Li Wei" names the one who
    /// helps, and whether it is they who are complained about a manager decides.
    /// </summary>
    /// <param name="said">What was said now; null where it has only now become a complaint, and all that was said counts.</param>
    internal static async Task RecuseNamedLaterAsync(this FeedbackDb db, Ticket ticket, IEnumerable<string>? said, DateTime now)
    {
        if (!IsAboutPeople(ticket))
        {
            return;
        }

        var named = await NamedAsync(db, said ?? [.. Words(ticket), .. await SaidAsync(db, ticket)], ticket);
        if (named.Count > 0)
        {
            var spoke = await db.Messages.AsNoTracking().Where(m => m.ConversationId == ticket.ConversationId && m.Speaker == Speaker.Agent && m.SenderId != null)
                .Select(m => m.SenderId).Distinct().ToListAsync();
            await RecuseAsync(db, ticket, [.. named.Where(id => !spoke.Contains(id.ToString()))], now);
        }
    }

    /// <summary>Praise, ideas and questions may name whom they like.</summary>
    private static bool IsAboutPeople(Ticket ticket) => ticket.Kind is not (TicketKind.Suggestion or TicketKind.Question or TicketKind.Praise);

    private static async Task RecuseAsync(FeedbackDb db, Ticket ticket, IReadOnlyList<Guid> named, DateTime now)
    {
        foreach (var id in named)
        {
            await db.RecuseAsync(ticket, (await db.Staff.FindAsync(id))!, RecusalReason.Subject, Actor.System, now);
        }
    }

    private static async Task<IReadOnlyList<Guid>> NamedAsync(FeedbackDb db, IEnumerable<string> words, Ticket ticket)
    {
        var staff = await db.Staff.AsNoTracking().OrderBy(s => s.Id).Select(s => new NamedMember(s.Id, s.Name, s.Email)).ToListAsync();
        return StaffNames.Of(staff).FindIn(words, ticket.Fields.GetValueOrDefault("about_whom"));
    }

    private static IEnumerable<string> Words(Ticket ticket) => [ticket.Subject, ticket.Description, .. ticket.Fields.Values];

    private static async Task<IReadOnlyList<string>> SaidAsync(FeedbackDb db, Ticket ticket)
    {
        var stored = await db.Messages.AsNoTracking()
            .Where(m => m.ConversationId == ticket.ConversationId && m.Sequence >= ticket.FirstSequence && m.Speaker == Speaker.Customer)
            .Select(m => m.Text).ToListAsync();
        return [.. stored, .. db.Messages.Local.Where(m => m.ConversationId == ticket.ConversationId && m.Speaker == Speaker.Customer).Select(m => m.Text)];
    }
}
