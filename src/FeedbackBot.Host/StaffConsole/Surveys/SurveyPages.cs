namespace FeedbackBot.Host.StaffConsole.Surveys;

/// <summary>How surveys go, for managers: who was not asked and why, and what seeing to low ratings brought about.</summary>
public static class SurveyPages
{
    public const string Path = "/console/surveys";

    public static void Map(RouteGroupBuilder console) => console.MapGet("/surveys", PageAsync).AddEndpointFilter<ManagersOnly>();

    private static async Task<IResult> PageAsync(HttpContext http, ReadSurveys read) =>
        Pages.Page<SurveysPage>(("Viewer", http.Viewer()), ("Screen", await read.RunAsync(http.Viewer(), http.RequestAborted)));
}
