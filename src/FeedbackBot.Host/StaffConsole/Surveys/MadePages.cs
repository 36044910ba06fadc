using FeedbackBot.Accounts;
using FeedbackBot.Conversations;
using FeedbackBot.Host.Chat;
using FeedbackBot.Host.StaffConsole.Tickets;
using FeedbackBot.Storage;
using FeedbackBot.Surveys;
using FeedbackBot.Surveys.Made;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.StaffConsole.Surveys;

/// <summary>What can be done to a survey.</summary>
public sealed class SurveyVerbs(ChangeSurvey change, PublishSurvey publish, CopySurvey copy, ArchiveSurvey archive)
{
    /// <summary>Saves, and publishes where that is asked: both or nothing.</summary>
    public async Task SaveAsync(FeedbackDb db, Guid id, SurveyForm form, bool publishes, StaffMember by)
    {
        await change.RunAsync(db, id, form.Draft(), form.Revision, by);
        if (publishes)
        {
            await publish.RunAsync(db, id, by);
        }
    }

    /// <returns>The survey to go on with.</returns>
    public async Task<Guid> DoAsync(string verb, FeedbackDb db, Guid id, StaffMember by)
    {
        switch (verb)
        {
            case "copy":
                return await copy.RunAsync(db, id, by);
            case "archive":
                await archive.RunAsync(db, id, by);
                return id;
            default:
                throw new RuleViolation("not_found", "There is no such thing to do.");
        }
    }
}

/// <summary>Surveys that managers make: list, editor, preview.</summary>
public static class MadePages
{
    public const string Path = $"{SurveyPages.Path}/made";

    public static void Map(RouteGroupBuilder console)
    {
        SurveyResultPages.Map(console);
        var pages = console.MapGroup("/surveys/made").AddEndpointFilter<ManagersOnly>();
        pages.MapGet("", (HttpContext http, IDbContextFactory<FeedbackDb> contexts) => ListAsync(http, contexts, null));
        pages.MapGet("/new", (HttpContext http) => Pages.Page<MakeSurveyPage>(("Viewer", http.Viewer())));
        pages.MapPost("", MakeAsync);
        pages.MapPost("/after-resolution", ChooseAsync);
        pages.MapGet("/{id:guid}", (Guid id, HttpContext http, IDbContextFactory<FeedbackDb> contexts) => EditAsync(id, http, contexts, null, null));
        pages.MapPost("/{id:guid}", SaveAsync);
        pages.MapGet("/{id:guid}/preview", PreviewAsync);
        pages.MapPost("/{id:guid}/{verb}", DoAsync);
    }

    public static string PathOf(Guid id) => $"{Path}/{id}";

    private static async Task<IResult> ListAsync(HttpContext http, IDbContextFactory<FeedbackDb> contexts, RuleViolation? refused)
    {
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var surveys = await db.Surveys.AsNoTracking().OrderByDescending(s => s.CreatedAt).ThenByDescending(s => s.Id).ToListAsync(http.RequestAborted);
        return Pages.Page<MadeListPage>(
            refused == null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity, ("Viewer", http.Viewer()), ("Surveys", surveys),
            ("Anonymous", await SurveyState.AnonymousAsync(db, http.RequestAborted)), ("Refused", refused), ("IsDone", http.Request.Query.ContainsKey("done")));
    }

    /// <summary>What customers are asked after a resolution.</summary>
    private static async Task<IResult> ChooseAsync(HttpContext http, ChooseAfterResolution choose, IDbContextFactory<FeedbackDb> contexts, UnitOfWork work)
    {
        var typed = new Fields(await http.Request.ReadFormAsync())["survey"];
        try
        {
            var chosen = typed.Length == 0 ? (Guid?)null : Guid.TryParse(typed, out var id) ? id : throw new RuleViolation("survey_not_published", "This survey is not published or is archived; publish it or choose another.", "survey");
            await work.RunAsync(db => choose.RunAsync(db, chosen, http.Viewer().Staff), http.RequestAborted);
            return Results.Redirect($"{Path}?done");
        }
        catch (RuleViolation broken)
        {
            return await ListAsync(http, contexts, broken);
        }
    }

