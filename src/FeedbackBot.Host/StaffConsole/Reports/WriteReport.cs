using FeedbackBot.Host.StaffConsole.Reports.Pdf;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Host.StaffConsole.Reports;

/// <summary>Writes a report as a file, as csv, xlsx or pdf. A rule violation (no_pdf_font) where no font for a PDF is to be had.</summary>
public sealed class WriteReport(IOptions<ReportOptions> options, TimeProvider time)
{
    public const string NoFont = "no_pdf_font";

    public ReportFile Run(BuiltReport report, ConsoleTexts texts, string format)
    {
        if (format != "pdf")
        {
            return ReportFile.Write(report, texts, format);
        }

        var font = PdfFont.Find(options.Value.FontFile, AppContext.BaseDirectory)
            ?? throw new RuleViolation(NoFont, "A report as PDF needs a TrueType font with Chinese characters: name one in FeedbackBot:Reports:FontFile.", "format");
        return new(ReportFile.NameOf(report, format), "application/pdf", ReportPdf.Write(report, texts, font, time.GetUtcNow().UtcDateTime));
    }
}
