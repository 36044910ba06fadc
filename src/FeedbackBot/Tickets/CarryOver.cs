using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>What goes along when one case becomes a part of another, and comes back when that is undone.</summary>
internal static class CarryOver
{
    private const string Merged = "merged";

    public static async Task<MovedFacts> CarryOverAsync(this FeedbackDb db, Ticket source, Ticket target, DateTime now)
    {
        var before = target.Fields;
        target.Fill(source.Fields, Actor.System, now);
        var begun = await db.CarryClocksAsync(source, target);
        return new()
        {
            Begun = begun,
            WaitingSince = source.WaitingSince,
            Chats = await ChatsAsync(db, source, target),
            Target = target.TakeOver(source, Actor.System, now),
            Voices = await VoicesAsync(db, source, target, now),
            Drafts = await DraftsAsync(db, source, target, now),
            Recusals = await RecusalsAsync(db, source, target, now),
            Watchers = await WatchersAsync(db, source, target, now),
            Links = await LinksAsync(db, source, target, now),
            Tags = target.AddTags(source.Tags),
            Fields = new Dictionary<string, string>(target.Fields.Where(f => !before.ContainsKey(f.Key))),
            Clocks = source.RunningClocks,
            SurveyDueAt = source.SurveyDueAt,
            WithAgent = await db.Conversations.Where(c => c.Id == source.ConversationId).Select(c => c.TurnOwner).FirstAsync() == TurnOwner.Agent,
        };
    }

    public static async Task TakeBackAsync(this FeedbackDb db, Ticket source, Ticket target, MergeRecord merge, DateTime now)
    {
        var moved = merge.Moved;
        await db.TakeBackClocksAsync(target, moved.Begun);
        if (moved.Target is { } state)
        {
            target.GiveBack(state, await db.Messages.AnyAsync(m => m.ConversationId == target.ConversationId && m.SentAt > merge.At && m.Speaker != Speaker.Bot), Actor.System, now);
        }

        foreach (var chat in await db.AgentChats.Where(c => c.TicketNumber == target.Number && moved.Chats.Contains(c.Id)).ToListAsync())
        {
            chat.Concern(source);
        }

        target.TakeFields(moved.Fields);
        target.TakeTags(moved.Tags);
        var voices = await db.IdeaVoices.Where(v => v.TicketNumber == target.Number && moved.Voices.Contains(v.ContactId)).ToListAsync();
        db.IdeaVoices.RemoveRange(voices);
        target.LoseVoices(voices.Count);
        db.RemoveRange(await db.TicketWatchers.Where(w => w.TicketNumber == target.Number && w.Why == Merged && moved.Watchers.Contains(w.StaffId)).ToListAsync());
        db.RemoveRange(await db.Recusals.Where(r => r.TicketNumber == target.Number && moved.Recusals.Contains(r.StaffId)).ToListAsync());
        foreach (var link in moved.Links)
        {
            if (await db.TicketLinks.FindAsync(link.From, link.To, link.Type) is { } present)
            {
                db.TicketLinks.Remove(present);
            }
        }

        foreach (var draft in moved.Drafts)
        {
            await GiveBackAsync(db, source, target, draft, now);
        }
    }

    /// <summary>A talk about the merged case is one about the whole.</summary>
    private static async Task<IReadOnlyList<Guid>> ChatsAsync(FeedbackDb db, Ticket source, Ticket target)
    {
        var chats = await db.ChatsAboutAsync(source);
        chats.ForEach(chat => chat.Concern(target));
        return [.. chats.Select(c => c.Id)];
    }

    /// <summary>Everyone behind a merged suggestion stands behind the one that goes on.</summary>
    private static async Task<IReadOnlyList<Guid>> VoicesAsync(FeedbackDb db, Ticket source, Ticket target, DateTime now)
    {
        if (source.Kind != TicketKind.Suggestion || target.Kind != TicketKind.Suggestion)
        {
            return [];
        }

        var told = await db.IdeaVoices.AsNoTracking().Where(v => v.TicketNumber == source.Number).OrderBy(v => v.JoinedAt)
            .Select(v => new Joiner(v.ContactId, v.ConversationId, v.Words, v.Language)).ToListAsync();
        var added = new List<Guid>();
        foreach (var joiner in told.Prepend(new(source.ContactId, source.ConversationId, source.Description, source.Language)))
        {
            if (await db.AddVoiceAsync(target, joiner, now))
            {
                added.Add(joiner.ContactId);
            }
        }

        return added;
    }

