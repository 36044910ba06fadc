using System.Net;
using System.Text.RegularExpressions;

namespace FeedbackBot.Host.Teams;

/// <summary>Makes what people typed in Teams plain text again: without the mention of the bot, without markup. Pure.</summary>
public static partial class TeamsWords
{
    /// <param name="text">As it came: plain, or with HTML in it; what a person typed as &lt; comes as an entity.</param>
    /// <param name="entities">Say which parts are mentions.</param>
    /// <param name="botId">Whose mentions are no part of what was said.</param>
    public static string Plain(string? text, IReadOnlyList<ReceivedEntity>? entities, string? botId)
    {
        var said = text ?? "";
        foreach (var mention in entities ?? [])
        {
            if (mention is { Type: "mention", Text.Length: > 0 } && mention.Mentioned?.Id == botId)
            {
                said = said.Replace(mention.Text, "", StringComparison.Ordinal);
            }
        }

        if (said.Contains('<', StringComparison.Ordinal))
        {
            said = Tag().Replace(LineEnd().Replace(said, "\n"), "");
        }

        return WebUtility.HtmlDecode(said).Replace('\u00A0', ' ').ReplaceLineEndings("\n").Trim();
    }

    [GeneratedRegex(@"<br\s*/?>|</(?:p|div|li|tr|h[1-6])>", RegexOptions.IgnoreCase)]
    private static partial Regex LineEnd();

    [GeneratedRegex("</?[a-zA-Z][^<>]*>")]
    private static partial Regex Tag();
}
