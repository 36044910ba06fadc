using Microsoft.AspNetCore.Http.Features;

namespace FeedbackBot.Host;

/// <summary>Reads a posted form; what only a broken or hostile client sends is no form, and no failure of ours.</summary>
public static class PostedForm
{
    /// <summary>A survey within its limits has some two thousand fields in its editor.</summary>
    private const int MostFields = 4096;

    /// <summary>The form; null where the body is none or cannot be read.</summary>
    public static async Task<IFormCollection?> TryReadAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
        {
            return null;
        }

        try
        {
            return await http.Request.ReadFormAsync(new FormOptions { ValueCountLimit = MostFields }, http.RequestAborted);
        }
        catch (Exception fault) when (IsUnreadable(fault))
        {
            return null;
        }
    }

    /// <summary>A broken encoding, a body cut off, more fields than a form has, a character set that nobody uses.</summary>
    public static bool IsUnreadable(Exception fault) => fault is InvalidDataException or BadHttpRequestException or IOException or NotSupportedException;
}
