using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>Keeps a promise made at closing, so that somebody sees to it.</summary>
public sealed class MakeCommitment(TimeProvider time)
{
    public async Task<Commitment> RunAsync(FeedbackDb db, long number, NewCommitment facts, Actor by)
    {
        var ticket = await db.TicketAsync(number);
        await db.OwnerAsync(ticket, facts.OwnerId);
        var now = time.GetUtcNow().UtcDateTime;
        var made = new Commitment(number, facts, by, now);
        db.Commitments.Add(made);
        ticket.Committed(made, by, now);
        db.TellOwner(made, NotificationCode.CommitmentGiven, ticket, by, now);
        db.AnnounceTicket(ticket);
        return made;
    }
}

/// <summary>What was promised is done; the customer hears it in their chat where it was promised to them.</summary>
public sealed class FinishCommitment(TimeProvider time)
{
    public async Task<Commitment> RunAsync(FeedbackDb db, Guid id, Actor by)
    {
        var commitment = await db.Commitments.FirstOrDefaultAsync(c => c.Id == id) ?? throw new RuleViolation("not_found", "There is no such promise.");
        var now = time.GetUtcNow().UtcDateTime;
        if (!commitment.Done(by, now))
        {
            return commitment;
        }

        var ticket = await db.TicketAsync(commitment.TicketNumber);
        ticket.CommitmentKept(commitment, by, now);
        if (commitment.IsPromised)
        {
            await TellAsync(db, ticket, commitment, now);
        }

        db.AnnounceTicket(ticket);
        return commitment;
    }

    private static async Task TellAsync(FeedbackDb db, Ticket ticket, Commitment commitment, DateTime now)
    {
        var conversation = await db.Conversations.FirstAsync(c => c.Id == ticket.ConversationId);
        var language = ticket.Language == "und" ? conversation.Locale : ticket.Language;
        var what = CommitmentWords.Of(commitment, language);
        var told = db.Append(conversation, new(Speaker.Bot, Texts.Get(language, "commitment.told", ("ticket", ticket.Id), ("what", what)))
        {
            Language = Languages.Interface(language),
            Flow = UnseenWordsTables.NewsFlow,
            TicketNumber = ticket.Number,
        }, now);
        await db.ExpectToBeSeenAsync(told);
    }
}

/// <summary>A promise in words that the customer reads.</summary>
internal static class CommitmentWords
{
    public static string Of(Commitment commitment, string language) =>
        commitment.Text.Length == 0 ? Texts.Get(language, "commitment." + ColumnForms.Word(commitment.Kind))
        : commitment.Kind == CommitmentKind.Other ? commitment.Text
        : Texts.Get(language, "commitment.with_text", ("kind", Texts.Get(language, "commitment." + ColumnForms.Word(commitment.Kind))), ("text", commitment.Text));
}
