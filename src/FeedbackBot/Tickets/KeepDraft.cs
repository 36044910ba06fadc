using FeedbackBot.Messages;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>The boxes that keep drafts.</summary>
public static class DraftBox
{
    public const string Reply = "reply";
    public const string Note = "note";

    public static bool Is(string box) => box is Reply or Note;
}

/// <summary>Keeps what somebody has begun to write on a case; nothing that others do to the case touches it.</summary>
public sealed class KeepDraft(TimeProvider time)
{
    /// <summary>A draft this fresh means that its author is writing.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(2);

    /// <summary>A reply taken back and what was begun after it have room together.</summary>
    private const int MostLength = (2 * ReplyToTicket.MostLength) + 2;

    private static readonly TimeSpan JustSent = TimeSpan.FromMinutes(1);

    /// <param name="files">The files that go with it; null leaves them as they are.</param>
    public async Task RunAsync(FeedbackDb db, long number, string box, string text, Actor by, IReadOnlyList<MessageAttachment>? files = null)
    {
        if (!DraftBox.Is(box) || by.Id is not { } staff || text.Length > MostLength)
        {
            throw new RuleViolation("too_long", $"A draft is kept up to {MostLength} characters.", "text");
        }

        var now = time.GetUtcNow().UtcDateTime;
        var draft = await db.TicketDrafts.FindAsync(number, staff, box);
        if (draft == null ? text.Length == 0 && files is not { Count: > 0 } : draft.Text == text && files == null)
        {
            return;
        }

        if (files == null && await IsEchoAsync(db, number, box, text, staff, now))
        {
            return;
        }

        if (box == DraftBox.Reply && (draft == null || draft.UpdatedAt < now - Fresh / 2))
        {
            // Others who look at the case see that somebody writes.
            db.Announce(Topics.Ticket(number));
        }

        draft ??= db.TicketDrafts.Add(new TicketDraft(number, staff, box, text, now)).Entity;
        draft.Become(text, now);
        if (files != null)
        {
            draft.Carry(files);
        }

        if (draft.IsEmpty)
        {
            db.TicketDrafts.Remove(draft);
        }
    }

    /// <summary>What was in a box has been sent; the files of the draft went with it.</summary>
    public async Task DropAsync(FeedbackDb db, long number, string box, Actor by)
    {
        if (by.Id is { } staff && await db.TicketDrafts.FindAsync(number, staff, box) is { } draft)
        {
            db.TicketDrafts.Remove(draft);
        }
    }

    /// <summary>The last keystrokes may arrive after the sending: what was sent a moment ago is no draft.</summary>
    private static async Task<bool> IsEchoAsync(FeedbackDb db, long number, string box, string text, Guid staff, DateTime now)
    {
        var (said, since) = (text.Trim(), now - JustSent);
        if (box == DraftBox.Note)
        {
            return await db.TicketNotes.AnyAsync(n => n.TicketNumber == number && n.AuthorId == staff && n.At > since && n.Text == said);
        }

        var onward = await db.NumbersOnwardAsync(number);
        if (await db.HeldReplies.AnyAsync(h => onward.Contains(h.TicketNumber) && h.AuthorId == staff && h.Text == said))
        {
            return true;
        }

        var (sender, conversations) = (staff.ToString(), db.Tickets.Where(t => t.Number == number).Select(t => t.ConversationId));
        return await db.Messages.AnyAsync(m => conversations.Contains(m.ConversationId) && m.SentAt > since && m.SenderId == sender && m.Text == said);
    }
}
