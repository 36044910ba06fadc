using FeedbackBot.Conversations;
using FeedbackBot.Host.DirectLine;
using FeedbackBot.Surveys;

namespace FeedbackBot.Host.Chat;

/// <summary>Behind the second link of a survey's e-mail: opening it does nothing, its button keeps the wish never to be asked again.</summary>
public sealed class StopPages(StopAsking stop, RateLimits limits)
{
    public async Task<IResult> AskAsync(string token, HttpContext http) => limits.MayLookUp(http)
        ? Page(http, token, await stop.LookAsync(token, http.RequestAborted))
        : NoticePage.Busy(http, PageLanguage.Of(http.Request));

    public async Task<IResult> StopAsync(string token, HttpContext http) => limits.MayLookUp(http)
        ? Page(http, token, await stop.RunAsync(token, http.RequestAborted))
        : NoticePage.Busy(http, PageLanguage.Of(http.Request));

    public static string PathOf(string surveyPath) => surveyPath + "/stop";

    private static IResult Page(HttpContext http, string token, StopState state)
    {
        var outcome = new LinkOutcome(state switch { StopState.Open => LinkState.Open, StopState.Stopped => LinkState.Confirmed, _ => LinkState.Unknown });
        return Pages.Plain<ConfirmPage>(
            http, new { Language = PageLanguage.Of(http.Request), Outcome = outcome, Path = PathOf("/survey/" + Uri.EscapeDataString(token)), Of = "stop" }, ConfirmPages.StatusOf(outcome.State));
    }
}
