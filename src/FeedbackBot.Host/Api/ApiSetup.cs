using FeedbackBot.Access;
using FeedbackBot.Host.Api.Edge;
using FeedbackBot.Host.Import;
using FeedbackBot.Storage;
using FeedbackBot.Webhooks;
using Microsoft.AspNetCore.DataProtection;

namespace FeedbackBot.Host.Api;

/// <summary>The REST API: every operation with the scope it needs.</summary>
public static class ApiSetup
{
    public const string Root = "/api/v1";

    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddSingleton<KeyRing>();
        services.AddSingleton<RunOnce>();
        services.AddSingleton<ForgetAnswers>();
        services.AddSingleton<FileTicket>();
        services.AddSingleton<TicketVerb>();
        services.AddSingleton<PutAccount>();
        services.AddSingleton<PutOrder>();
        services.AddSingleton<ImportOrders>();
        services.AddSingleton<ImportAccounts>();
        services.AddSingleton<ICommitStep, TellOfChanges>();
        services.AddSingleton(provider => SealOf(provider.GetRequiredService<IDataProtectionProvider>().CreateProtector("webhook secrets")));
        services.AddApiDocument();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default));
        return services;
    }

    public static void MapApi(this WebApplication app)
    {
        app.UseWhen(http => http.Request.Path.StartsWithSegments(Root), api => api.UseMiddleware<ApiEdge>());
        app.MapOpenApi("/openapi/{documentName}.json");
        var routes = app.MapGroup(Root);
        MapTickets(routes.MapGroup("").WithTags("tickets"));
        MapAccounts(routes.MapGroup("").WithTags("accounts"));
        MapSatisfaction(routes.MapGroup("").WithTags("satisfaction"));
        MapOutreach(routes.MapGroup("").WithTags("outreach"));
        MapWebhooks(routes.MapGroup("/webhooks").WithTags("webhooks"));
    }

    private static SecretSeal SealOf(IDataProtector protector) => new(protector.Protect, protector.Unprotect);

    private static void MapWebhooks(RouteGroupBuilder routes)
    {
        routes.MapGet("", WebhookEndpoints.ListAsync).Is("listWebhooks", "All webhooks", Scopes.Webhooks).Gives<WebhooksJson>();
        routes.MapPost("", WebhookEndpoints.PostAsync).Is("createWebhook", "Add a webhook; its secret is told this once", Scopes.Webhooks)
            .Takes<WebhookRequest>().Gives<WebhookJson>(StatusCodes.Status201Created);
        routes.MapGet("/{webhook}", WebhookEndpoints.GetAsync).Is("getWebhook", "A webhook", Scopes.Webhooks).Gives<WebhookJson>().Misses();
        routes.MapPatch("/{webhook}", WebhookEndpoints.PatchAsync).Is("changeWebhook", "Change a webhook; If-Match with its ETag changes it only as it was seen", Scopes.Webhooks)
            .Takes<WebhookRequest>().Gives<WebhookJson>().Misses().Fails(StatusCodes.Status412PreconditionFailed);
        routes.MapDelete("/{webhook}", WebhookEndpoints.DeleteAsync).Is("deleteWebhook", "Take a webhook away with its deliveries", Scopes.Webhooks).Gives<WebhookJson>().Misses();
        routes.MapPost("/{webhook}/secret", WebhookEndpoints.RotateAsync).Is("rotateWebhookSecret", "Give it a new secret, told this once", Scopes.Webhooks)
            .Takes<RotationRequest>().Gives<WebhookJson>().Misses();
        routes.MapPost("/{webhook}/test", WebhookEndpoints.TestAsync).Is("testWebhook", "Send it an event that means nothing", Scopes.Webhooks)
            .Gives<WebhookDeliveryJson>(StatusCodes.Status202Accepted).Misses();
        routes.MapGet("/{webhook}/deliveries", WebhookEndpoints.DeliveriesAsync).Is("listWebhookDeliveries", "A page of deliveries, the newest first", Scopes.Webhooks)
            .Asks(ApiQueries.WebhookDeliveries).Gives<PageJson<WebhookDeliveryJson>>().Misses();
        routes.MapPost("/{webhook}/replay", WebhookEndpoints.ReplayAsync).Is("replayWebhook", "Send one delivery once more, or all that were given up since a moment", Scopes.Webhooks)
            .Takes<ReplayRequest>().Gives<ReplayedJson>(StatusCodes.Status202Accepted).Misses();
    }

    private static void MapOutreach(RouteGroupBuilder routes)
    {
        routes.MapGet("/accounts/{externalId}/deputies", OutreachEndpoints.GetDeputiesAsync).Is("getDeputies", "Who stands in for an account's owner", Scopes.AccountsRead)
            .Gives<DeputiesJson>().Misses();
        routes.MapPut("/accounts/{externalId}/deputies", OutreachEndpoints.PutDeputiesAsync).Is("putDeputies", "Say who stands in for an account's owner", Scopes.AccountsWrite)
            .Takes<DeputiesRequest>().Gives<DeputiesJson>().Misses();
        routes.MapGet("/accounts/{externalId}/standing", OutreachEndpoints.GetStandingAsync).Is("getStanding", "How an account stands: quadrant, figures, why it is watched", Scopes.SatisfactionRead)
            .Gives<StandingJson>().Misses();
        routes.MapGet("/owners/{email}/digests", OutreachEndpoints.GetSettingsAsync).Is("getDigestSettings", "How often and by which ways an owner is sent digests", Scopes.AccountsRead)
            .Gives<DigestSettingsJson>().Misses();
        routes.MapPut("/owners/{email}/digests", OutreachEndpoints.PutSettingsAsync).Is("putDigestSettings", "Set how often and by which ways an owner is sent digests", Scopes.AccountsWrite)
            .Takes<DigestSettingsRequest>().Gives<DigestSettingsJson>().Misses();
        routes.MapGet("/themes", OutreachEndpoints.GetThemesAsync).Is("getThemes", "What customers speak of more than before", Scopes.SatisfactionRead)
            .Asks(ApiQueries.Themes).Gives<ThemesJson>().Misses();
        routes.MapGet("/campaigns", CampaignEndpoints.ListAsync).Is("listCampaigns", "The newest campaigns and how far they have come", Scopes.AnswersRead).Gives<CampaignsJson>();
        routes.MapPost("/campaigns", CampaignEndpoints.PostAsync).Is("planCampaign", "Make the draft of a campaign", Scopes.AnswersWrite)
            .Takes<CampaignRequest>().Gives<CampaignJson>(StatusCodes.Status201Created);
        routes.MapGet("/campaigns/{campaign}", CampaignEndpoints.GetAsync).Is("getCampaign", "A campaign and how far it has come", Scopes.AnswersRead).Gives<CampaignJson>().Misses();
        Verb("start", CampaignEndpoints.StartAsync, "startCampaign", "Start a draft: from its start day on, it sends");
        Verb("pause", CampaignEndpoints.PauseAsync, "pauseCampaign", "Send nothing until it is resumed");
        Verb("resume", CampaignEndpoints.ResumeAsync, "resumeCampaign", "Go on where it was paused");
        Verb("stop", CampaignEndpoints.StopAsync, "stopCampaign", "Stop it for good");

        void Verb(string verb, Delegate handler, string id, string summary) =>
            routes.MapPost($"/campaigns/{{campaign}}/{verb}", handler).Is(id, summary, Scopes.AnswersWrite).Gives<CampaignJson>().Misses();
    }

    private static void MapTickets(RouteGroupBuilder routes)
    {
        routes.MapPost("/analyze", AnalyzeEndpoint.PostAsync).Is("analyze", "Read texts without keeping anything", Scopes.Analyze)
            .Takes<AnalyzeRequest>().Gives<AnalyzeResult>();
        routes.MapPost("/tickets", CreateTicketEndpoint.PostAsync).Is("createTicket", "Open a case: read, routed, promised", Scopes.TicketsWrite)
            .Takes<CreateTicketRequest>().Gives<TicketDetailJson>(StatusCodes.Status201Created);
        routes.MapGet("/tickets", TicketEndpoints.ListAsync).Is("listTickets", "A page of cases", Scopes.TicketsRead)
            .Asks(ApiQueries.Tickets).Gives<PageJson<TicketJson>>();
        routes.MapGet("/tickets/{number}", TicketEndpoints.GetAsync).Is("getTicket", "A case with everything about it", Scopes.TicketsRead)
            .Gives<TicketDetailJson>().Misses();
        Verb("replies", TicketVerbEndpoints.ReplyAsync, "replyToTicket", "Answer the customer in the chat").Takes<TextRequest>().Gives<MessageJson>(StatusCodes.Status201Created);
        Verb("notes", TicketVerbEndpoints.NoteAsync, "addNote", "Note something privately").Takes<TextRequest>().Gives<NoteJson>(StatusCodes.Status201Created);
        Verb("assign", TicketVerbEndpoints.AssignAsync, "assignTicket", "Give it to a team, to a member of staff, or to nobody").Takes<AssignRequest>().Gives<TicketJson>();
        Verb("resolve", TicketVerbEndpoints.ResolveAsync, "resolveTicket", "End the work with cause and remedy").Takes<ResolveRequest>().Gives<TicketJson>();
        Verb("hold", TicketVerbEndpoints.HoldAsync, "holdTicket", "Put it on hold").Takes<HoldRequest>().Gives<TicketJson>();
        Verb("reopen", TicketVerbEndpoints.ReopenAsync, "reopenTicket", "Open it again").Takes<ReopenRequest>().Gives<TicketJson>();
        Verb("merge", TicketVerbEndpoints.MergeAsync, "mergeTicket", "Make it a part of another; answers with that other").Takes<MergeRequest>().Gives<TicketJson>();
        Verb("reading", TicketVerbEndpoints.CorrectReadingAsync, "correctReading", "Say what the customer's words are, where the reading is wrong or to confirm it").Takes<ReadingRequest>().Gives<TicketJson>();
        Verb("links", TicketVerbEndpoints.LinkAsync, "linkTicket", "Point from it to another").Takes<LinkRequest>().Gives<LinkJson>(StatusCodes.Status201Created);

        RouteHandlerBuilder Verb(string verb, Delegate handler, string id, string summary) =>
            routes.MapPost($"/tickets/{{number}}/{verb}", handler).Is(id, summary, Scopes.TicketsWrite).Misses();
    }

    private static void MapAccounts(RouteGroupBuilder routes)
    {
        routes.MapGet("/accounts", AccountEndpoints.ListAsync).Is("listAccounts", "A page of accounts", Scopes.AccountsRead)
            .Asks(ApiQueries.Accounts).Gives<PageJson<AccountJson>>();
        routes.MapGet("/accounts/{externalId}", AccountEndpoints.GetAsync).Is("getAccount", "An account", Scopes.AccountsRead)
            .Gives<AccountJson>().Misses();
        routes.MapPut("/accounts/{externalId}", AccountEndpoints.PutAsync).Is("putAccount", "Make or change an account", Scopes.AccountsWrite)
            .Takes<AccountRequest>().Gives<AccountJson>().Gives<AccountJson>(StatusCodes.Status201Created);
        routes.MapGet("/contacts", ContactEndpoints.ListAsync).Is("listContacts", "A page of contacts", Scopes.AccountsRead)
            .Asks(ApiQueries.Contacts).Gives<PageJson<ContactJson>>();
        routes.MapGet("/contacts/{externalId}", ContactEndpoints.GetAsync).Is("getContact", "A contact", Scopes.AccountsRead)
            .Gives<ContactJson>().Misses();
        routes.MapPut("/contacts/{externalId}", ContactEndpoints.PutAsync).Is("putContact", "Make or change a contact", Scopes.AccountsWrite)
            .Takes<ContactRequest>().Gives<ContactJson>().Gives<ContactJson>(StatusCodes.Status201Created);
        routes.MapGet("/orders", OrderEndpoints.ListAsync).Is("listOrders", "A page of orders, the newest first", Scopes.AccountsRead)
            .Asks(ApiQueries.Orders).Gives<PageJson<OrderJson>>();
        routes.MapPut("/orders/{number}", OrderEndpoints.PutAsync).Is("putOrder", "Make or change an order", Scopes.AccountsWrite)
            .Takes<OrderRequest>().Gives<OrderJson>().Gives<OrderJson>(StatusCodes.Status201Created);
    }

    private static void MapSatisfaction(RouteGroupBuilder routes)
    {
        routes.MapPost("/answers", SatisfactionEndpoints.PostAnswerAsync).Is("importAnswer", "Store an answer that was given elsewhere", Scopes.AnswersWrite)
            .Takes<AnswerRequest>().Gives<AnswerJson>(StatusCodes.Status201Created);
        routes.MapGet("/surveys", SurveyEndpoints.ListAsync).Is("listSurveys", "The surveys there are, in their own words", Scopes.AnswersRead).Gives<SurveysJson>();
        routes.MapPost("/surveys/{id}/invitations", SurveyEndpoints.InviteAsync).Is("inviteToSurvey", "Make a link to a survey for one customer, to be delivered by the caller", Scopes.AnswersWrite)
            .Takes<InvitationRequest>().Gives<InvitationJson>(StatusCodes.Status201Created).Misses();
        routes.MapGet("/surveys/{id}/answers", SurveyEndpoints.AnswersAsync).Is("listAnswers", "A page of answers, the newest first", Scopes.AnswersRead)
            .Asks(ApiQueries.Answers).Gives<PageJson<AnswerJson>>().Misses();
        routes.MapGet("/satisfaction", SatisfactionEndpoints.GetAsync).Is("getSatisfaction", "Scores by any dimensions", Scopes.SatisfactionRead)
            .Asks(ApiQueries.Satisfaction).Gives<SatisfactionJson>();
        routes.MapGet("/digests", SatisfactionEndpoints.ListDigestsAsync).Is("listDigests", "A page of digests and what became of them", Scopes.SatisfactionRead)
            .Asks(ApiQueries.Digests).Gives<PageJson<DigestJson>>();
    }

    private static RouteHandlerBuilder Is(this RouteHandlerBuilder route, string id, string summary, string scope) => route
        .WithName(id).WithSummary(summary).WithMetadata(new NeedsScope(scope))
        .Fails(StatusCodes.Status400BadRequest).Fails(StatusCodes.Status401Unauthorized).Fails(StatusCodes.Status403Forbidden);

    private static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder route) where T : notnull => route
        .Accepts<T>("application/json").Fails(StatusCodes.Status413PayloadTooLarge).Fails(StatusCodes.Status415UnsupportedMediaType);

    private static RouteHandlerBuilder Gives<T>(this RouteHandlerBuilder route, int status = StatusCodes.Status200OK) => route.Produces<T>(status);

    private static RouteHandlerBuilder Misses(this RouteHandlerBuilder route) => route.Fails(StatusCodes.Status404NotFound);

    private static RouteHandlerBuilder Asks(this RouteHandlerBuilder route, IReadOnlyList<QueryParameter> parameters) => route.WithMetadata(new AsksQuery(parameters));

    private static RouteHandlerBuilder Fails(this RouteHandlerBuilder route, int status) => route.Produces<ProblemJson>(status, Problems.MediaType);
}
