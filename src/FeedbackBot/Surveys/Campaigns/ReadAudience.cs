using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Surveys.Campaigns;

/// <summary>How large an audience is at this moment.</summary>
/// <param name="Reachable">Of all contacts, those with an e-mail address who want to be asked.</param>
/// <param name="Drawn">Of all contacts, those whom the sample holds.</param>
/// <param name="DrawnReachable">Of those drawn, whom an e-mail reaches: what there is to send at most.</param>
public sealed record AudiencePreview(int Contacts, int Reachable, int Drawn, int DrawnReachable);

/// <summary>Looks for the contacts of an audience; reads and changes nothing.</summary>
public sealed class ReadAudience(TimeProvider time)
{
    public async Task<AudiencePreview> RunAsync(FeedbackDb db, Campaign campaign, CancellationToken cancellation = default)
    {
        var (contacts, reachable, drawn, both) = (0, 0, 0, 0);
        await foreach (var contact in Of(db, campaign.Audience, time.GetUtcNow().UtcDateTime).AsAsyncEnumerable().WithCancellation(cancellation))
        {
            var (isReached, isDrawn) = (IsReached(contact), Sampling.Draws(campaign.Id, contact.Id, campaign.SamplePercent));
            contacts++;
            reachable += isReached ? 1 : 0;
            drawn += isDrawn ? 1 : 0;
            both += isReached && isDrawn ? 1 : 0;
        }

        return new(contacts, reachable, drawn, both);
    }

    /// <summary>Regions that accounts stand in, for choosing one.</summary>
    public static async Task<IReadOnlyList<string>> RegionsAsync(FeedbackDb db, CancellationToken cancellation = default) =>
        await db.Accounts.Where(a => a.Region != null && a.Region != "").Select(a => a.Region!).Distinct().OrderBy(r => r).Take(200).ToListAsync(cancellation);

    /// <summary>Everybody of an audience.</summary>
    /// <param name="at">The days of cases are counted back from then.</param>
    internal static IQueryable<Contact> Of(FeedbackDb db, Audience audience, DateTime at)
    {
        var (contacts, tickets) = (db.Contacts.AsNoTracking(), db.Tickets);
        if (audience.AsksOfAccounts)
        {
            var accounts = AccountsOf(db, audience);
            contacts = contacts.Where(c => accounts.Any(a => a.Id == c.AccountId));
        }

        if (audience is { Topic: { } topic, TopicDays: { } days })
        {
            // Topics are a JSON list in one column; the cast makes EF compare the column's own text.
            var (since, quoted) = (at.AddDays(-days), $"%\"{topic.Replace("_", "\\_", StringComparison.Ordinal)}\"%");
            contacts = contacts.Where(c => tickets.Any(t => t.ContactId == c.Id && t.CreatedAt >= since && (t.Flags & ReadingFlags.Spam) == 0
                && EF.Functions.Like((string)(object)t.Topics, quoted, "\\")));
        }

        return contacts;
    }

    /// <summary>Whether an e-mail may go there at all, at whatever hour.</summary>
    internal static bool IsReached(Contact contact) => !contact.Preferences.OptedOut && HowReached.Of(contact, null, LowAnswerCase.NobodyThere).Email != null;

    private static IQueryable<Account> AccountsOf(FeedbackDb db, Audience audience)
    {
        IQueryable<Account> accounts = db.Accounts;
        var (tiers, levels, named) = (audience.Tiers.ToArray(), audience.Levels.ToArray(), audience.Accounts.ToArray());
        if (audience.TopAccounts is { } most)
        {
            var top = accounts.Where(a => a.AnnualValueMinor != null).OrderByDescending(a => a.AnnualValueMinor).ThenBy(a => a.ExternalId).Take(most).Select(a => a.Id);
            accounts = accounts.Where(a => top.Contains(a.Id));
        }

        accounts = tiers.Length > 0 ? accounts.Where(a => tiers.Contains(a.Tier)) : accounts;
        accounts = levels.Length > 0 ? accounts.Where(a => levels.Contains(a.RelationshipLevel)) : accounts;
        accounts = named.Length > 0 ? accounts.Where(a => named.Contains(a.ExternalId)) : accounts;
        return audience.Region is { } region ? accounts.Where(a => a.Region == region) : accounts;
    }
}
