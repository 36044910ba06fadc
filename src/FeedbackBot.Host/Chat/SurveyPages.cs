using System.Globalization;
using FeedbackBot.Conversations;
using FeedbackBot.Host.DirectLine;
using FeedbackBot.Surveys;

namespace FeedbackBot.Host.Chat;

/// <summary>What the page behind a survey's link shows.</summary>
public sealed record SurveyView(SurveyLink Link, string Path)
{
    /// <summary>Where it can be answered.</summary>
    public SurveyQuestion? Question { get; init; }

    /// <summary>What was written beside no rating.</summary>
    public string Reason { get; init; } = "";

    public bool IsWanting { get; init; }
}

/// <summary>A survey's question on a page of its own: no account, no script. Opening the link does nothing; only sending the form counts, once.</summary>
public sealed class SurveyPages(AnswerByLink survey, MadeSurveyPages made, FlowLibrary flows, RateLimits limits)
{
    public async Task<IResult> AskAsync(string token, HttpContext http)
    {
        if (!limits.MayLookUp(http))
        {
            return NoticePage.Busy(http, PageLanguage.Of(http.Request));
        }

        var link = await survey.LookAsync(token, http.RequestAborted);
        return (link.IsMade ? await made.AskAsync(token, PathOf(token), http) : null) ?? Page(http, new(link, PathOf(token)));
    }

    public async Task<IResult> AnswerAsync(string token, HttpContext http)
    {
        if (!limits.MayLookUp(http))
        {
            return NoticePage.Busy(http, PageLanguage.Of(http.Request));
        }

        var form = await PostedForm.TryReadAsync(http);
        if (form?.ContainsKey("dismiss") == true)
        {
            return Page(http, new(await survey.DismissAsync(token, http.RequestAborted), PathOf(token)));
        }

        var link = await survey.LookAsync(token, http.RequestAborted);
        if (link.IsMade && await made.AnswerAsync(token, PathOf(token), form, http) is { } asked)
        {
            return asked;
        }

        link = link.IsMade ? await survey.LookAsync(token, http.RequestAborted) : link;
        var reason = form?["reason"].ToString() ?? "";
        if (link is { State: SurveyLinkState.Open, IsMade: false, Metric: { } metric })
        {
            if (!int.TryParse(form?["rating"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var value) || !Scale.Has(metric, value))
            {
                return Page(http, new(link, PathOf(token)) { Reason = reason, IsWanting = true });
            }

            link = await survey.RateAsync(token, value, reason, http.RequestAborted);
        }

        return Page(http, new(link, PathOf(token)));
    }

    private static string PathOf(string token) => "/survey/" + Uri.EscapeDataString(token);

    private IResult Page(HttpContext http, SurveyView view)
    {
        var language = PageLanguage.Of(http.Request);
        view = view.Link is { State: SurveyLinkState.Open, Metric: { } metric } ? view with { Question = SurveyQuestion.Of(flows.Book, metric, language, isAboutCase: view.Link.TicketNumber != null) } : view;
        return Pages.Plain<SurveyPage>(http, new { Language = language, View = view }, view switch
        {
            { Link.State: SurveyLinkState.Unknown } => StatusCodes.Status404NotFound,
            { Link.State: SurveyLinkState.Expired } => StatusCodes.Status410Gone,
            { IsWanting: true } => StatusCodes.Status422UnprocessableEntity,
            _ => StatusCodes.Status200OK,
        });
    }
}
