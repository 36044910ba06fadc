using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FeedbackBot.Host.DirectLine;
using FeedbackBot.Host.Settings;
using FeedbackBot.Messages;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Host.Chat;

/// <summary>The chat as a page and a plain form: everything works without a script.</summary>
public sealed class ChatPages(
    Visits visits, Pages pages, SaySomething say, SaidFormReader forms, RateLimits limits, NoteSeen note,
    IDbContextFactory<FeedbackDb> contexts, IOptions<WebChatOptions> options)
{
    public async Task<IResult> ShowAsync(HttpContext http)
    {
        var language = PageLanguage.Of(http.Request);
        var framed = http.Request.Query.ContainsKey("frame");
        if (framed && http.Request.Query.ContainsKey("hold"))
        {
            return Page(http, language, View([]) with { Framed = true, Hold = true });
        }

        // Inside a frame the widget says who the visitor is; a cookie, where one arrives at all, could be another visit's.
        var visit = framed ? null : await visits.FindAsync(http);
        if (visit == null && !limits.MayTakeToken(http))
        {
            return NoticePage.Busy(http, language);
        }

        visit = visit == null ? await visits.StartAsync(language, null, http.RequestAborted) : visits.Renew(visit);
        if (!framed)
        {
            visits.Keep(http, visit);
        }

        return Page(http, language, View(await LogOfAsync(visit)) with { Framed = framed, CarriedToken = framed ? visit.Token : null, Page = PageInAddress(http.Request) });
    }

    /// <summary>The form, posted without a script: the answer is the page again.</summary>
    public async Task<IResult> SayAsync(HttpContext http)
    {
        var language = PageLanguage.Of(http.Request);
        var (form, problem, status) = await forms.ReadAsync(http);
        var framed = form?.Framed ?? false;
        var visit = await visits.FindAsync(http, form?.Token, framed);
        if (visit == null && !limits.MayTakeToken(http))
        {
            return NoticePage.Busy(http, language);
        }

        visit ??= await visits.StartAsync(language, null, http.RequestAborted);
        if (problem == null && !limits.MaySpeak(visit.Visitor.ConversationKey))
        {
            (problem, status) = ("problem.too_many", StatusCodes.Status429TooManyRequests);
        }

        if (problem != null)
        {
            var sentence = ChatTexts.Get(language, problem, ("size", ChatView.Megabytes(options.Value.LargestUpload)));
            return await AgainAsync(http, visit, framed, language, form, sentence, status);
        }

        try
        {
            return await SaidAsync(http, visit, framed, language, form!);
        }
        catch (FileRefused refused)
        {
            return await AgainAsync(http, visit, framed, language, form, refused.Say(language, options.Value), refused.Status);
        }
    }

    private async Task<IResult> SaidAsync(HttpContext http, Visit visit, bool framed, string language, SaidForm form)
    {
        var turn = await say.RunAsync(http, visit, form with { MessageKey = KeyOf(form) }, language);
        var last = turn.Replies.Count > 0 ? turn.Replies[^1].Sequence : turn.Heard.Sequence;
        return visit.ByCookie
            ? Results.LocalRedirect($"/chat?lang={language}#m-{last}", permanent: false, preserveMethod: false)
            : await CarriedAsync(http, visit, framed, language);
    }

    /// <summary>No cookie came back, so the page itself carries the token; if it was only lost, the cookie is there the next time.</summary>
    private async Task<IResult> CarriedAsync(HttpContext http, Visit visit, bool framed, string language)
    {
        var fresh = visits.Renew(visit);
        return Page(http, language, View(await LogOfAsync(fresh)) with { Framed = framed, CarriedToken = fresh.Token });
    }

    private async Task<IResult> AgainAsync(HttpContext http, Visit visit, bool framed, string language, SaidForm? form, string problem, int status)
    {
        var view = View(await LogOfAsync(visit)) with
        {
            Framed = framed,
            CarriedToken = visit.ByCookie ? null : visit.Token,
            Problem = problem,
            Draft = form?.Text,
            Page = form?.Page,
        };
        if (status == StatusCodes.Status429TooManyRequests)
        {
            http.Response.Headers.RetryAfter = "10";
        }

        return Page(http, language, view, status);
    }

    /// <summary>A page shown again by the back button holds its old key: only the same words under it are the same message.</summary>
    private static string? KeyOf(SaidForm form)
    {
        var content = string.Join('\n', [form.Choice ?? form.Text, .. form.Files.Select(f => $"{f.FileName} {f.Length}")]);
        return form.MessageKey == null ? null : $"{form.MessageKey}.{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..16]}";
    }

    /// <summary>A plain link may name what it is about: /chat?order=…&amp;product=…</summary>
    private static string? PageInAddress(HttpRequest request)
    {
        var named = new[] { "order", "product" }.Where(n => request.Query[n].ToString().Length > 0).ToDictionary(n => n, n => request.Query[n].ToString());
        return named.Count == 0 ? null : JsonSerializer.Serialize(named);
    }

    private async Task<IReadOnlyList<Message>> LogOfAsync(Visit visit)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var log = await ReadLog.WholeAsync(db, visit.Conversation.Id);
        await note.RunAsync(visit.Conversation.Id, log);
        return log;
    }

    private ChatView View(IReadOnlyList<Message> messages) => new() { Messages = messages, Limits = options.Value };

    private IResult Page(HttpContext http, string language, ChatView view, int status = StatusCodes.Status200OK) =>
        pages.Chat<ChatPage>(http, new { Language = language, View = view }, status);
}

/// <summary>Reads what was said in a conversation, to be shown.</summary>
public static class ReadLog
{
    public static async Task<IReadOnlyList<Message>> WholeAsync(FeedbackDb db, Guid conversation)
    {
        var all = new List<Message>();
        while (await ConversationLog.AfterAsync(db, conversation, all.Count == 0 ? 0 : all[^1].Sequence) is { Count: > 0 } page)
        {
            all.AddRange(page);
        }

        return [.. all.Where(IsShown)];
    }

    /// <summary>Signals between programs are in the log too, but nobody said them.</summary>
    public static bool IsShown(Message message) => message.Type == "message";
}
