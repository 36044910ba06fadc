using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Surveys;

/// <summary>A check-in that was made; without an invitation where the contact is not asked (now).</summary>
public sealed record CheckInOutcome(SurveyVerdict Verdict, Invitation? Invitation, Contact Contact, string? Email);

/// <summary>Asks contacts, by the relationship level of their account, whether they would recommend us; whoever calls sends the link in the same commit.</summary>
public sealed class InviteToCheckIn(TimeProvider time, IOptions<SurveyOptions> options)
{
    private const Metric Asked = Metric.Nps;

    /// <summary>Who is due, always in the same order, and at which level.</summary>
    public async Task<IReadOnlyList<(Guid Contact, RelationshipLevel Level)>> DueAsync(FeedbackDb db, int most)
    {
        var now = time.GetUtcNow().UtcDateTime;
        List<(Guid, RelationshipLevel)> due = [];

        // The closest first.
        foreach (var level in Enum.GetValues<RelationshipLevel>().Reverse())
        {
            due.AddRange((await CheckInRule.Due(db, level, options.Value, now).Select(c => c.Id).Take(most - due.Count).ToListAsync()).Select(c => (c, level)));
        }

        return due;
    }

    /// <returns>Null where the contact is no longer due.</returns>
    public async Task<CheckInOutcome?> RunAsync(FeedbackDb db, Guid contactId, RelationshipLevel level)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (await CheckInRule.Due(db, level, options.Value, now).AsNoTracking().FirstOrDefaultAsync(c => c.Id == contactId) is not { } contact)
        {
            return null;
        }

        var wishes = MayContact.Decide(contact.Preferences, contact.TimeZone ?? options.Value.DayZone.Id, "email", now);
        var spent = FatigueBudget.SpentUntil(await db.LastAskedAsync(contactId), options.Value.DaysBetween, now);
        var verdict = SurveyRule.Decide(wishes, new(SpentUntil: spent));
        var email = HowReached.Of(contact, null, LowAnswerCase.NobodyThere).Email;
        if (verdict != SurveyVerdict.Ask || email == null)
        {
            if (verdict != SurveyVerdict.NotYet)
            {
                db.SkipSurvey(contactId, null, Asked, SurveyKind.CheckIn, verdict == SurveyVerdict.Ask ? "no_address" : ColumnForms.Word(verdict), now);
            }

            return new(verdict, null, contact, null);
        }

        var account = await db.Accounts.AsNoTracking().FirstAsync(a => a.Id == contact.AccountId);
        var invitation = new Invitation(Asked, contact, account, now, options.Value.Lifetime, SurveyDelivery.Email);
        invitation.RemindBy(options.Value);
        db.Invitations.Add(invitation);
        return new(verdict, invitation, contact, email);
    }
}