    /// <summary>What anybody had begun to write goes along; beside a text that stands there already, not over it.</summary>
    private static async Task<IReadOnlyList<MovedDraft>> DraftsAsync(FeedbackDb db, Ticket source, Ticket target, DateTime now)
    {
        var moved = new List<MovedDraft>();
        foreach (var draft in await db.TicketDrafts.Where(d => d.TicketNumber == source.Number).ToListAsync())
        {
            var own = await db.TicketDrafts.FindAsync(target.Number, draft.StaffId, draft.Box);
            var before = own?.Text;
            var joined = string.IsNullOrWhiteSpace(before) || before == draft.Text ? draft.Text : $"{before}\n\n{draft.Text}";
            var (files, filesBefore) = (draft.Attachments ?? [], own?.Attachments ?? []);
            moved.Add(new(draft.StaffId, draft.Box, draft.Text, before, joined) { Files = files, FilesBefore = filesBefore });
            own ??= db.TicketDrafts.Add(new(target.Number, draft.StaffId, draft.Box, joined, now)).Entity;
            own.Become(joined, now);
            own.Carry([.. filesBefore, .. files]);
            db.TicketDrafts.Remove(draft);
        }

        return moved;
    }

    /// <summary>A joined draft that nobody touched comes apart again; one written on stays, and the merged case has its part back beside it. What was sent is not brought back.</summary>
    private static async Task GiveBackAsync(FeedbackDb db, Ticket source, Ticket target, MovedDraft moved, DateTime now)
    {
        if (await db.TicketDrafts.FindAsync(target.Number, moved.StaffId, moved.Box) is not { } present)
        {
            return;
        }

        if (present.Text == moved.Joined && (present.Attachments ?? []).SequenceEqual([.. moved.FilesBefore, .. moved.Files]))
        {
            present.Become(moved.Before ?? "", now);
            present.Carry(moved.FilesBefore);
            if (moved.Before == null)
            {
                db.TicketDrafts.Remove(present);
            }
        }

        if (await db.TicketDrafts.FindAsync(source.Number, moved.StaffId, moved.Box) is { } written)
        {
            written.Become($"{moved.Text}\n\n{written.Text}", now);
            written.Carry([.. moved.Files, .. written.Attachments ?? []]);
        }
        else
        {
            var back = db.TicketDrafts.Add(new(source.Number, moved.StaffId, moved.Box, moved.Text, now)).Entity;
            back.Carry(moved.Files);
        }
    }

    /// <summary>Those who watched, and the one who had the case.</summary>
    private static async Task<IReadOnlyList<Guid>> WatchersAsync(FeedbackDb db, Ticket source, Ticket target, DateTime now)
    {
        var watching = await db.TicketWatchers.Where(w => w.TicketNumber == source.Number).Select(w => w.StaffId).ToListAsync();
        var added = new List<Guid>();
        foreach (var staff in source.AssigneeId is { } had && had != target.AssigneeId ? watching.Append(had).Distinct() : watching)
        {
            if (await db.TicketWatchers.FindAsync(target.Number, staff) == null)
            {
                db.TicketWatchers.Add(new(target.Number, staff, Merged, now));
                added.Add(staff);
            }
        }

        return added;
    }

    /// <summary>Whom the merged case is about, the whole is about; who has it then has it no longer.</summary>
    private static async Task<IReadOnlyList<Guid>> RecusalsAsync(FeedbackDb db, Ticket source, Ticket target, DateTime now)
    {
        var added = new List<Guid>();
        foreach (var recusal in await db.Recusals.AsNoTracking().Where(r => r.TicketNumber == source.Number).ToListAsync())
        {
            if (await db.Staff.FindAsync(recusal.StaffId) is { } member && await db.RecuseAsync(target, member, recusal.Reason, Actor.System, now))
            {
                added.Add(member.Id);
            }
        }

        return added;
    }

    private static async Task<IReadOnlyList<MovedLink>> LinksAsync(FeedbackDb db, Ticket source, Ticket target, DateTime now)
    {
        var added = new List<MovedLink>();
        foreach (var link in await db.TicketLinks.AsNoTracking().Where(l => l.FromNumber == source.Number || l.ToNumber == source.Number).ToListAsync())
        {
            var (from, to) = (link.FromNumber == source.Number ? target.Number : link.FromNumber, link.ToNumber == source.Number ? target.Number : link.ToNumber);
            if (from != to && await db.TicketLinks.FindAsync(from, to, link.Type) == null)
            {
                db.TicketLinks.Add(new(from, to, link.Type, now));
                added.Add(new(from, to, link.Type));
            }
        }

        return added;
    }
}
