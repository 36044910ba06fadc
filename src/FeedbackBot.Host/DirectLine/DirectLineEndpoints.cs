using System.Text.Json;
using FeedbackBot.Conversations;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using FeedbackBot.Understanding;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.DirectLine;

/// <summary>Direct Line 3.0 as the genuine clients speak it. Reading a conversation is never refused for load, and a watermark never fails.</summary>
public static class DirectLineEndpoints
{
    public const string Channel = "webchat";
    private const int MostName = 200;

    /// <summary>The largest signal (such as typing) that does not count as speaking, in bytes.</summary>
    private const int MostSignal = 4096;

    public static void MapDirectLine(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v3/directline").AddEndpointFilter<WireFaults>().AddEndpointFilter<OriginCheck>().ExcludeFromDescription();
        group.MapPost("/tokens/generate", GenerateAsync);
        group.MapPost("/tokens/refresh", Refresh);
        group.MapPost("/conversations", StartAsync);
        group.MapGet("/conversations/{id}", ReconnectAsync);
        group.MapGet("/conversations/{id}/activities", ReadAsync);
        group.MapPost("/conversations/{id}/activities", PostAsync);
        group.MapPost("/conversations/{id}/upload", Uploads.PostAsync);
        group.MapGet("/attachments/{attachmentId:guid}", Uploads.GetAsync);
        group.MapGet("/session/getsessionid", () => Results.Json(new { sessionId = VisitorTokens.NewId() }));
        group.MapGet("/conversations/{id}/stream", ActivityStream.RunAsync);
    }

    private static async Task<IResult> GenerateAsync(HttpContext http, VisitorTokens tokens, IdentityTokens identities, RateLimits limits)
    {
        if (!limits.MayTakeToken(http))
        {
            return Wire.TooMany(http);
        }

        if (await Wire.ReadAsync(http, DirectLineJson.Default.TokenRequest) is not { } request)
        {
            return Wire.BadRequest("BadArgument", "The body must be a JSON object.");
        }

        var user = request.User?.Id;
        if (user != null && (!user.StartsWith("dl_", StringComparison.Ordinal) || user.Length > 200))
        {
            return Wire.BadRequest("BadArgument", "user.id must begin with dl_ and have at most 200 characters.");
        }

        VerifiedIdentity? identity = null;
        if (request.User?.Token is { } proof)
        {
            identity = await identities.CheckAsync(proof);
            if (identity == null)
            {
                return Wire.Forbidden("InvalidIdentity", "user.token is not a valid identity token of this site.");
            }
        }

        var visitor = new Visitor(VisitorTokens.NewId(), user ?? "dl_" + VisitorTokens.NewId(), identity);
        return Wire.Json(new ConversationAnswer(visitor.ConversationKey, tokens.Give(visitor), tokens.LifetimeSeconds));
    }

    private static IResult Refresh(HttpContext http, VisitorTokens tokens) =>
        Authorize.Bearer(http, tokens, out var visitor) ?? Wire.Json(new ConversationAnswer(visitor.ConversationKey, tokens.Give(visitor), tokens.LifetimeSeconds));

