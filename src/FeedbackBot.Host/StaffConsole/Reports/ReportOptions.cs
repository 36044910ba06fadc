using System.ComponentModel.DataAnnotations;

namespace FeedbackBot.Host.StaffConsole.Reports;

/// <summary>Settings under FeedbackBot:Reports.</summary>
public sealed class ReportOptions : IValidatableObject
{
    /// <summary>A TrueType font file (.ttf) with Chinese characters, for reports as PDF. Default: the one that comes with the program, else one of the system's.</summary>
    public string? FontFile { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (FontFile is { Length: > 0 } && !IsTrueType(FontFile))
        {
            yield return new($"{nameof(FontFile)} is a TrueType font file (.ttf), not '{FontFile}'.", [nameof(FontFile)]);
        }
    }

    /// <summary>Collections (.ttc) and fonts with PostScript outlines (.otf) cannot be embedded.</summary>
    private static bool IsTrueType(string file)
    {
        if (!File.Exists(file))
        {
            return false;
        }

        using var font = File.OpenRead(file);
        Span<byte> mark = stackalloc byte[4];
        return font.ReadAtLeast(mark, 4, throwOnEndOfStream: false) == 4 && (mark.SequenceEqual("\0\u0001\0\0"u8) || mark.SequenceEqual("true"u8));
    }
}
