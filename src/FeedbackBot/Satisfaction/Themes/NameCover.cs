using System.Text.RegularExpressions;
using FeedbackBot.Tickets;

namespace FeedbackBot.Satisfaction.Themes;

/// <summary>Covers people's names in what customers wrote, also where only a part of one stands there.</summary>
internal sealed class NameCover
{
    /// <summary>Letters of scripts that put blanks between words: a name stands next to none of them.</summary>
    private const string Letter = @"[\p{L}\p{M}\p{N}-[\u3040-\u30FF\u3400-\u9FFF\uF900-\uFAFF]]";

    /// <summary>A Chinese name as long as this also goes without its surname.</summary>
    private const int WithGivenName = 3;

    private readonly Regex? _names;

    public NameCover(IEnumerable<string> names)
    {
        string[] parts = [.. names.SelectMany(n => SearchWords.Runs(n)).Where(r => r.Text.Length > 1).SelectMany(r => Patterns(r.Text, r.IsUnspaced)).Distinct().OrderByDescending(p => p.Length)];
        _names = parts.Length == 0 ? null : new(string.Join('|', parts), RegexOptions.CultureInvariant);
    }

    public string Cover(string text) => _names?.Replace(text, found => new('•', found.Length)) ?? text;

    private static IEnumerable<string> Patterns(string part, bool isUnspaced)
    {
        if (isUnspaced)
        {
            return part.Length >= WithGivenName ? [Regex.Escape(part), Regex.Escape(part[1..])] : [Regex.Escape(part)];
        }

        // "Grace" is a name, "grace" a word; anything that is no word is a name however it is written.
        var word = Regex.Escape(part);
        var written = ThemeLexicon.IsKnownEnglish(part) ? $"(?:{Regex.Escape(char.ToUpperInvariant(part[0]) + part[1..])}|{Regex.Escape(part.ToUpperInvariant())})" : $"(?i:{word})";
        return [$"(?<!{Letter}){written}(?!{Letter})"];
    }
}
