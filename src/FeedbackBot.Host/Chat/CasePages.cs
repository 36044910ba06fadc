using System.Globalization;
using FeedbackBot.Conversations;
using FeedbackBot.Host.DirectLine;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.Chat;

/// <summary>What the page of a case shows.</summary>
public sealed record CaseView
{
    public string Number { get; init; } = "";

    /// <summary>Stays in the page only, never in an address.</summary>
    public string Code { get; init; } = "";

    public FollowedCase? Found { get; init; }

    public string? Problem { get; init; }

    public string? Done { get; init; }

    public string? Draft { get; init; }

    public DateTime Now { get; init; }

    public string MessageKey { get; } = "case-" + VisitorTokens.NewId();
}

/// <summary>A case by its number and receipt code: how it stands, what was said, and a way to add to it.</summary>
public sealed class CasePages(
    FollowByReceipt follow, AddByReceipt add, KeepAttachment keep, IDbContextFactory<FeedbackDb> contexts, NoteSeen note, RateLimits limits, TimeProvider time)
{
    public static IResult Ask(HttpContext http) =>
        Page(http, new CaseView { Number = Short(http.Request.Query["number"].ToString()) }, StatusCodes.Status200OK);

    public async Task<IResult> AnswerAsync(HttpContext http)
    {
        var language = PageLanguage.Of(http.Request);
        if (await PostedForm.TryReadAsync(http) is not { } form)
        {
            return Page(http, new CaseView(), StatusCodes.Status400BadRequest);
        }

        var view = new CaseView { Number = Short(form["number"].ToString()), Code = Short(form["code"].ToString()), Now = time.GetUtcNow().UtcDateTime };
        var text = form.ContainsKey("add") ? form["text"].ToString() : null;
        if (!limits.MayLookUp(http))
        {
            http.Response.Headers.RetryAfter = "60";
            return Page(http, view with { Problem = ChatTexts.Get(language, "busy.text"), Draft = text }, StatusCodes.Status429TooManyRequests);
        }

        if (text != null)
        {
            view = await AddAsync(view, text, Short(form["messageKey"].ToString()), language, http.RequestAborted);
        }

        var found = await follow.RunAsync(view.Number, view.Code, http.RequestAborted);
        await note.RunAsync(found?.Ticket.ConversationId ?? Guid.Empty, found?.Said ?? [], http.RequestAborted);
        if (found != null && Guid.TryParse(form["file"].ToString(), out var file) && await FileAsync(http, found, file) is { } sent)
        {
            return sent;
        }

        return Page(http, found == null ? view with { Problem = ChatTexts.Get(language, "case.refused"), Done = null } : view with { Found = found }, StatusCodes.Status200OK);
    }

    /// <summary>A file that the page shows; any other of the same conversation stays out.</summary>
    private async Task<IResult?> FileAsync(HttpContext http, FollowedCase found, Guid file)
    {
        if (!found.Said.SelectMany(message => message.Extras?.Attachments ?? []).Any(shown => shown.Id == file))
        {
            return null;
        }

        await using var db = await contexts.CreateDbContextAsync(http.RequestAborted);
        return await KeepAttachment.FindAsync(db, file, found.Ticket.ConversationId) is { } kept ? keep.Send(http, kept) : null;
    }

    private async Task<CaseView> AddAsync(CaseView view, string text, string key, string language, CancellationToken cancellation)
    {
        try
        {
            if (await add.RunAsync(view.Number, view.Code, text, key.Length == 0 ? null : key, cancellation) is not { } ticket)
            {
                return view;
            }

            // A case opened to follow this one has the same code, and is the one to look at from now on.
            return ticket.StartedAt != null && ticket.Number != TicketNumber.Parse(view.Number) && await follow.RunAsync(ticket.Id, view.Code, cancellation) != null
                ? view with { Number = ticket.Id, Done = ChatTexts.Get(language, "case.followed_up", ("old", view.Number), ("number", ticket.Id)) }
                : view with { Done = ChatTexts.Get(language, "case.added", ("number", ticket.Id)) };
        }
        catch (RuleViolation broken)
        {
            var most = AddByReceipt.MostLength.ToString(CultureInfo.InvariantCulture);
            return view with { Problem = ChatTexts.Get(language, broken.Code == "too_long" ? "case.too_long" : "case.nothing", ("most", most)), Draft = text };
        }
    }

    private static IResult Page(HttpContext http, CaseView view, int status) =>
        Pages.Plain<CasePage>(http, new { Language = PageLanguage.Of(http.Request), View = view }, status);

    private static string Short(string text) => text.Length > 80 ? text[..80] : text;
}

/// <summary>Puts a case's promises into words: what is due, what was kept, and plainly what was not.</summary>
public static class PromiseWords
{
    public static IEnumerable<string> Of(FollowedCase followed, DateTime now, string language)
    {
        string When(DateTime at, TicketClock clock) => LocalTime.Say(at, followed.TimeZone ?? clock.TimeZone, language);

        foreach (var clock in followed.Progress.Clocks.Where(c => ClockName.IsForCustomer(c.Name) && (c.IsRunning || c.Name != ClockName.NextResponse)).OrderBy(c => c.DueAt))
        {
            if (clock.StoppedAt is { } stopped)
            {
                if (clock.Name == ClockName.FirstResponse ? followed.Progress.FirstRespondedAt != null : followed.Progress.ResolvedAt != null)
                {
                    yield return ChatTexts.Get(language, "case.promise.kept." + clock.Name, ("at", When(stopped, clock)));
                }
            }
            else if (clock.StateAt(now) == ClockState.Broken)
            {
                yield return ChatTexts.Get(language, "case.promise.late", ("due", When(clock.DueAt, clock)));
            }
            else
            {
                yield return ChatTexts.Get(language, "case.promise." + clock.Name, ("due", When(clock.DueAt, clock)));
            }
        }
    }

    public static string StatusOf(Ticket ticket, string language) => Texts.Get(language, "status." + ColumnForms.Word(ticket.Status));

    public static string KindOf(Ticket ticket, string language) =>
        ChatTexts.Get(language, "case.kind." + (ticket.Kind is { } kind ? ColumnForms.Word(kind) : "none"));
}
