using System.Text.RegularExpressions;

namespace FeedbackBot.Tickets;

/// <summary>A member of staff as customers may name them.</summary>
/// <param name="Email">Lower case.</param>
public sealed record NamedMember(Guid Id, string Name, string Email);

/// <summary>
/// Finds members of staff whom a text names beyond doubt: by e-mail address, by a Chinese name of two characters or more, or by a name of
/// two words or more. A first name alone, a name that two members share, and a name that is also an everyday word name nobody.
/// </summary>
public sealed partial class StaffNames
{
    private const char Taken = '\u0001';
    private static readonly IReadOnlySet<string> Everyday = ReadEveryday();
    private static StaffNames? _last;
    private readonly IReadOnlyList<NamedMember> _staff;
    private readonly IReadOnlyList<Name> _names;
    private readonly ILookup<string, Guid> _whole;

    private StaffNames(IReadOnlyList<NamedMember> staff)
    {
        _staff = staff;

        // Longest first, and each place in the text once: 王明 is not meant where 王明华 is written.
        _names =
        [
            .. staff.SelectMany(s => NamesOf(s.Name).Select(name => (Name: name, s.Id))).GroupBy(n => n.Name).OrderByDescending(g => g.Key.Length)
                .Select(g => new Name(g.Key, Han().IsMatch(g.Key), [.. g.Select(n => n.Id).Distinct()])),
        ];
        _whole = staff.ToLookup(s => Plain(s.Name).Trim(), s => s.Id);
    }

    /// <summary>The names of all of the staff, prepared once for as long as nobody comes, goes or is renamed.</summary>
    /// <param name="staff">Always in the same order.</param>
    public static StaffNames Of(IReadOnlyList<NamedMember> staff)
    {
        var last = Volatile.Read(ref _last);
        if (last != null && last._staff.SequenceEqual(staff))
        {
            return last;
        }

        last = new(staff);
        Volatile.Write(ref _last, last);
        return last;
    }

    /// <param name="texts">What was said.</param>
    /// <param name="person">What was answered to "who is it about"; there a full name of one word is enough too.</param>
    public IReadOnlyList<Guid> FindIn(IEnumerable<string> texts, string? person)
    {
        var text = string.Join(' ', Plain(string.Join('\n', texts.Append(person ?? ""))).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var named = _staff.Where(s => HasAddress(text, s.Email)).Select(s => s.Id).ToHashSet();
        foreach (var name in _names)
        {
            if (name.TakenOutOf(text) is { } rest)
            {
                text = rest;
                Take(named, name.Members);
            }
        }

        var answered = Plain(person ?? "").Trim();
        if (answered.Length > 1)
        {
            Take(named, [.. _whole[answered]]);
        }

        return [.. named];
    }

    private static void Take(HashSet<Guid> named, IReadOnlyList<Guid> same)
    {
        if (same.Count == 1)
        {
            named.Add(same[0]);
        }
    }

    /// <summary>The distinctive names of a member: a name written in both scripts counts in each.</summary>
    private static IEnumerable<string> NamesOf(string member)
    {
        var name = Plain(member);
        var han = string.Concat(Han().Matches(name).Select(m => m.Value));
        var words = string.Join(' ', LatinWords().Matches(name).Select(m => m.Value));
        return new[] { han.Length >= 2 ? han : "", words.Contains(' ', StringComparison.Ordinal) ? words : "" }.Where(n => n.Length > 0 && !Everyday.Contains(n));
    }

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

    private sealed record Name(string Text, bool IsHan, IReadOnlyList<Guid> Members)
    {
        /// <summary>The text without this name; null where it does not stand there as words of its own.</summary>
        public string? TakenOutOf(string text)
        {
            System.Text.StringBuilder? rest = null;
            var from = 0;
            for (var at = text.IndexOf(Text, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Text, at + 1, StringComparison.Ordinal))
            {
                if (at >= from && (IsHan || ((at == 0 || !IsOfWord(text[at - 1])) && (at + Text.Length == text.Length || !IsOfWord(text[at + Text.Length])))))
                {
                    (rest ??= new()).Append(text, from, at - from).Append(Taken);
                    from = at + Text.Length;
                }
            }

            return rest?.Append(text, from, text.Length - from).ToString();
        }

        private static bool IsOfWord(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is >= '\u00c0' and <= '\u024f';
    }
}
