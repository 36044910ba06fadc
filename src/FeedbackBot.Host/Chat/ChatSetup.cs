using FeedbackBot.Host.Assets;
using FeedbackBot.Host.DirectLine;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FeedbackBot.Host.Chat;

/// <summary>The customer's pages: chat, the genuine Web Chat, a case by its code, the privacy note.</summary>
public static class ChatSetup
{
    public static IServiceCollection AddChat(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.TryAddSingleton(provider => AssetManifest.Read(provider.GetRequiredService<IWebHostEnvironment>().ContentRootPath));
        services.AddSingleton<Pages>();
        services.AddSingleton<Visits>();
        services.AddSingleton<SaidFormReader>();
        services.AddSingleton<SaySomething>();
        services.AddSingleton<FragmentWriter>();
        services.AddSingleton<ChatPages>();
        services.AddSingleton<LiveChat>();
        services.AddSingleton<ChatStream>();
        services.AddSingleton<CasePages>();
        services.AddSingleton<ConfirmPages>();
        services.AddSingleton<CopyPages>();
        services.AddSingleton<SurveyPages>();
        services.AddSingleton<MadeSurveyPages>();
        services.AddSingleton<StopPages>();
        return services;
    }

    public static void MapChat(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").AddEndpointFilter<SameSite>().ExcludeFromDescription();
        group.MapGet("/", (HttpContext http) => Results.LocalRedirect("/chat" + http.Request.QueryString));
        group.MapGet("/chat", (HttpContext http, ChatPages pages) => pages.ShowAsync(http));
        group.MapPost("/chat", (HttpContext http, ChatPages pages) => pages.SayAsync(http));
        group.MapPost("/chat/messages", (HttpContext http, LiveChat live) => live.SayAsync(http));
        group.MapPost("/chat/typing", TypingAsync);
        group.MapPost("/chat/open", (HttpContext http, LiveChat live) => live.OpenAsync(http));
        group.MapGet("/chat/stream", (HttpContext http, ChatStream stream) => stream.RunAsync(http));
        group.MapGet("/chat/files/{id:guid}", FileAsync);
        group.MapGet("/webchat", WebChatAsync);
        group.MapGet("/case", CasePages.Ask);
        group.MapPost("/case", (HttpContext http, CasePages cases) => cases.AnswerAsync(http));
        group.MapGet("/ideas", IdeasPage.ShowAsync);
        group.MapGet("/privacy/confirm/{token}", (string token, HttpContext http, ConfirmPages pages) => pages.AskAsync(token, http));
        group.MapPost("/privacy/confirm/{token}", (string token, HttpContext http, ConfirmPages pages) => pages.ConfirmAsync(token, http));
        group.MapGet("/chat/copy/{token}", (string token, HttpContext http, CopyPages pages) => pages.AskAsync(token, http));
        group.MapPost("/chat/copy/{token}", (string token, HttpContext http, CopyPages pages) => pages.ConfirmAsync(token, http));
        group.MapGet("/survey/{token}", (string token, HttpContext http, SurveyPages pages) => pages.AskAsync(token, http));
        group.MapGet("/survey/{token}/stop", (string token, HttpContext http, StopPages pages) => pages.AskAsync(token, http));
        group.MapPost("/survey/{token}/stop", (string token, HttpContext http, StopPages pages) => pages.StopAsync(token, http));
        group.MapPost("/survey/{token}", (string token, HttpContext http, SurveyPages pages) => pages.AnswerAsync(token, http));
        group.MapGet("/privacy", (HttpContext http) => Pages.Plain<PrivacyPage>(http, new { Language = PageLanguage.Of(http.Request) }));
    }

    private static async Task<IResult> TypingAsync(HttpContext http, Visits visits, TypingSigns signs)
    {
        if (await visits.FindAsync(http) is { } visit)
        {
            await signs.CustomerTypesAsync(visit.Visitor.ConversationKey, http.RequestAborted);
        }

        return Results.NoContent();
    }

    private static async Task<IResult> FileAsync(Guid id, string? t, HttpContext http, Visits visits, KeepAttachment keep, IDbContextFactory<FeedbackDb> contexts)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var visit = await visits.FindAsync(http, t);
        return visit != null && await KeepAttachment.FindAsync(db, id, visit.Conversation.Id) is { } file
            ? keep.Send(http, file)
            : NoticePage.Show(http, PageLanguage.Of(http.Request), "missing", StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> WebChatAsync(HttpContext http, Visits visits, RateLimits limits)
    {
        var language = PageLanguage.Of(http.Request);
        var visit = await visits.FindAsync(http);
        if (visit == null && !limits.MayTakeToken(http))
        {
            return NoticePage.Busy(http, language);
        }

        visit = visit == null ? await visits.StartAsync(language, null, http.RequestAborted) : visits.Renew(visit);
        visits.Keep(http, visit);
        var nonce = VisitorTokens.NewId();
        return Pages.WithNonce<WebChatPage>(http, new { Language = language, Nonce = nonce, visit.Token }, nonce);
    }
}
