using FeedbackBot.Accounts;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Tickets;

/// <summary>A customer whose case has another as its cause.</summary>
/// <param name="Ticket">The case linked to the cause; for a customer whose own case was merged, the one it became a part of.</param>
/// <param name="Language">zh-Hans or en: what they are told in.</param>
/// <param name="Hindrance">A code why nothing may be sent now: opted_out, other_channel, quiet, no_chat; null where it may.</param>
/// <param name="Told">They were told something of this cause before.</param>
public sealed record Affected(Guid ContactId, long Ticket, Guid ConversationId, string Language, string? Hindrance, bool Told);

/// <summary>Finds the customers behind the cases that were caused by another.</summary>
public static class ReadAffected
{
    public const string OptedOut = "opted_out";
    public const string OtherChannel = "other_channel";
    public const string Quiet = "quiet";
    public const string NoChat = "no_chat";

    /// <summary>In no chat's language.</summary>
    public const string NoWords = "language";

    /// <summary>Something went wrong with their case, or it was hidden from whoever tells, in the meantime.</summary>
    public const string Failed = "failed";

    private const int MostAtOnce = 500;

    /// <summary>The cases that another caused, of those that <paramref name="staff"/> may see; all where nobody in particular asks.</summary>
    public static IQueryable<Ticket> CausedBy(this FeedbackDb db, long cause, StaffMember? staff)
    {
        var links = db.TicketLinks;
        var cases = staff == null ? db.Tickets.AsNoTracking() : db.Tickets.AsNoTracking().VisibleTo(db, staff);
        return cases.Where(t => t.MergedInto == null && links.Any(l => l.FromNumber == t.Number && l.ToNumber == cause && l.Type == TicketLink.CausedBy));
    }

    /// <summary>Each once, by the case that was told first; those of merged cases too.</summary>
    public static async Task<List<Affected>> AffectedByAsync(this FeedbackDb db, long cause, StaffMember? staff, DateTime now, CancellationToken cancellation = default)
    {
        var children = await db.CausedBy(cause, staff).OrderBy(t => t.Number)
            .Select(t => new Part(t.Number, t.Number, t.ConversationId, t.ContactId, t.Language)).ToListAsync(cancellation);
        var told = (await db.ToldCustomers.Where(t => t.ParentNumber == cause).Select(t => t.ContactId).Distinct().ToListAsync(cancellation)).ToHashSet();
        var found = new Dictionary<Guid, Affected>();
        foreach (var some in children.Chunk(MostAtOnce))
        {
            var parts = await WithMergedAsync(db, some, cancellation);
            var (people, places) = (parts.Select(p => p.ContactId).Distinct().ToList(), parts.Select(p => p.ConversationId).Distinct().ToList());
            var contacts = await db.Contacts.AsNoTracking().Where(c => people.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellation);
            var chats = await db.Conversations.AsNoTracking().Where(c => places.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellation);
            foreach (var part in parts.Where(p => !found.ContainsKey(p.ContactId)))
            {
                if (contacts.GetValueOrDefault(part.ContactId) is { } contact && chats.GetValueOrDefault(part.ConversationId) is { } chat)
                {
                    var language = Languages.Interface(part.Language == "und" ? contact.Language ?? chat.Locale : part.Language);
                    found.TryAdd(contact.Id, new(contact.Id, part.Child, chat.Id, language, Hinders(contact, chat, now), told.Contains(contact.Id)));
                }
            }
        }

        return [.. found.Values];
    }

    /// <summary>Each case, and after it what was merged into it, however often.</summary>
    private static async Task<List<Part>> WithMergedAsync(FeedbackDb db, IReadOnlyList<Part> children, CancellationToken cancellation)
    {
        var all = new List<Part>(children);
        for (var level = children; level.Count > 0;)
        {
            var childOf = level.ToDictionary(p => p.Number, p => p.Child);
            List<long?> within = [.. childOf.Keys];
            var merged = await db.Tickets.AsNoTracking().Where(t => within.Contains(t.MergedInto))
                .Select(t => new Part(t.Number, t.MergedInto!.Value, t.ConversationId, t.ContactId, t.Language)).ToListAsync(cancellation);
            level = [.. merged.Select(m => m with { Child = childOf[m.Child] })];
            all.AddRange(level);
        }

        return [.. all.OrderBy(p => p.Child)];
    }

    private static string? Hinders(Contact contact, Conversation chat, DateTime now) =>
        chat.Channel == "api" ? NoChat : MayContact.Decide(contact.Preferences, contact.TimeZone ?? "UTC", "chat", now).Answer switch
        {
            ContactAnswer.OptedOut => OptedOut,
            ContactAnswer.OtherChannel => OtherChannel,
            ContactAnswer.Quiet => Quiet,
            _ => null,
        };

    /// <summary>A case caused by the other, or merged into one that was.</summary>
    private sealed record Part(long Number, long Child, Guid ConversationId, Guid ContactId, string Language);
}