    private static async Task<IResult> MakeAsync(HttpContext http, MakeSurvey make, FlowLibrary flows, UnitOfWork work)
    {
        var (viewer, typed) = (http.Viewer(), new Fields(await http.Request.ReadFormAsync()));
        try
        {
            var metric = ColumnForms.TryParse<Metric>(typed["metric"], out var named) ? named : throw new RuleViolation("required", "Say how the survey begins.", "metric");
            var asked = new LocalizedText(SurveyQuestion.Of(flows.Book, metric, Languages.Chinese, false).Text, SurveyQuestion.Of(flows.Book, metric, Languages.English, false).Text);
            var first = new Question(Question.NewId(viewer.Now), Enum.Parse<QuestionType>(metric.ToString()), asked) { Required = true };
            var draft = new SurveyDraft(new(typed["name_zh"], typed["name_en"]), [first], typed["anonymous"].Length > 0);
            return Results.Redirect(PathOf(await work.RunAsync(db => make.RunAsync(db, typed["key"].Trim(), draft, viewer.Staff), http.RequestAborted)));
        }
        catch (RuleViolation broken)
        {
            return Pages.Page<MakeSurveyPage>(StatusCodes.Status422UnprocessableEntity, ("Viewer", viewer), ("Typed", typed.All), ("Refused", broken));
        }
    }

    private static async Task<IResult> EditAsync(Guid id, HttpContext http, IDbContextFactory<FeedbackDb> contexts, SurveyForm? form, RuleViolation? refused)
    {
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var survey = await db.Surveys.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, http.RequestAborted) ?? throw new RuleViolation("not_found", "There is no such survey.");
        var versions = await db.SurveyVersions.AsNoTracking().Where(v => v.SurveyId == id).OrderByDescending(v => v.Number).ToListAsync(http.RequestAborted);
        return Pages.Page<EditSurveyPage>(
            refused == null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity, ("Viewer", http.Viewer()), ("Survey", survey), ("Versions", versions),
            ("Form", form ?? SurveyForm.Of(survey)), ("IsUnsaved", form != null), ("Refused", refused), ("Done", http.Request.Query["done"].ToString()));
    }

    private static async Task<IResult> SaveAsync(Guid id, HttpContext http, IDbContextFactory<FeedbackDb> contexts, SurveyVerbs verbs, UnitOfWork work)
    {
        var (viewer, typed) = (http.Viewer(), new Fields(await http.Request.ReadFormAsync()));
        var (form, verb) = (SurveyForm.Read(typed), typed["do"]);
        if (verb is not ("" or "save" or "publish" or "preview"))
        {
            return await EditAsync(id, http, contexts, form.After(verb, viewer.Now), null);
        }

        try
        {
            await work.RunAsync(db => verbs.SaveAsync(db, id, form, verb == "publish", viewer.Staff), http.RequestAborted);
            return Results.Redirect(verb == "preview" ? PreviewOf(id, viewer.Language) : $"{PathOf(id)}?done={(verb == "publish" ? "published" : "saved")}");
        }
        catch (RuleViolation broken) when (broken.Code != "not_found")
        {
            return await EditAsync(id, http, contexts, form, broken);
        }
    }

    internal static string PreviewOf(Guid id, string language) => $"{PathOf(id)}/preview?lang={language}";

    private static async Task<IResult> DoAsync(Guid id, string verb, HttpContext http, IDbContextFactory<FeedbackDb> contexts, SurveyVerbs verbs, UnitOfWork work)
    {
        try
        {
            return Results.Redirect($"{PathOf(await work.RunAsync(db => verbs.DoAsync(verb, db, id, http.Viewer().Staff), http.RequestAborted))}?done={(verb == "copy" ? "copied" : "archived")}");
        }
        catch (RuleViolation broken) when (broken.Code != "not_found")
        {
            return await EditAsync(id, http, contexts, null, broken);
        }
    }

    /// <summary>The draft as customers would see it, page by page. What is entered travels in the address and is stored nowhere.</summary>
    private static async Task<IResult> PreviewAsync(Guid id, HttpContext http, IDbContextFactory<FeedbackDb> contexts, FlowLibrary flows)
    {
        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        var survey = await db.Surveys.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, http.RequestAborted) ?? throw new RuleViolation("not_found", "There is no such survey.");
        var (query, language) = (http.Request.Query, PageLanguage.Of(http.Request));
        var walk = PreviewWalk.Of(survey.Questions, query);
        return Chat.Pages.Plain<MadeSurveyPage>(http, new
        {
            Language = language,
            BackTo = PathOf(id),
            View = new MadeSurveyView(SurveyVersion.Preview(survey), walk.Page, $"{PathOf(id)}/preview")
            {
                IsPreview = true,
                IsLetGo = walk.IsLetGo,
                Typed = walk.Typed,
                Faults = walk.Faults,
                Hidden = walk.Hidden,
                IsGoingOn = walk.Hidden.Count > 0,
                Scales = MadeSurveyView.ScalesIn(flows.Book, language),
            },
        });
    }
}
