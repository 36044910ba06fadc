using FeedbackBot.Accounts;
using FeedbackBot.Host.StaffConsole.Tickets;
using FeedbackBot.Satisfaction;
using FeedbackBot.Storage;
using FeedbackBot.Surveys.Campaigns;
using FeedbackBot.Surveys.Made;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.Surveys;

/// <summary>What a campaign can be told to do.</summary>
public sealed class CampaignVerbs(StartCampaign start, PauseCampaign pause, ResumeCampaign resume, StopCampaign stop, DeleteCampaign delete)
{
    public Task RunAsync(string verb, FeedbackDb db, Guid id, StaffMember by) => verb switch
    {
        "start" => start.RunAsync(db, id, by),
        "pause" => pause.RunAsync(db, id, by),
        "resume" => resume.RunAsync(db, id, by),
        "stop" => stop.RunAsync(db, id, by),
        "delete" => delete.RunAsync(db, id, by),
        _ => throw new RuleViolation("not_found", "There is no such thing to do."),
    };
}

/// <summary>Campaigns of surveys, for managers: plan, look how large the audience is, start, pause, stop, and see what came of it.</summary>
public static class CampaignPages
{
    public const string Path = $"{SurveyPages.Path}/campaigns";
    private const string Route = "/surveys/campaigns";

    public static void Map(RouteGroupBuilder console)
    {
        var pages = console.MapGroup(Route).AddEndpointFilter<ManagersOnly>();
        pages.MapGet("", ListAsync);
        pages.MapGet("/new", async (HttpContext http, IDbContextFactory<FeedbackDb> contexts) => await FormAsync(http, contexts, null, CampaignForm.Empty(http.Viewer()), null, null));
        pages.MapPost("", (HttpContext http, IDbContextFactory<FeedbackDb> contexts, PlanCampaign plan, UnitOfWork work) => PlanAsync(null, http, contexts, plan, work));
        pages.MapGet("/{id:guid}", (Guid id, HttpContext http, IDbContextFactory<FeedbackDb> contexts, ReadCampaigns read, ReadAudience audience) =>
            OneAsync(id, http, contexts, read, audience, null));
        pages.MapPost("/{id:guid}", (Guid id, HttpContext http, IDbContextFactory<FeedbackDb> contexts, PlanCampaign plan, UnitOfWork work) => PlanAsync(id, http, contexts, plan, work));
        pages.MapPost("/{id:guid}/{verb}", DoAsync);
    }

    public static string PathOf(Guid id) => $"{Path}/{id}";

    private static async Task<IResult> ListAsync(HttpContext http, IDbContextFactory<FeedbackDb> contexts, ReadCampaigns read)
    {
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        return Pages.Page<CampaignsPage>(("Viewer", http.Viewer()), ("Campaigns", await read.ListAsync(db, http.RequestAborted)));
    }

    /// <summary>A draft is a form with the size of its audience, everything else its progress.</summary>
    private static async Task<IResult> OneAsync(Guid id, HttpContext http, IDbContextFactory<FeedbackDb> contexts, ReadCampaigns read, ReadAudience audience, RuleViolation? refused)
    {
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        if (await read.OneAsync(db, id, http.RequestAborted) is not { } progress)
        {
            return Pages.Problem(http.Viewer().Frame, StatusCodes.Status404NotFound, "problem.missing");
        }

        if (progress.Campaign.Status == CampaignStatus.Draft)
        {
            var preview = await audience.RunAsync(db, progress.Campaign, http.RequestAborted);
            return await FormAsync(http, contexts, id, CampaignForm.Of(progress.Campaign), preview, refused);
        }

        var status = refused == null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
        return Pages.Page<CampaignPage>(status, ("Viewer", http.Viewer()), ("Progress", progress), ("Refused", refused),
            ("HasAnonymous", await db.SurveyVersions.AnyAsync(v => v.SurveyId == progress.Campaign.SurveyId && v.IsAnonymous, http.RequestAborted)));
    }

    private static async Task<IResult> FormAsync(
        HttpContext http, IDbContextFactory<FeedbackDb> contexts, Guid? id, CampaignForm form, AudiencePreview? preview, RuleViolation? refused)
    {
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var status = refused == null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
        return Pages.Page<CampaignDraftPage>(
            status, ("Viewer", http.Viewer()), ("Id", id), ("Form", form), ("Preview", preview), ("Refused", refused),
            ("Surveys", await db.Surveys.AsNoTracking().Where(s => s.Version > 0 && s.ArchivedAt == null).OrderBy(s => s.Key).ToListAsync(http.RequestAborted)),
            ("Regions", await ReadAudience.RegionsAsync(db, http.RequestAborted)));
    }

    private static async Task<IResult> PlanAsync(Guid? id, HttpContext http, IDbContextFactory<FeedbackDb> contexts, PlanCampaign plan, UnitOfWork work)
    {
        var form = CampaignForm.Read(new Fields(await http.Request.ReadFormAsync()));
        try
        {
            var wanted = form.Plan();
            return Results.Redirect(PathOf(await work.RunAsync(db => plan.RunAsync(db, id, wanted, http.Viewer().Staff), http.RequestAborted)));
        }
        catch (RuleViolation broken) when (broken.Code != "not_found")
        {
            return await FormAsync(http, contexts, id, form, null, broken);
        }
    }

    private static async Task<IResult> DoAsync(
        Guid id, string verb, HttpContext http, IDbContextFactory<FeedbackDb> contexts, CampaignVerbs verbs, UnitOfWork work, ReadCampaigns read, ReadAudience audience)
    {
        try
        {
            await work.RunAsync(db => verbs.RunAsync(verb, db, id, http.Viewer().Staff), http.RequestAborted);
            return Results.Redirect(verb == "delete" ? Path : PathOf(id));
        }
        catch (RuleViolation broken) when (broken.Code != "not_found")
        {
            return await OneAsync(id, http, contexts, read, audience, broken);
        }
    }
}
