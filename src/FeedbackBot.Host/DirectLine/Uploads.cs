using FeedbackBot.Host.Settings;
using FeedbackBot.Storage;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace FeedbackBot.Host.DirectLine;

/// <summary>Files that come with a message: one raw body, or multipart with an activity.</summary>
public static class Uploads
{
    public static async Task<IResult> PostAsync(
        string id, HttpContext http, VisitorTokens tokens, SayWithFiles say, RateLimits limits,
        IOptions<WebChatOptions> options, IDbContextFactory<FeedbackDb> contexts)
    {
        if (Authorize.Bearer(http, tokens, out var visitor, id) is { } refusal)
        {
            return refusal;
        }

        if (!limits.MaySpeak(id))
        {
            return Wire.TooMany(http);
        }

        await using (var db = await contexts.CreateDbContextAsync())
        {
            if (await ConversationLog.FindAsync(db, id) == null)
            {
                return Wire.NotFound();
            }
        }

        http.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = (options.Value.LargestUpload * options.Value.MostFiles) + Wire.MostBytes;
        return await SayAsync(id, http, visitor, say, options.Value);
    }

    private static async Task<IResult> SayAsync(string id, HttpContext http, Visitor visitor, SayWithFiles say, WebChatOptions options)
    {
        var activity = new PostedActivity();
        try
        {
            var turn = await say.RunAsync(http, id, async files =>
            {
                await foreach (var part in PartsAsync(http))
                {
                    if (part.IsActivity)
                    {
                        activity = await Wire.ReadAsync(part.Body, DirectLineJson.Default.PostedActivity, http.RequestAborted)
                            ?? throw new InvalidDataException("The activity is not one.");
                    }
                    else
                    {
                        await files.AddAsync(part.FileName, part.Body);
                    }
                }

                return DirectLineEndpoints.Inbound(id, activity, visitor);
            });
            return Wire.Json(new ResourceAnswer(ActivityJson.IdOf(id, turn.Heard.Sequence)));
        }
        catch (FileRefused refused)
        {
            return Wire.Refused(http, refused, activity.Locale, options);
        }
        catch (Exception fault) when (fault is InvalidDataException or BadHttpRequestException or IOException)
        {
            return Wire.BadRequest("BadArgument", "The upload could not be read: send one file, or multipart/form-data with parts named file.");
        }
    }

    public static async Task<IResult> GetAsync(Guid attachmentId, string? t, HttpContext http, VisitorTokens tokens, KeepAttachment keep, IDbContextFactory<FeedbackDb> contexts)
    {
        if (Authorize.Token(t ?? Authorize.BearerOf(http), tokens, out var visitor) is { } refusal)
        {
            return refusal;
        }

        await using var db = await contexts.CreateDbContextAsync();
        var conversation = await ConversationLog.FindAsync(db, visitor.ConversationKey);
        return await KeepAttachment.FindAsync(db, attachmentId, conversation?.Id) is { } found ? keep.Send(http, found) : Wire.NotFound();
    }

    private static async IAsyncEnumerable<Part> PartsAsync(HttpContext http)
    {
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType ?? "application/octet-stream", out var type))
        {
            throw new InvalidDataException("The content type is not one.");
        }

        if (!type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            // The documented form is only parameters (name="file"; filename="x.jpg"), without the type that the header's grammar begins with.
            var header = http.Request.Headers.ContentDisposition.ToString();
            var name = ContentDispositionHeaderValue.TryParse(header, out var raw) || ContentDispositionHeaderValue.TryParse("form-data; " + header, out raw)
                ? NameOf(raw)
                : "file";
            yield return new(false, name, http.Request.Body);
            yield break;
        }

        var reader = new MultipartReader(HeaderUtilities.RemoveQuotes(type.Boundary).Value ?? "", http.Request.Body);
        while (await reader.ReadNextSectionAsync(http.RequestAborted) is { } section)
        {
            var isActivity = section.ContentType?.StartsWith("application/vnd.microsoft.activity", StringComparison.OrdinalIgnoreCase) == true;
            var name = ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) ? NameOf(disposition) : "file";
            yield return new(isActivity, name, section.Body);
        }
    }

    private static string NameOf(ContentDispositionHeaderValue disposition) =>
        (disposition.FileNameStar.HasValue ? disposition.FileNameStar : HeaderUtilities.RemoveQuotes(disposition.FileName)).Value ?? "";

    private sealed record Part(bool IsActivity, string FileName, Stream Body);
}
