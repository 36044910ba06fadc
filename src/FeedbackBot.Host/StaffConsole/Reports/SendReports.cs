using FeedbackBot.Accounts;
using FeedbackBot.Outbox;
using FeedbackBot.Satisfaction;
using FeedbackBot.Satisfaction.Reports;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Host.StaffConsole.Reports;

/// <summary>
/// Sends reports that come by themselves, each week or month once, as a file in an e-mail to whoever keeps them, with what they may see. Report and e-mail
/// are one commit: twice at once, or after a crash, sends none twice and loses none.
/// </summary>
public sealed class SendReports(
    UnitOfWork work, IDbContextFactory<FeedbackDb> contexts, BuildReport build, WriteReport write, SaveReport save, ReadReport reports, TimeProvider time,
    IOptions<SatisfactionOptions> options, ILogger<SendReports> log)
{
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        var (now, sent) = (time.GetUtcNow().UtcDateTime, 0);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        foreach (var report in await db.SavedReports.AsNoTracking().Where(r => r.Schedule != ReportSchedule.None).ToListAsync(cancellation))
        {
            try
            {
                sent += save.PeriodOf(report.Schedule, now) is { } period && report.SentPeriod != period.Name
                    && await db.Staff.AsNoTracking().FirstOrDefaultAsync(s => s.Id == report.OwnerId, cancellation) is { } owner
                    && await SendAsync(report, owner, period, now, cancellation) ? 1 : 0;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // It stays due; the others must not wait for it.
                log.LogError(failure, "The kept report {Report} was not sent", report.Id);
            }
        }

        return sent;
    }

    private async Task<bool> SendAsync(SavedReport report, StaffMember owner, Period period, DateTime now, CancellationToken cancellation)
    {
        var email = await WriteAsync(report, owner, period, now, cancellation);
        return await work.RunAsync(async db =>
        {
            var saved = await db.SavedReports.SingleOrDefaultAsync(r => r.Id == report.Id);
            if (saved == null || saved.SentPeriod == period.Name || saved.Schedule != report.Schedule)
            {
                return false;
            }

            saved.Sent(period.Name);
            db.Post(email, now);
            return true;
        }, cancellation);
    }

    private async Task<Email> WriteAsync(SavedReport report, StaffMember owner, Period period, DateTime now, CancellationToken cancellation)
    {
        var texts = ConsoleTexts.In(owner.Language);
        var filter = ReportFilter.Parse(report.Query) with { From = reports.DayOf(period.From), To = reports.DayOf(period.To.AddTicks(-1)) };
        var link = options.Value.BaseUrl.TrimEnd('/') + filter.Address(ReportPages.PathOf(report.Kind));
        var subject = texts.Fill("report.mail_subject", ("name", report.Name), ("period", period.Name));
        try
        {
            var built = await build.RunAsync(report.Kind, filter, owner, texts, now, cancellation);
            var file = write.Run(built, texts, ColumnForms.Word(report.Format));
            return Letter(texts.Fill("report.mail", ("name", report.Name), ("period", period.Name), ("link", link))) with { Files = [new(file.Name, file.MediaType, file.Bytes)] };
        }
        catch (RuleViolation refused) when (refused.Code == WriteReport.NoFont)
        {
            return Letter(texts.Fill("report.mail_no_font", ("name", report.Name), ("period", period.Name), ("link", link), ("why", texts["rule.no_pdf_font"])));
        }
        catch (RuleViolation refused) when (refused.Code == "not_found")
        {
            return Letter(texts.Fill("report.mail_gone", ("name", report.Name), ("link", link)));
        }

        Email Letter(string text) => LinkLetter.Write(texts.Language, owner.Email, owner.Name, subject, text, link);
    }
}
