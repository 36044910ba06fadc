using FeedbackBot.Conversations;
using FeedbackBot.Host.DirectLine;
using FeedbackBot.Host.Settings;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Host.Chat;

/// <summary>What the chat's script asks for: answers to what was said, and the log of a visitor whom only the widget knows.</summary>
public sealed class LiveChat(
    Visits visits, SaySomething say, SaidFormReader forms, RateLimits limits, IdentityTokens identities,
    IDbContextFactory<FeedbackDb> contexts, FragmentWriter fragments, NoteSeen note, IOptions<WebChatOptions> options)
{
    public async Task<IResult> SayAsync(HttpContext http)
    {
        var language = PageLanguage.Of(http.Request);
        var (form, problem, status) = await forms.ReadAsync(http);
        if (problem != null)
        {
            return Results.Text(ChatTexts.Get(language, problem, ("size", ChatView.Megabytes(options.Value.LargestUpload))), statusCode: status);
        }

        if (await visits.FindAsync(http, form!.Token, form.Framed) is not { } visit)
        {
            return Results.StatusCode(StatusCodes.Status401Unauthorized);
        }

        if (!limits.MaySpeak(visit.Visitor.ConversationKey))
        {
            http.Response.Headers.RetryAfter = "10";
            return Results.Text(ChatTexts.Get(language, "problem.too_many"), statusCode: StatusCodes.Status429TooManyRequests);
        }

        try
        {
            var turn = await say.RunAsync(http, visit, form, language);
            var html = await fragments.WriteAsync([turn.Heard, .. turn.Replies], language, FileToken(visit));
            http.Response.Headers.CacheControl = "no-store";
            return Results.Text(html, "text/html; charset=utf-8");
        }
        catch (FileRefused refused)
        {
            return Results.Text(refused.Say(language, options.Value), statusCode: refused.Status);
        }
    }

    /// <summary>The log for a page that was sent without one: the kept token's, a signed-in customer's, or a new conversation's.</summary>
    public async Task<IResult> OpenAsync(HttpContext http)
    {
        var language = PageLanguage.Of(http.Request);
        var identity = await IdentityAsync(http);
        var visit = await visits.FindAsync(http, null, framed: true);
        if (identity != null && visit?.Visitor.Identity?.Subject != identity.Subject)
        {
            // Signed in since: what was said anonymously stays apart, for a claim never joins what was not proved.
            visit = null;
        }

        if (visit == null && !limits.MayTakeToken(http))
        {
            var busy = new Dictionary<string, object?> { ["Messages"] = Array.Empty<Messages.Message>(), ["Live"] = false, ["Problem"] = ChatTexts.Get(language, "busy.text") };
            return await LogAsync(language, busy);
        }

        visit = visit == null ? await visits.StartAsync(language, identity, http.RequestAborted) : visits.Renew(visit);
        await using var db = await contexts.CreateDbContextAsync();
        var messages = await ReadLog.WholeAsync(db, visit.Conversation.Id);
        await note.RunAsync(visit.Conversation.Id, messages, http.RequestAborted);
        http.Response.Headers[Visits.Header] = visit.Token;
        http.Response.Headers.CacheControl = "no-store";
        return await LogAsync(language, new() { ["Messages"] = messages, ["FileToken"] = visit.Token, ["Alone"] = true });
    }

    internal static string? FileToken(Visit visit) => visit.ByCookie ? null : visit.Token;

    private async Task<IResult> LogAsync(string language, Dictionary<string, object?> parameters) =>
        Results.Text(await fragments.RenderAsync<ChatLog>(language, parameters), "text/html; charset=utf-8");

    private async Task<VerifiedIdentity?> IdentityAsync(HttpContext http)
    {
        var form = await PostedForm.TryReadAsync(http);
        return form?["userToken"].ToString() is { Length: > 0 } proof ? await identities.CheckAsync(proof) : null;
    }
}
