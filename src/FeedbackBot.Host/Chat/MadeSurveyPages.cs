using System.Security.Cryptography;
using FeedbackBot.Conversations;
using FeedbackBot.Surveys;
using FeedbackBot.Surveys.Made;
using Microsoft.AspNetCore.DataProtection;

namespace FeedbackBot.Host.Chat;

/// <summary>
/// The pages of a made survey behind a link. The first is stored when it is sent; the next carries the id of that answer, sealed, because an anonymous
/// answer can be found by nothing else. Each says which questions it asks, so that a page sent twice is not taken for the next one.
/// </summary>
public sealed class MadeSurveyPages(AnswerMadeSurvey survey, FlowLibrary flows, IDataProtectionProvider protection)
{
    private const string Field = "answer";
    private static readonly Sent Nothing = new(null, _ => []);

    /// <summary>Null where the link is over or leads elsewhere; the page of a single question says so.</summary>
    public async Task<IResult?> AskAsync(string token, string path, HttpContext http) =>
        Page(http, token, path, await survey.LookAsync(token, null, http.RequestAborted), Nothing);

    /// <inheritdoc cref="AskAsync"/>
    public async Task<IResult?> AnswerAsync(string token, string path, IFormCollection? form, HttpContext http)
    {
        var sent = form == null ? Nothing : new(Unsealed(token, form[Field]), question => [.. form[MadeSurveyView.FieldOf(question)].OfType<string>()]);
        var page = form == null ? [] : form[MadeSurveyView.Asked].OfType<string>().ToList();
        return Page(http, token, path, await survey.GiveAsync(token, sent.AnswerId, sent.Typed, page, http.RequestAborted), sent);
    }

    private IResult? Page(HttpContext http, string token, string path, MadeLink? link, Sent sent)
    {
        var isOver = link?.Ask.Count is null or 0;
        if (link?.Version is not { } version || (isOver && !link.IsTooLate && (link.State != SurveyLinkState.Answered || link.CaseNumber != null)))
        {
            return null;
        }

        var language = PageLanguage.Of(http.Request);
        var view = new MadeSurveyView(version, link.Ask, path)
        {
            Typed = link.Faults.Count > 0 ? link.Ask.ToDictionary(q => q.Id, q => sent.Typed(q.Id)) : new Dictionary<string, IReadOnlyList<string>>(),
            Faults = link.Faults,
            Hidden = [.. SealOf(token, link, sent), .. link.Ask.Select(q => (MadeSurveyView.Asked, q.Id))],
            TicketNumber = link.TicketNumber,
            IsGoingOn = link.AnswerId != null,
            IsTooLate = link.IsTooLate,
            Scales = MadeSurveyView.ScalesIn(flows.Book, language),
        };
        return Pages.Plain<MadeSurveyPage>(http, new { Language = language, View = view }, link switch
        {
            { IsTooLate: true } => StatusCodes.Status410Gone,
            { Faults.Count: > 0 } => StatusCodes.Status422UnprocessableEntity,
            _ => StatusCodes.Status200OK,
        });
    }

    /// <summary>The answer that the page belongs to. An anonymous one has its id before it is there, and of no moment: sent again with the page, it finds the answer.</summary>
    private IEnumerable<(string Name, string Value)> SealOf(string token, MadeLink link, Sent sent)
    {
        var id = link.AnswerId ?? (link.Version!.IsAnonymous ? sent.AnswerId ?? Guid.CreateVersion7(DateTimeOffset.UnixEpoch) : null);
        return id is { } known && link.Ask.Count > 0 ? [(Field, SealFor(token).Protect(known.ToString("N")))] : [];
    }

    /// <summary>A seal is good for its own link only.</summary>
    private IDataProtector SealFor(string token) => protection.CreateProtector("survey answer", token);

    /// <summary>Nothing where it was not sealed here.</summary>
    private Guid? Unsealed(string token, string? sealedId)
    {
        try
        {
            return string.IsNullOrEmpty(sealedId) ? null : Guid.TryParse(SealFor(token).Unprotect(sealedId), out var id) ? id : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>What came with a form.</summary>
    private sealed record Sent(Guid? AnswerId, Func<string, IReadOnlyList<string>> Typed);
}
