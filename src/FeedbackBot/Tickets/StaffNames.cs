using System.Text.RegularExpressions;
using FeedbackBot.Accounts;

namespace FeedbackBot.Tickets;

/// <summary>
/// Finds members of staff whom a text names beyond doubt: by e-mail address, by a Chinese name of two characters or more, or by a name of
/// two words or more. A first name alone, a name that two members share, and a name that is also an everyday word name nobody. Pure.
/// </summary>
public static partial class StaffNames
{
    private static readonly IReadOnlySet<string> Everyday = ReadEveryday();

    /// <param name="person">What was answered to "who is it about"; there a full name of one word is enough too.</param>
    public static IReadOnlyList<StaffMember> FindIn(IReadOnlyList<string> texts, string? person, IReadOnlyList<StaffMember> staff)
    {
        var text = Plain(string.Join('\n', texts.Append(person ?? "")));
        var answered = Plain(person ?? "").Trim();
        var named = staff.Where(s => HasAddress(text, s.Email)).ToHashSet();

        // Longest first, and each place in the text once: 王明 is not meant where 王明华 is written.
        var names = staff.SelectMany(s => NamesOf(s).Select(name => (Name: name, Member: s))).GroupBy(n => n.Name).OrderByDescending(g => g.Key.Length);
        foreach (var same in names)
        {
            var pattern = PatternOf(same.Key);
            var rest = pattern.Replace(text, "\u0001");
            if (rest.Length != text.Length || rest != text)
            {
                text = rest;
                Take(named, same);
            }
        }

        foreach (var same in staff.GroupBy(s => Plain(s.Name).Trim()).Where(g => g.Key.Length > 1 && g.Key == answered))
        {
            Take(named, same.Select(s => (same.Key, s)));
        }

        return [.. named];
    }

    private static void Take(HashSet<StaffMember> named, IEnumerable<(string Name, StaffMember Member)> same)
    {
        var members = same.Select(s => s.Member).Distinct().ToList();
        if (members.Count == 1)
        {
            named.Add(members[0]);
        }
    }

    /// <summary>The distinctive names of a member: a name written in both scripts counts in each.</summary>
    private static IEnumerable<string> NamesOf(StaffMember member)
    {
        var name = Plain(member.Name);
        var han = string.Concat(Han().Matches(name).Select(m => m.Value));
        var words = string.Join(' ', LatinWords().Matches(name).Select(m => m.Value));
        return new[] { han.Length >= 2 ? han : "", words.Contains(' ', StringComparison.Ordinal) ? words : "" }.Where(n => n.Length > 0 && !Everyday.Contains(n));
    }

    private static Regex PatternOf(string name) => Han().IsMatch(name)
        ? new(Regex.Escape(name), RegexOptions.CultureInvariant)
        : new($@"(?<![a-z\d\u00c0-\u024f]){string.Join(@"\s+", name.Split(' ').Select(Regex.Escape))}(?![a-z\d\u00c0-\u024f])", RegexOptions.CultureInvariant);

    private static bool HasAddress(string text, string email)
    {
        var at = text.IndexOf(email, StringComparison.Ordinal);
        return at >= 0 && (at == 0 || !IsOfAddress(text[at - 1])) && (at + email.Length == text.Length || !IsOfAddress(text[at + email.Length]));
    }

    private static bool IsOfAddress(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '+';

    private static string Plain(string text) => text.Normalize(System.Text.NormalizationForm.FormKC).ToLowerInvariant();

    private static HashSet<string> ReadEveryday()
    {
        using var stream = typeof(StaffNames).Assembly.GetManifestResourceStream("FeedbackBot.Tickets.EverydayNames.txt")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(l => l[0] != '#')];
    }

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}+")]
    private static partial Regex Han();

    [GeneratedRegex(@"[a-z\d\u00c0-\u024f'.’-]+")]
    private static partial Regex LatinWords();
}
