using FeedbackBot.Accounts;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Satisfaction.Reports;

/// <summary>Keeps a report under a name, new or changed. One's own are one's own to change; shared ones are also the managers'.</summary>
public sealed class SaveReport(TimeProvider time, IOptions<SatisfactionOptions> options)
{
    private const int MostOfOnePerson = 50;

    public async Task<SavedReport> RunAsync(FeedbackDb db, Guid? id, SavedReportForm form, StaffMember by)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (id is { } known)
        {
            var report = await db.ReportToChangeAsync(known, by);
            var (shared, schedule) = (report.IsShared, report.Schedule);
            report.Become(form);
            if (report.Schedule != schedule)
            {
                Begin(report, now);
            }

            if (shared || report.IsShared)
            {
                db.Audit(Actor.Of(by), now, "report.changed", ("name", report.Name));
            }

            return report;
        }

        if (await db.SavedReports.CountAsync(r => r.OwnerId == by.Id) >= MostOfOnePerson)
        {
            throw new RuleViolation("too_many_reports", $"{MostOfOnePerson} reports are the most that one person can keep; delete one first.", "name");
        }

        var added = new SavedReport(by.Id, form, now);
        Begin(added, now);
        db.SavedReports.Add(added);
        if (added.IsShared)
        {
            db.Audit(Actor.Of(by), now, "report.made", ("name", added.Name));
        }

        return added;
    }

    /// <summary>The last period that is over; null without a schedule.</summary>
    public Period? PeriodOf(ReportSchedule schedule, DateTime now)
    {
        if (schedule == ReportSchedule.None)
        {
            return null;
        }

        var length = schedule == ReportSchedule.Weekly ? PeriodLength.Week : PeriodLength.Month;
        return Period.Of(length, Period.Of(length, now, options.Value.Zone).From.AddTicks(-1), options.Value.Zone);
    }

    /// <summary>The first that comes by itself is about the period that is running now.</summary>
    private void Begin(SavedReport report, DateTime now)
    {
        if (PeriodOf(report.Schedule, now) is { } over)
        {
            report.Sent(over.Name);
        }
    }
}

/// <summary>Deletes a saved report, for everyone it was shared with.</summary>
public sealed class DeleteReport(TimeProvider time)
{
    public async Task RunAsync(FeedbackDb db, Guid id, StaffMember by)
    {
        var report = await db.ReportToChangeAsync(id, by);
        db.SavedReports.Remove(report);
        if (report.IsShared)
        {
            db.Audit(Actor.Of(by), time.GetUtcNow().UtcDateTime, "report.removed", ("name", report.Name));
        }
    }
}

internal static class ReportsToChange
{
    public static async Task<SavedReport> ReportToChangeAsync(this FeedbackDb db, Guid id, StaffMember by)
    {
        var report = await db.SavedReports.SingleOrDefaultAsync(r => r.Id == id);
        return report != null && (report.OwnerId == by.Id || (report.IsShared && by.Manages))
            ? report
            : throw new RuleViolation("not_found", "There is no such report of yours.");
    }
}
