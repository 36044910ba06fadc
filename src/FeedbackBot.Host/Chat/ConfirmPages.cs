using FeedbackBot.Conversations;
using FeedbackBot.Host.DirectLine;

namespace FeedbackBot.Host.Chat;

/// <summary>The same for a copy of the chat: its button has it mailed, once.</summary>
public sealed class CopyPages(ConfirmTranscript confirm, RateLimits limits)
{
    public async Task<IResult> AskAsync(string token, HttpContext http) => limits.MayLookUp(http)
        ? Page(http, token, await confirm.LookAsync(token, http.RequestAborted))
        : NoticePage.Busy(http, PageLanguage.Of(http.Request));

    public async Task<IResult> ConfirmAsync(string token, HttpContext http) => limits.MayLookUp(http)
        ? Page(http, token, await confirm.RunAsync(token, http.RequestAborted))
        : NoticePage.Busy(http, PageLanguage.Of(http.Request));

    private static IResult Page(HttpContext http, string token, LinkOutcome outcome) => Pages.Plain<ConfirmPage>(
        http, new { Language = PageLanguage.Of(http.Request), Outcome = outcome, Path = "/chat/copy/" + Uri.EscapeDataString(token), Of = "copy" }, ConfirmPages.StatusOf(outcome.State));
}

/// <summary>The page behind the link of an e-mail: looking at it does nothing, its button confirms the request, once.</summary>
public sealed class ConfirmPages(ConfirmHeldCase confirm, RateLimits limits)
{
    public async Task<IResult> AskAsync(string token, HttpContext http) => limits.MayLookUp(http)
        ? Page(http, token, await confirm.LookAsync(token, http.RequestAborted))
        : NoticePage.Busy(http, PageLanguage.Of(http.Request));

    public async Task<IResult> ConfirmAsync(string token, HttpContext http) => limits.MayLookUp(http)
        ? Page(http, token, await confirm.RunAsync(token, http.RequestAborted))
        : NoticePage.Busy(http, PageLanguage.Of(http.Request));

    private static IResult Page(HttpContext http, string token, LinkOutcome outcome) => Pages.Plain<ConfirmPage>(
        http, new { Language = PageLanguage.Of(http.Request), Outcome = outcome, Path = "/privacy/confirm/" + Uri.EscapeDataString(token) }, StatusOf(outcome.State));

    internal static int StatusOf(LinkState state) => state switch
    {
        LinkState.Unknown => StatusCodes.Status404NotFound,
        LinkState.Expired => StatusCodes.Status410Gone,
        _ => StatusCodes.Status200OK,
    };
}