    private static async Task<IResult> StartAsync(HttpContext http, VisitorTokens tokens, StartConversation start, KeepPage keep)
    {
        if (Authorize.Bearer(http, tokens, out var visitor) is { } refusal)
        {
            return refusal;
        }

        if (await Wire.ReadAsync(http, DirectLineJson.Default.TokenRequest) is not { } request)
        {
            return Wire.BadRequest("BadArgument", "The body must be a JSON object.");
        }

        var locale = request.Locale ?? http.Request.Headers.AcceptLanguage.ToString();
        var started = await start.RunAsync(Channel, visitor.ConversationKey, locale, visitor.Identity, http.RequestAborted);
        await keep.RunAsync(Channel, visitor.ConversationKey, PageOf(request.ChannelData, visitor), http.RequestAborted);
        return Wire.Json(Opened(http, tokens, visitor, null), started.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private static async Task<IResult> ReconnectAsync(string id, string? watermark, HttpContext http, VisitorTokens tokens, IDbContextFactory<FeedbackDb> contexts)
    {
        if (Authorize.Bearer(http, tokens, out var visitor, id) is { } refusal)
        {
            return refusal;
        }

        await using var db = await contexts.CreateDbContextAsync();
        return await ConversationLog.FindAsync(db, id) == null
            ? Wire.NotFound()
            : Wire.Json(Opened(http, tokens, visitor, watermark));
    }

    /// <summary>Never 5xx: a genuine client that polls stops for good at the first one. While the log cannot be read, nothing is new.</summary>
    private static async Task<IResult> ReadAsync(
        string id, string? watermark, HttpContext http, VisitorTokens tokens, IDbContextFactory<FeedbackDb> contexts, NoteSeen seen, ILogger<WireFaults> log)
    {
        if (Authorize.Bearer(http, tokens, out _, id) is { } refusal)
        {
            return refusal;
        }

        try
        {
            return await ReadFromAsync(id, watermark, http, tokens, contexts, seen);
        }
        catch (Exception failure) when (!http.RequestAborted.IsCancellationRequested)
        {
            log.LogError(failure, "The log of a conversation could not be read");
            return Results.Json(new NothingNew([], watermark ?? ""), DirectLineJson.Default.NothingNew);
        }
    }

    private static async Task<IResult> ReadFromAsync(string id, string? watermark, HttpContext http, VisitorTokens tokens, IDbContextFactory<FeedbackDb> contexts, NoteSeen note)
    {
        await using var db = await contexts.CreateDbContextAsync();
        if (await ConversationLog.FindAsync(db, id) is not { } conversation)
        {
            return Wire.NotFound();
        }

        var seen = ConversationLog.Watermark(watermark, conversation);
        var messages = await ConversationLog.AfterAsync(db, conversation.Id, seen);
        await note.RunAsync(conversation.Id, messages, http.RequestAborted);
        var mark = messages.Count > 0 ? messages[^1].Sequence : seen;
        return Results.Bytes(ActivityJson.Set(id, messages, mark, Authorize.AttachmentLinks(http, tokens)), "application/json; charset=utf-8");
    }

    private static async Task<IResult> PostAsync(string id, HttpContext http, VisitorTokens tokens, TakeTurn take, KeepPage keep, TypingSigns signs, RateLimits limits)
    {
        if (Authorize.Bearer(http, tokens, out var visitor, id) is { } refusal)
        {
            return refusal;
        }

        var mayBeSignal = http.Request.ContentLength <= MostSignal;
        if (!mayBeSignal && !limits.MaySpeak(id))
        {
            return Wire.TooMany(http);
        }

        var activity = await Wire.ReadAsync(http, DirectLineJson.Default.PostedActivity);
        if (activity?.Type == "typing" && PageOf(activity.ChannelData, visitor).Count == 0)
        {
            // Genuine clients send one every few seconds; they have their own limit and use up nobody's words.
            await signs.CustomerTypesAsync(id, http.RequestAborted);
            return Wire.Json(new ResourceAnswer(ActivityJson.IdOf(id, 0)));
        }

        if (mayBeSignal && !limits.MaySpeak(id))
        {
            return Wire.TooMany(http);
        }

        if (activity?.Type == null)
        {
            return Wire.BadRequest("MissingProperty", "The body must be an activity: a JSON object with a type.");
        }

        if (activity.Type != "message")
        {
            // Joins and other signals ask for nothing; only what they say of the page is kept.
            await keep.RunAsync(Channel, id, PageOf(activity.ChannelData, visitor), http.RequestAborted);
            return Wire.Json(new ResourceAnswer(ActivityJson.IdOf(id, 0)));
        }

        var turn = await take.RunAsync(Inbound(id, activity, visitor), http.RequestAborted);
        return Wire.Json(new ResourceAnswer(ActivityJson.IdOf(id, turn.Heard.Sequence)));
    }

    internal static InboundMessage Inbound(string conversationKey, PostedActivity activity, Visitor visitor) => new()
    {
        Channel = Channel,
        ConversationKey = conversationKey,
        MessageKey = Shorten(activity.ChannelData.Text("clientActivityID") ?? activity.Id),
        SenderId = visitor.UserId,
        SenderName = Shorten(activity.From?.Name),
        Text = activity.Text ?? "",
        Value = activity.Value is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } value
            ? TextCleaning.Clean(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText())
            : null,
        Locale = activity.Locale,
        TimeZone = activity.LocalTimezone,
        ChannelData = activity.ChannelData is { ValueKind: JsonValueKind.Object } data ? data.GetRawText() : null,
        PageAnswers = PageOf(activity.ChannelData, visitor),
    };

    private static IReadOnlyDictionary<string, string> PageOf(JsonElement? channelData, Visitor visitor) =>
        PageFacts.With(PageFacts.Read(channelData.Part("page")), visitor.Identity?.Order);

    private static string? Shorten(string? text) => text == null ? null : TextCleaning.Cut(TextCleaning.Clean(text), MostName);

    private static ConversationAnswer Opened(HttpContext http, VisitorTokens tokens, Visitor visitor, string? watermark)
    {
        var token = tokens.Give(visitor);
        var scheme = http.Request.IsHttps ? "wss" : "ws";
        var mark = Uri.EscapeDataString(string.IsNullOrEmpty(watermark) ? "-" : watermark);
        var stream = $"{scheme}://{http.Request.Host}/v3/directline/conversations/{visitor.ConversationKey}/stream?watermark={mark}&t={token}";
        return new(visitor.ConversationKey, token, tokens.LifetimeSeconds, stream);
    }
}
