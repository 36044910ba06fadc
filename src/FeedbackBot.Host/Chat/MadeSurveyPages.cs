using FeedbackBot.Conversations;
using FeedbackBot.Surveys;
using FeedbackBot.Surveys.Made;
using Microsoft.AspNetCore.DataProtection;

namespace FeedbackBot.Host.Chat;

/// <summary>
/// The pages of a made survey behind a link. The first is stored when it is sent; the next carries the id of that answer, sealed, because an anonymous
/// answer can be found by nothing else.
/// </summary>
public sealed class MadeSurveyPages(AnswerMadeSurvey survey, FlowLibrary flows, IDataProtectionProvider protection)
{
    private const string Field = "answer";
    private readonly IDataProtector _seal = protection.CreateProtector("survey answer");

    /// <summary>Null where the link is over or leads elsewhere; the page of a single question says so.</summary>
    public async Task<IResult?> AskAsync(string token, string path, HttpContext http) =>
        Page(http, path, await survey.LookAsync(token, null, http.RequestAborted), NothingTyped, isSent: false);

    /// <inheritdoc cref="AskAsync"/>
    public async Task<IResult?> AnswerAsync(string token, string path, IFormCollection? form, HttpContext http)
    {
        IReadOnlyList<string> Typed(string question) => form == null ? [] : [.. form[MadeSurveyView.FieldOf(question)].OfType<string>()];
        return Page(http, path, await survey.GiveAsync(token, Unsealed(form?[Field]), Typed, http.RequestAborted), Typed, isSent: true);
    }

    private static IReadOnlyList<string> NothingTyped(string question) => [];

    private IResult? Page(HttpContext http, string path, MadeLink? link, Func<string, IReadOnlyList<string>> typed, bool isSent)
    {
        var isOver = link?.Ask.Count is null or 0;
        if (link?.Version is not { } version || (isOver && (link.State != SurveyLinkState.Answered || link.CaseNumber != null)))
        {
            return null;
        }

        var language = PageLanguage.Of(http.Request);
        var view = new MadeSurveyView(version, link.Ask, path)
        {
            Typed = isSent && link.Faults.Count > 0 ? link.Ask.ToDictionary(q => q.Id, q => typed(q.Id)) : new Dictionary<string, IReadOnlyList<string>>(),
            Faults = link.Faults,
            Hidden = link.AnswerId is { } id ? [(Field, _seal.Protect(id.ToString("N")))] : [],
            TicketNumber = link.TicketNumber,
            IsGoingOn = link.AnswerId != null,
            Scales = MadeSurveyView.ScalesIn(flows.Book, language),
        };
        return Pages.Plain<MadeSurveyPage>(http, new { Language = language, View = view }, link.Faults.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    /// <summary>Nothing where it was not sealed here.</summary>
    private Guid? Unsealed(string? sealedId)
    {
        try
        {
            return string.IsNullOrEmpty(sealedId) ? null : Guid.TryParse(_seal.Unprotect(sealedId), out var id) ? id : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }
}
