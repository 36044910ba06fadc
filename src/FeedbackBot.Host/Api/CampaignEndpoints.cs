using FeedbackBot.Accounts;
using FeedbackBot.Host.Api.Edge;
using FeedbackBot.Satisfaction;
using FeedbackBot.Storage;
using FeedbackBot.Surveys.Campaigns;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.Api;

/// <summary>GET|POST /campaigns, GET /campaigns/{campaign}, and what a campaign can be told to do.</summary>
public static class CampaignEndpoints
{
    public static async Task<IResult> ListAsync(HttpContext http, IDbContextFactory<FeedbackDb> contexts, ReadCampaigns read)
    {
        new Query(http).Fields.End();
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        return Answers.Ok(new CampaignsJson([.. (await read.ListAsync(db, http.RequestAborted)).Select(CampaignJson.Of)]), ApiJson.Wire.CampaignsJson);
    }

    public static async Task<IResult> GetAsync(string campaign, HttpContext http, IDbContextFactory<FeedbackDb> contexts, ReadCampaigns read)
    {
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        return Answers.Ok(await FormAsync(db, read, Id(campaign)), ApiJson.Wire.CampaignJson);
    }

    public static async Task<IResult> PostAsync(HttpContext http, PlanCampaign plan, ReadCampaigns read, RunOnce once)
    {
        var body = await Body.ReadAsync(http, ApiJson.Wire.CampaignRequest);
        var fields = new Fields();
        var (wanted, zone) = (Plan(body.Value, fields), fields.TimeZone(body.Value.TimeZone, "timeZone") ?? "UTC");
        fields.End();
        return await once.PostAsync(http, "campaigns", body.Bytes, async db => await MakeAsync(db, plan, wanted, ApiEdge.CallerOf(http).Actor, zone),
            made => Answers.Json(StatusCodes.Status201Created, CampaignJson.Of(read.NewOne(made)), ApiJson.Wire.CampaignJson));
    }

    public static Task<IResult> StartAsync(string campaign, HttpContext http, StartCampaign start, ReadCampaigns read, UnitOfWork unit) => DoAsync(campaign, http, read, unit, start.RunAsync);

    public static Task<IResult> PauseAsync(string campaign, HttpContext http, PauseCampaign pause, ReadCampaigns read, UnitOfWork unit) => DoAsync(campaign, http, read, unit, pause.RunAsync);

    public static Task<IResult> ResumeAsync(string campaign, HttpContext http, ResumeCampaign resume, ReadCampaigns read, UnitOfWork unit) => DoAsync(campaign, http, read, unit, resume.RunAsync);

    public static Task<IResult> StopAsync(string campaign, HttpContext http, StopCampaign stop, ReadCampaigns read, UnitOfWork unit) => DoAsync(campaign, http, read, unit, stop.RunAsync);

    private static async Task<IResult> DoAsync(string campaign, HttpContext http, ReadCampaigns read, UnitOfWork unit, Func<FeedbackDb, Guid, Actor, Task> verb)
    {
        var (id, by) = (Id(campaign), ApiEdge.CallerOf(http).Actor);
        await unit.RunAsync(db => verb(db, id, by), http.RequestAborted);
        await using var db = await http.RequestServices.GetRequiredService<IDbContextFactory<FeedbackDb>>().CreateDbContextAsync(http.RequestAborted);
        return Answers.Ok(await FormAsync(db, read, id), ApiJson.Wire.CampaignJson);
    }

    private static async Task<Campaign> MakeAsync(FeedbackDb db, PlanCampaign plan, CampaignPlan wanted, Actor by, string zone) =>
        (await db.Campaigns.FindAsync(await plan.RunAsync(db, null, wanted, by.Name ?? by.Kind, zone)))!;

    private static async Task<CampaignJson> FormAsync(FeedbackDb db, ReadCampaigns read, Guid id) =>
        CampaignJson.Of(await read.OneAsync(db, id) ?? throw Refusal.NotFound("There is no such campaign."));

    private static Guid Id(string text) => Guid.TryParse(text, out var id) ? id : throw Refusal.NotFound("There is no such campaign.");

    private static CampaignPlan Plan(CampaignRequest request, Fields fields)
    {
        if (request.Metric == null)
        {
            fields.Refuse(ProblemCode.Required, "metric", "metric is required.");
        }

        var audience = request.Audience ?? new();
        string[] tiers = [.. audience.Tiers ?? []];
        if (tiers.Any(t => !ColumnForms.TryParse<AccountTier>(t, out _)))
        {
            fields.Refuse(ProblemCode.UnknownValue, "audience.tiers", $"A tier is one of {string.Join(", ", ColumnForms.WordsOf<AccountTier>())}.");
        }

        return new(fields.Line(request.Name, "name", 100), request.Metric ?? default, new()
        {
            TopAccounts = audience.TopAccounts,
            Tiers = [.. tiers.Where(t => ColumnForms.TryParse<AccountTier>(t, out _)).Select(ColumnForms.Parse<AccountTier>).Distinct()],
            Region = fields.Line(audience.Region, "audience.region", 100),
            Topic = fields.Line(audience.Topic, "audience.topic", 100),
            TopicDays = audience.TopicDays,
            Accounts = [.. (audience.Accounts ?? []).Distinct()],
        }, request.SamplePercent, request.StartDay, request.MostPerDay);
    }
}
