using FeedbackBot.Access;
using FeedbackBot.Host.Api.Edge;

namespace FeedbackBot.Host.Api;

/// <summary>The REST API: every operation with the scope it needs.</summary>
public static class ApiSetup
{
    public const string Root = "/api/v1";

    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddSingleton<KeyRing>();
        services.AddSingleton<RunOnce>();
        services.AddSingleton<FileTicket>();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default));
        return services;
    }

    public static void MapApi(this WebApplication app)
    {
        app.UseWhen(http => http.Request.Path.StartsWithSegments(Root), api => api.UseMiddleware<ApiEdge>());
        var routes = app.MapGroup(Root);
        routes.MapPost("/analyze", AnalyzeEndpoint.PostAsync).Needs(Scopes.Analyze)
            .Accepts<AnalyzeRequest>("application/json").Produces<AnalyzeResult>();
        routes.MapPost("/tickets", CreateTicketEndpoint.PostAsync).Needs(Scopes.TicketsWrite)
            .Accepts<CreateTicketRequest>("application/json").Produces<TicketDetailJson>(StatusCodes.Status201Created);
        routes.MapGet("/tickets", TicketEndpoints.ListAsync).Needs(Scopes.TicketsRead).Produces<PageJson<TicketJson>>();
        routes.MapGet("/tickets/{number}", TicketEndpoints.GetAsync).Needs(Scopes.TicketsRead).Produces<TicketDetailJson>();
    }

    private static RouteHandlerBuilder Needs(this RouteHandlerBuilder route, string scope) => route.WithMetadata(new NeedsScope(scope));
}
