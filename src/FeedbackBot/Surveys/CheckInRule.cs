using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Surveys;

/// <summary>When the contacts of an account are asked how the relationship is: the closer it is, the oftener.</summary>
public static class CheckInRule
{
    /// <summary>Pure: months from one check-in to the next; 0 is never.</summary>
    public static int MonthsOf(RelationshipLevel level, SurveyOptions options) => level switch
    {
        RelationshipLevel.Basic => options.BasicCheckInMonths,
        RelationshipLevel.Reactive => options.ReactiveCheckInMonths,
        RelationshipLevel.Accountable => options.AccountableCheckInMonths,
        RelationshipLevel.Proactive => options.ProactiveCheckInMonths,
        RelationshipLevel.Partnership => options.PartnershipCheckInMonths,
        _ => throw new ArgumentOutOfRangeException(nameof(level)),
    };

    /// <summary>
    /// Contacts who are due, always in the same order: known for that long, and neither asked about the relationship since nor skipped.
    /// Whoever was skipped because they had been asked something else lately is due again once the budget's days are over.
    /// </summary>
    internal static IQueryable<Contact> Due(FeedbackDb db, RelationshipLevel level, SurveyOptions options, DateTime now)
    {
        var (asked, skips, accounts) = (db.Invitations, db.SurveySkips, db.Accounts);
        var months = MonthsOf(level, options);
        if (months == 0)
        {
            return db.Contacts.Where(c => false);
        }

        var (since, lately, spent) = (now.AddMonths(-months), now.AddDays(-options.DaysBetween), ColumnForms.Word(SurveyVerdict.Fatigue));
        return db.Contacts.Where(c => c.CreatedAt <= since && accounts.Any(a => a.Id == c.AccountId && a.RelationshipLevel == level)
            && !asked.Any(i => i.ContactId == c.Id && i.TicketNumber == null && i.SentAt > since)
            && !skips.Any(s => s.ContactId == c.Id && s.Kind == SurveyKind.CheckIn && s.At > (s.Reason == spent ? lately : since)))
            .OrderBy(c => c.Id);
    }
}
