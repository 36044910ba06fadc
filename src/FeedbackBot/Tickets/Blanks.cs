using System.Text.RegularExpressions;

namespace FeedbackBot.Tickets;

/// <summary>Blanks that a text was left with where a variable had no value: ⟦account⟧. They are seen in the box and not sent.</summary>
public static partial class Blanks
{
    public static string Of(string variable) => $"⟦{variable}⟧";

    public static string? FirstIn(string text) => Blank().Match(text) is { Success: true } found ? found.Value : null;

    [GeneratedRegex(@"⟦[^⟦⟧\r\n]{1,60}⟧")]
    private static partial Regex Blank();
}
