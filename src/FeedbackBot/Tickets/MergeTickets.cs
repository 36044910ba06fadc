using FeedbackBot.Messages;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Tickets;

/// <summary>Makes one case a part of another; nothing said or begun in it is lost, and a record keeps what moved.</summary>
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
        if (source.MergedInto == into)
        {
            return target;
        }

        if (target.MergedInto != null)
        {
            throw new RuleViolation("merged_ticket", $"{target.Id} was itself merged into {TicketNumber.Format(target.MergedInto.Value)}; merge into that one.", "into");
        }

        if (source.IsOpen && !target.IsOpen)
        {
            // The open matter would end with one that is over, and nobody would look at it.
            throw new RuleViolation("merge_into_ended", $"{target.Id} is over while this case is open; reopen it first, or merge it into this one.", "into");
        }

        var now = time.GetUtcNow().UtcDateTime;
        if (source.MergedInto == null)
        {
            db.MergeRecords.Add(new(source, target, await db.CarryOverAsync(source, target, now), by, now));
        }

        source.MergeInto(target, by, now);
        if (source.ConversationId != target.ConversationId && await db.OpenChatAsync(source.ConversationId) == null)
        {
            // Until somebody answers in the case that goes on, this chat would wait for a person who does not look at it.
            (await db.Conversations.FirstAsync(c => c.Id == source.ConversationId)).GiveTurnTo(TurnOwner.Bot);
        }

        db.AnnounceTicket(source);
        db.AnnounceTicket(target);
        return target;
    }
}

/// <summary>Takes a merged case out again, with everything that had moved; from then on its customer's words land in it.</summary>
public sealed class UnmergeTicket(TimeProvider time, IOptions<TicketOptions> options)
{
    public async Task<Ticket> RunAsync(FeedbackDb db, long number, Actor by)
    {
        var source = await db.TicketAsync(number);
        if (source.MergedInto is not { } into)
        {
            return source;
        }

        var now = time.GetUtcNow().UtcDateTime;
        var merge = await db.MergeRecords.Where(m => m.SourceNumber == number && m.UndoneAt == null).OrderByDescending(m => m.At).FirstOrDefaultAsync()
            ?? throw new RuleViolation("merge_not_kept", "This merge was made before merges could be undone.");
        if (now - merge.At > options.Value.UnmergeWithin)
        {
            throw new RuleViolation("merge_too_old", $"A merge can be undone for {options.Value.UnmergeWithin.TotalDays:0} days; this one is older.");
        }

        var target = await db.TicketAsync(into);
        await db.TakeBackAsync(source, target, merge, now);
        source.TakeOutOf(target, merge, await WaitsSinceAsync(db, source, merge), by, now);
        merge.Undo(now);
        if (source.ConversationId != target.ConversationId && (merge.Moved.WithAgent || !source.IsOpen))
        {
            (await db.Conversations.FirstAsync(c => c.Id == source.ConversationId)).GiveTurnTo(source.IsOpen ? TurnOwner.Agent : TurnOwner.Bot);
        }

        db.AnnounceTicket(source);
        db.AnnounceTicket(target);
        return source;
    }

    /// <summary>As before the merge, unless the customer was answered since; then from their first word after that.</summary>
    private static async Task<DateTime?> WaitsSinceAsync(FeedbackDb db, Ticket source, MergeRecord merge)
    {
        var said = db.Messages.Where(m => m.ConversationId == source.ConversationId && m.SentAt > merge.At && m.Type == "message");
        var answered = await said.Where(m => m.Speaker == Speaker.Agent && m.Flow != AgentChat.Flow).MaxAsync(m => (DateTime?)m.SentAt);
        return answered == null && merge.Moved.WaitingSince is { } waited
            ? waited
            : await said.Where(m => m.Speaker == Speaker.Customer && m.SentAt > (answered ?? merge.At)).MinAsync(m => (DateTime?)m.SentAt);
    }
}

/// <summary>The chats of cases that became a part of another.</summary>
public static class MergedChats
{
    /// <summary>
    /// Chats, other than its own, of everything merged into a case, however often. Of suggestions none: whoever told a merged suggestion
    /// has a voice in the one that goes on, and hears its news by that.
    /// </summary>
    public static async Task<List<Conversation>> MergedChatsAsync(this FeedbackDb db, Ticket ticket)
    {
        var parts = await db.PartsOfAsync(ticket.Number);
        var chats = parts.Where(p => ticket.Kind != TicketKind.Suggestion || p.Kind != TicketKind.Suggestion)
            .Select(p => p.ConversationId).Where(id => id != ticket.ConversationId).Distinct().ToList();
        return chats.Count == 0 ? [] : await db.Conversations.Where(c => chats.Contains(c.Id)).ToListAsync();
    }

    /// <summary>Every case that was merged into this one, or into one that was.</summary>
    public static async Task<List<MergedPart>> PartsOfAsync(this FeedbackDb db, long number)
    {
        var all = new List<MergedPart>();
        for (List<long?> level = [number]; level.Count > 0;)
        {
            var within = level;
            var found = await db.Tickets.AsNoTracking().Where(t => within.Contains(t.MergedInto))
                .Select(t => new MergedPart(t.Number, t.ConversationId, t.FirstSequence, t.ContactId, t.Kind)).ToListAsync();
            all.AddRange(found);
            level = [.. found.Select(f => (long?)f.Number)];
        }

        return all;
    }
}

/// <summary>A case that became a part of another, and where it was told.</summary>
public sealed record MergedPart(long Number, Guid ConversationId, int FirstSequence, Guid ContactId, TicketKind? Kind);
