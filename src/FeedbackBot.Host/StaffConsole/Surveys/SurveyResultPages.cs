using FeedbackBot.Host.StaffConsole.Reports;
using FeedbackBot.Satisfaction;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Surveys.Made;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.Surveys;

/// <summary>What came of made surveys, for everybody who may see the answers: account owners see those of their accounts.</summary>
public static class SurveyResultPages
{
    public const string Path = $"{ReportPages.Path}/made";

    public static void Map(RouteGroupBuilder console)
    {
        console.MapGet("/satisfaction/made", ListAsync);
        console.MapGet("/satisfaction/made/{id:guid}", PageAsync);
        console.MapGet("/satisfaction/made/{id:guid}/export/{format:regex(^(csv|xlsx)$)}", FileAsync);
    }

    public static string PathOf(Guid id) => $"{Path}/{id}";

    private static async Task<IResult> ListAsync(HttpContext http, IDbContextFactory<FeedbackDb> contexts)
    {
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var surveys = await db.Surveys.AsNoTracking().Where(s => s.Version > 0).OrderByDescending(s => s.CreatedAt).ThenByDescending(s => s.Id).ToListAsync(http.RequestAborted);
        return Pages.Page<SurveyResultListPage>(("Viewer", http.Viewer()), ("Surveys", surveys), ("Anonymous", await SurveyState.AnonymousAsync(db, http.RequestAborted)));
    }

    private static async Task<IResult> PageAsync(Guid id, HttpContext http, IDbContextFactory<FeedbackDb> contexts, ReadSurveyResults read)
    {
        var (survey, results) = await ReadAsync(id, http, contexts, read);
        return Pages.Page<SurveyResultPage>(("Viewer", http.Viewer()), ("Survey", survey), ("Results", results), ("Sections", new SurveyTables(http.Viewer().Texts).Of(results)));
    }

    private static async Task<IResult> FileAsync(Guid id, string format, HttpContext http, IDbContextFactory<FeedbackDb> contexts, ReadSurveyResults read)
    {
        var (survey, results) = await ReadAsync(id, http, contexts, read);
        var file = ReportFile.Of($"survey-{survey.Key}.{format}", [.. new SurveyTables(http.Viewer().Texts).Of(results).Select(s => (s.Title, s.Table))], format);
        return Results.File(file.Bytes, file.MediaType, file.Name);
    }

    private static async Task<(Survey Survey, SurveyResults Results)> ReadAsync(Guid id, HttpContext http, IDbContextFactory<FeedbackDb> contexts, ReadSurveyResults read)
    {
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var survey = await db.Surveys.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id && s.Version > 0, http.RequestAborted) ?? throw new RuleViolation("not_found", "There is no such survey.");
        var staff = http.Viewer().Staff;
        return (survey, await read.RunAsync(db, id, ReadAnswers.VisibleTo(db, staff), ReadAnswers.AskedVisibleTo(db, staff), http.RequestAborted));
    }
}
