using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Surveys;

/// <summary>
/// How often one contact may be asked something, whatever is asked and wherever: the one place that says so. A question counts when it is sent,
/// and again when the contact is reminded of it; whether it was answered changes nothing.
/// </summary>
public static class FatigueBudget
{
    /// <summary>Pure: the moment from which the contact may be asked again; null where that is now.</summary>
    /// <param name="days">At most one question in so many days; 0 is no limit.</param>
    public static DateTime? SpentUntil(DateTime? lastAskedAt, int days, DateTime now) =>
        lastAskedAt?.AddDays(days) is { } free && free > now ? free : null;

    /// <summary>When the contact was last asked or reminded of anything.</summary>
    /// <param name="except">Questions that are left out, because the present one takes their place.</param>
    internal static async Task<DateTime?> LastAskedAsync(this FeedbackDb db, Guid contact, IReadOnlyCollection<Guid>? except = null)
    {
        var asked = except is { Count: > 0 } left ? db.Invitations.Where(i => !left.Contains(i.Id)) : db.Invitations;
        return await asked.Where(i => i.ContactId == contact).MaxAsync(i => (DateTime?)(i.RemindedAt ?? i.SentAt));
    }
}
