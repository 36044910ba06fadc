using FeedbackBot.Accounts;
using FeedbackBot.Conversations;
using FeedbackBot.Host.DirectLine;
using FeedbackBot.Host.Settings;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Host.Chat;

/// <summary>A visitor at their conversation, and the token that proves it.</summary>
/// <param name="ByCookie">The token came in our cookie: the page needs not carry it.</param>
public sealed record Visit(Visitor Visitor, ConversationMark Conversation, string Token, bool ByCookie);

/// <summary>Finds the conversation a request belongs to, or begins one. The same conversations as Direct Line's.</summary>
public sealed class Visits(
    VisitorTokens tokens, StartConversation start, IDbContextFactory<FeedbackDb> contexts, IOptions<WebChatOptions> options)
{
    public const string Header = "X-Visitor-Token";
    private const string Cookie = "feedbackbot.visitor";

    /// <summary>The visit that the request's own token names: a header's, a form field's, or (outside foreign frames) the cookie's.</summary>
    public async Task<Visit?> FindAsync(HttpContext http, string? given = null, bool framed = false)
    {
        var carried = NotEmpty(http.Request.Headers[Header]) ?? NotEmpty(given);
        var token = carried ?? (framed ? null : http.Request.Cookies[Cookie]);
        if (tokens.CheckKept(token) is not { } visitor)
        {
            return null;
        }

        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        return await ConversationLog.FindAsync(db, visitor.ConversationKey) is { } conversation
            ? new(visitor, conversation, token!, carried == null)
            : null;
    }

    /// <summary>Begins a conversation; one whom the host site vouches for goes on with the last one, wherever it was held.</summary>
    public async Task<Visit> StartAsync(string language, VerifiedIdentity? identity, CancellationToken cancellation)
    {
        var key = identity == null ? null : await LastOfAsync(identity, cancellation);
        var visitor = new Visitor(key ?? VisitorTokens.NewId(), "dl_" + VisitorTokens.NewId(), identity);
        var started = await start.RunAsync(DirectLineEndpoints.Channel, visitor.ConversationKey, language, identity, cancellation);
        return new(visitor, new(started.Conversation.Id, started.Conversation.LastSequence), tokens.Give(visitor), ByCookie: false);
    }

    /// <summary>A fresh token for the same visitor.</summary>
    public Visit Renew(Visit visit) => visit with { Token = tokens.Give(visit.Visitor) };

    /// <summary>Keeps the token where scripts cannot read it, for the visitor's next page.</summary>
    public void Keep(HttpContext http, Visit visit) => http.Response.Cookies.Append(Cookie, visit.Token, new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = http.Request.IsHttps,
        Path = "/",
        MaxAge = options.Value.ResumeFor,
        IsEssential = true,
    });

    private async Task<string?> LastOfAsync(VerifiedIdentity identity, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Conversations
            .Where(c => c.Channel == DirectLineEndpoints.Channel && db.Set<Contact>().Any(p => p.Id == c.ContactId && p.ExternalId == identity.Subject))
            .OrderByDescending(c => c.LastMessageAt).Select(c => c.Key).FirstOrDefaultAsync(cancellation);
    }

    private static string? NotEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
