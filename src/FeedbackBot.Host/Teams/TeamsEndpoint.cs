using System.Text.Json.Nodes;
using FeedbackBot.Connectors.Teams;
using FeedbackBot.Host.Chat;
using FeedbackBot.Host.DirectLine;
using FeedbackBot.Outbox;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Host.Teams;

/// <summary>
/// POST /api/messages: where the Bot Framework brings activities of Teams. Every caller must prove itself with the channel's token; answers are sent to
/// the channel's service once they are stored, so that the channel gets its 200 at once. Without a registration the address is not there.
/// </summary>
public static class TeamsEndpoint
{
    public const string Path = "/api/messages";
    private const int MostBytes = 262_144;

    public static void MapTeams(this WebApplication app)
    {
        if (app.Services.GetService<ChannelTokens>() != null)
        {
            app.MapPost(Path, PostAsync).ExcludeFromDescription();
        }
    }

    private static async Task<IResult> PostAsync(HttpContext http, ChannelTokens tokens, HearTeams hear, AnswerCard answer, IOptions<TeamsOptions> teams)
    {
        if (http.Request.Headers.Authorization.Count == 0)
        {
            return Results.Unauthorized();
        }

        if (await Wire.ReadAsync(http.Request.Body, TeamsJson.Default.ReceivedActivity, http.RequestAborted, MostBytes) is not { Type: { } type } activity)
        {
            return Results.BadRequest();
        }

        switch (await tokens.CheckAsync(http.Request.Headers.Authorization, activity.ChannelId, activity.ServiceUrl, http.RequestAborted))
        {
            case TokenCheck.Invalid:
                return Results.Unauthorized();
            case TokenCheck.Unknown:
                http.Response.Headers.RetryAfter = "5";
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        if (teams.Value.AllowedTenants is { Length: > 0 } allowed && !allowed.Contains(Place.Of(activity)?.Facts.TenantId, StringComparer.OrdinalIgnoreCase))
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }

        return type switch
        {
            "message" => await DoneAsync(Place.Of(activity), place => hear.SayAsync(activity, place, http.RequestAborted)),
            "invoke" => await InvokeAsync(activity, answer, http.RequestAborted),
            "conversationUpdate" or "installationUpdate" => await MembersAsync(activity, hear, http.RequestAborted),
            _ => Results.Ok(),
        };
    }

    /// <summary>What lacks its place cannot be answered anywhere.</summary>
    private static async Task<IResult> DoneAsync(Place? place, Func<Place, Task> work)
    {
        if (place == null)
        {
            return Results.BadRequest();
        }

        await work(place);
        return Results.Ok();
    }

    private static async Task<IResult> MembersAsync(ReceivedActivity activity, HearTeams hear, CancellationToken cancellation)
    {
        var bot = activity.Recipient?.Id;
        if (activity.Action?.EndsWith("-upgrade", StringComparison.Ordinal) == true)
        {
            return Results.Ok();
        }

        if (activity.Action?.StartsWith("remove", StringComparison.Ordinal) == true || activity.MembersRemoved?.Any(m => m.Id == bot) == true)
        {
            return await DoneAsync(Place.Of(activity, wholeThread: true), place => hear.LeaveAsync(place.Facts.ThreadId, cancellation));
        }

        return activity.Action?.StartsWith("add", StringComparison.Ordinal) == true || activity.MembersAdded?.Any(m => m.Id == bot) == true
            ? await DoneAsync(Place.Of(activity, wholeThread: true), place => hear.JoinAsync(place, cancellation))
            : Results.Ok();
    }

    /// <summary>A pressed button: the answer is 200 always, and says inside how it went.</summary>
    private static async Task<IResult> InvokeAsync(ReceivedActivity activity, AnswerCard answer, CancellationToken cancellation)
    {
        if (activity.Name != "adaptiveCard/action")
        {
            return Results.StatusCode(StatusCodes.Status501NotImplemented);
        }

        var action = activity.Value.Part("action");
        if (Place.Of(activity) is not { } place || action.Text("type") != "Action.Execute" || action.Text("verb") != QuestionCard.Verb || CardAnswer.Read(action.Part("data")) is not { } pressed)
        {
            return Inside(400, "application/vnd.microsoft.error", new JsonObject { ["code"] = "NotSupported", ["message"] = ChatTexts.Get(Languages.Interface(activity.Locale), "teams.not_ours") });
        }

        return await answer.RunAsync(place, pressed, cancellation) is { } card
            ? Inside(200, CardEnvelope.CardType, card)
            : Inside(200, "application/vnd.microsoft.activity.message", ChatTexts.Get(Languages.Interface(place.Locale), "teams.not_yours"));
    }

    private static IResult Inside(int status, string type, JsonNode? value) =>
        Results.Text(new JsonObject { ["statusCode"] = status, ["type"] = type, ["value"] = value }.ToJsonString(), "application/json");
}
