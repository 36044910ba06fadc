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
        if (facts.OwnerId is { } owner && !await db.Staff.AnyAsync(s => s.Id == owner))
        {
            throw new RuleViolation("unknown_staff", $"There is no member of staff {owner}.", "owner");
        }

        var now = time.GetUtcNow().UtcDateTime;
        var made = new Commitment(number, facts, by, now);
        db.Commitments.Add(made);
        ticket.Committed(made, by, now);
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

/// <summary>Marks promises whose day has passed, once each, with an event on their case.</summary>
public sealed class MarkOverdueCommitments(UnitOfWork unit, IDbContextFactory<FeedbackDb> contexts, TimeProvider time)
{
    private const int MostAtOnce = 200;

    /// <summary>How many were marked.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        List<Guid> due;
        await using (var db = await contexts.CreateDbContextAsync(cancellation))
        {
            var now = time.GetUtcNow().UtcDateTime;
            due = await db.Commitments.Where(c => c.DoneAt == null && c.BrokenAt == null && c.DueAt < now)
                .OrderBy(c => c.DueAt).Take(MostAtOnce).Select(c => c.Id).ToListAsync(cancellation);
        }

        var marked = 0;
        foreach (var id in due)
        {
            marked += await unit.RunAsync(db => MarkAsync(db, id), cancellation) ? 1 : 0;
        }

        return marked;
    }

    private async Task<bool> MarkAsync(FeedbackDb db, Guid id)
    {
        var (commitment, now) = (await db.Commitments.FirstAsync(c => c.Id == id), time.GetUtcNow().UtcDateTime);
        if (!commitment.Break(now))
        {
            return false;
        }

        var ticket = await db.TicketAsync(commitment.TicketNumber);
        ticket.CommitmentOverdue(commitment, now);
        db.AnnounceTicket(ticket);
        return true;
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
