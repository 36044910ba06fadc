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

    /// <summary>Each once, by the case that was told first; those of merged cases too.</summary>
    public static async Task<List<Affected>> AffectedByAsync(this FeedbackDb db, long cause, DateTime now)
    {
        var links = db.TicketLinks;
        var children = await db.Tickets.AsNoTracking()
            .Where(t => t.MergedInto == null && links.Any(l => l.FromNumber == t.Number && l.ToNumber == cause && l.Type == TicketLink.CausedBy))
            .OrderBy(t => t.Number).Select(t => new MergedPart(t.Number, t.ConversationId, t.FirstSequence, t.ContactId, t.Kind)).ToListAsync();
        var told = (await db.ToldCustomers.Where(t => t.ParentNumber == cause).Select(t => t.ContactId).Distinct().ToListAsync()).ToHashSet();
        var found = new Dictionary<Guid, Affected>();
        foreach (var child in children)
        {
            foreach (var part in (await db.PartsOfAsync(child.Number)).Prepend(child))
            {
                if (!found.ContainsKey(part.ContactId) && await OfAsync(db, part, child.Number, now) is { } affected)
                {
                    found[part.ContactId] = affected with { Told = told.Contains(part.ContactId) };
                }
            }
        }

        return [.. found.Values];
    }

    private static async Task<Affected?> OfAsync(FeedbackDb db, MergedPart part, long child, DateTime now)
    {
        var contact = await db.Contacts.AsNoTracking().FirstOrDefaultAsync(c => c.Id == part.ContactId);
        var chat = await db.Conversations.AsNoTracking().FirstOrDefaultAsync(c => c.Id == part.ConversationId);
        if (contact == null || chat == null)
        {
            return null;
        }

        var spoken = await db.Tickets.Where(t => t.Number == part.Number).Select(t => t.Language).FirstAsync();
        var language = Languages.Interface(spoken == "und" ? contact.Language ?? chat.Locale : spoken);
        return new(part.ContactId, child, part.ConversationId, language, Hinders(contact, chat, now), Told: false);
    }

    private static string? Hinders(Contact contact, Conversation chat, DateTime now) =>
        chat.Channel == "api" ? NoChat : MayContact.Decide(contact.Preferences, contact.TimeZone ?? "UTC", "chat", now).Answer switch
        {
            ContactAnswer.OptedOut => OptedOut,
            ContactAnswer.OtherChannel => OtherChannel,
            ContactAnswer.Quiet => Quiet,
            _ => null,
        };
}
