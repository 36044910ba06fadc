using FeedbackBot.Host.Settings;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace FeedbackBot.Host.Chat;

/// <summary>What the chat's form sends: words, a tapped button, or a file.</summary>
public sealed record SaidForm(string Text, string? Choice, string? MessageKey, string? TimeZone, string? Token, bool Framed, IReadOnlyList<IFormFile> Files)
{
    /// <summary>What the page around the chat says, as JSON.</summary>
    public string? Page { get; init; }
}

/// <summary>Reads the form within its limits; what does not fit is a sentence for the visitor, not a broken page.</summary>
public sealed class SaidFormReader(IOptions<WebChatOptions> options)
{
    private const int MostText = 4_000_000;
    private readonly long _most = (options.Value.LargestUpload * options.Value.MostFiles) + MostText;

    /// <summary>The form, or the key of the sentence that says why not and the status for scripts.</summary>
    public async Task<(SaidForm? Form, string? Problem, int Status)> ReadAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
        {
            return (null, "problem.unreadable", StatusCodes.Status415UnsupportedMediaType);
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = _most;
        }

        try
        {
            var form = await http.Request.ReadFormAsync(new FormOptions { ValueLengthLimit = MostText, MultipartBodyLengthLimit = _most }, http.RequestAborted);
            return (Read(form), null, StatusCodes.Status200OK);
        }
        catch (BadHttpRequestException fault) when (fault.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, "problem.too_large", StatusCodes.Status413PayloadTooLarge);
        }
        catch (InvalidDataException fault)
        {
            return fault.Message.Contains("limit", StringComparison.OrdinalIgnoreCase)
                ? (null, "problem.too_long", StatusCodes.Status413PayloadTooLarge)
                : (null, "problem.unreadable", StatusCodes.Status400BadRequest);
        }
        catch (Exception fault) when (PostedForm.IsUnreadable(fault))
        {
            return (null, "problem.unreadable", StatusCodes.Status400BadRequest);
        }
    }

    private static SaidForm Read(IFormCollection form) => new(
        form["text"].ToString(), Value(form, "choice"), Shorten(Value(form, "messageKey")), Shorten(Value(form, "timeZone")), Value(form, "token"),
        form.ContainsKey("frame"), Files(form))
    { Page = Value(form, "page") };

    /// <summary>A browser without scripts sends a part without a name where no file was chosen.</summary>
    private static List<IFormFile> Files(IFormCollection form) => [.. form.Files.Where(file => file.Length > 0 || file.FileName.Length > 0)];

    private static string? Value(IFormCollection form, string name) => form[name].ToString() is { Length: > 0 } value ? value : null;

    private static string? Shorten(string? text) => text is { Length: > 120 } ? text[..120] : text;
}
