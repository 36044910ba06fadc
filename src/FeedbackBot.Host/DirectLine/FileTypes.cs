using System.Text;

namespace FeedbackBot.Host.DirectLine;

/// <summary>What a file is, from its first bytes. The name only tells apart what one container or plain text may hold, and never makes a file show itself.</summary>
public static class FileTypes
{
    /// <summary>How much of the beginning is looked at.</summary>
    public const int HeadLength = 4096;

    public const string Unknown = "application/octet-stream";

    private static readonly string[] HeicBrands = ["heic", "heix", "hevc", "heim", "heis", "mif1", "msf1"];
    private static readonly string[] TextEndings = [".txt", ".text", ".log", ".md", ".csv"];

    /// <summary>Browsers show these themselves, and none of them can hold a script.</summary>
    public static bool IsShown(string type) => type is "image/png" or "image/jpeg" or "image/gif" or "image/webp";

    public static bool IsSound(string type) => type.StartsWith("audio/", StringComparison.Ordinal);

    public static string Of(ReadOnlySpan<byte> head, string name) => Picture(head) ?? Recording(head) ?? Document(head, Path.GetExtension(name).ToLowerInvariant());

    private static string? Picture(ReadOnlySpan<byte> head) => head switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "image/png",
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "image/gif",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "image/webp",
        _ => null,
    };

    private static string? Recording(ReadOnlySpan<byte> head) => head switch
    {
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'A', (byte)'V', (byte)'E', ..] => "audio/wav",
        [(byte)'O', (byte)'g', (byte)'g', (byte)'S', ..] => "audio/ogg",
        [(byte)'#', (byte)'!', (byte)'A', (byte)'M', (byte)'R', ..] => "audio/amr",
        [(byte)'I', (byte)'D', (byte)'3', ..] => "audio/mpeg",
        [0xFF, 0xFB or 0xFA or 0xF3 or 0xF2 or 0xE3 or 0xE2, ..] => "audio/mpeg",
        [0x1A, 0x45, 0xDF, 0xA3, ..] => head.IndexOf("V_"u8) >= 0 ? "video/webm" : "audio/webm",
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', _, _, _, _, ..] => Iso(Encoding.Latin1.GetString(head[8..12]), head),
        _ => null,
    };

    /// <summary>One container for photos, clips and films: its brand says which, and where that is vague, whether it holds sound only.</summary>
    private static string Iso(string brand, ReadOnlySpan<byte> head) => brand switch
    {
        _ when HeicBrands.Contains(brand) => "image/heic",
        "M4A " or "M4B " => "audio/mp4",
        "qt  " => "video/quicktime",
        _ => head.IndexOf("soun"u8) >= 0 && head.IndexOf("vide"u8) < 0 ? "audio/mp4" : "video/mp4",
    };

    private static string Document(ReadOnlySpan<byte> head, string ending) => head switch
    {
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => "application/pdf",
        [(byte)'P', (byte)'K', 3, 4, ..] => ending switch
        {
            ".docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ".xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            _ => Unknown,
        },
        _ => TextEndings.Contains(ending) && IsText(head) ? "text/plain" : Unknown,
    };

    private static bool IsText(ReadOnlySpan<byte> head)
    {
        foreach (var one in head)
        {
            if (one is < 0x20 and not ((byte)'\t' or (byte)'\n' or (byte)'\r' or 0x0C) or 0x7F)
            {
                return false;
            }
        }

        return true;
    }
}
