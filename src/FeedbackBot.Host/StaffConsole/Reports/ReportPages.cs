using FeedbackBot.Satisfaction;
using FeedbackBot.Satisfaction.Reports;
using FeedbackBot.Storage;

namespace FeedbackBot.Host.StaffConsole.Reports;

/// <summary>Satisfaction: reports with filters in the address, the answers behind them, and the same figures as files.</summary>
public static class ReportPages
{
    public const string Path = "/console/satisfaction";

    public static void Map(RouteGroupBuilder console)
    {
        console.MapGet("/satisfaction", (HttpContext http, BuildReport build) => PageAsync(BuildReport.Overview, http, build));
        console.MapGet("/satisfaction/answers", AnswersAsync);
        SavedReportPages.Map(console);
        DisputePages.Map(console);
        console.MapGet($"/satisfaction/{{kind:regex(^({string.Join('|', BuildReport.Kinds.Skip(1))})$)}}", PageAsync);
        console.MapGet($"/satisfaction/{{kind:regex(^({string.Join('|', BuildReport.Kinds)})$)}}/export/{{format:regex(^(csv|xlsx|pdf)$)}}", FileAsync);
    }

    public static string PathOf(string kind) => kind == BuildReport.Overview ? Path : $"{Path}/{kind}";

    private static async Task<IResult> PageAsync(string kind, HttpContext http, BuildReport build)
    {
        var viewer = http.Viewer();
        var filter = ReportFilter.Read(http.Request.Query);
        try
        {
            var report = await build.RunAsync(kind, filter, viewer.Staff, viewer.Texts, viewer.Now, http.RequestAborted);
            return Pages.Page<ReportPage>(("Viewer", viewer), ("Report", report));
        }
        catch (RuleViolation refused) when (refused.Code == "report_too_long")
        {
            return Pages.Page<Queue.RefusedPage>(StatusCodes.Status422UnprocessableEntity, ("Viewer", viewer), ("Why", refused), ("Back", PathOf(kind)));
        }
    }

    private static async Task<IResult> FileAsync(string kind, string format, HttpContext http, BuildReport build, WriteReport write)
    {
        var viewer = http.Viewer();
        var filter = ReportFilter.Read(http.Request.Query);
        try
        {
            var report = await build.RunAsync(kind, filter, viewer.Staff, viewer.Texts, viewer.Now, http.RequestAborted);
            var file = write.Run(report, viewer.Texts, format);
            return Results.File(file.Bytes, file.MediaType, file.Name);
        }
        catch (RuleViolation refused) when (refused.Code == WriteReport.NoFont)
        {
            return Pages.Page<Queue.RefusedPage>(StatusCodes.Status422UnprocessableEntity, ("Viewer", viewer), ("Why", refused), ("Back", filter.Address(PathOf(kind))));
        }
    }

    private static async Task<IResult> AnswersAsync(HttpContext http, ReadAnswers read, string? metric, string? value, string? after, string? disputed)
    {
        var viewer = http.Viewer();
        var one = ColumnForms.TryParse<FeedbackBot.Surveys.Metric>(metric, out var named) ? named : (FeedbackBot.Surveys.Metric?)null;
        var list = await read.RunAsync(viewer, new(ReportFilter.Read(http.Request.Query), one, int.TryParse(value, out var rating) ? rating : null, Guid.TryParse(after, out var last) ? last : null), http.RequestAborted);
        return Pages.Page<AnswersPage>(("Viewer", viewer), ("List", list), ("Disputed", disputed == "1"));
    }
}
