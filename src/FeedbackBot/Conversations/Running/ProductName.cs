namespace FeedbackBot.Conversations;

/// <summary>How much of a product's name a message says: English by words, whatever their number; Chinese, which has no spaces, by pairs of characters.</summary>
internal static class ProductName
{
    private const string BeforeName = "的了个台买那这我只双款件部把条们家您你种套张辆盒瓶";
    private static readonly string[] Small = ["the", "and", "for", "with", "from", "set", "pack", "pcs", "new"];
    private static readonly string[] BeforeNoun = ["the", "my", "a", "an", "this", "that", "your", "our", "new", "it's", "is"];

    /// <param name="Shared">Words, or pairs of characters, that both say; 0 where nothing is shared.</param>
    /// <param name="Certain">The thing itself is named, not only what it is for or made of.</param>
    public readonly record struct Likeness(int Shared, bool Certain);

    public static Likeness In(string product, string plain)
    {
        var name = Plain.Of(product);
        var (english, chinese) = (English(name, plain), Chinese(name, plain));
        return new(english.Shared + chinese.Shared, english.Certain || chinese.Certain);
    }

    /// <summary>How many of the name's Chinese characters a short answer says: "那个壶".</summary>
    public static int Characters(string product, string plain) =>
        Plain.Of(product).Where(Plain.IsHan).Distinct().Count(c => plain.Contains(c) && !BeforeName.Contains(c));

    private static Likeness English(string name, string plain)
    {
        var words = Words(name);
        if (words.Count == 0)
            return default;
        var said = Words(plain);
        var shared = words.Distinct().Count(said.Contains);
        var noun = Words(Cut(name)) is [.., var last] ? last : words[^1];
        return new(shared, said.Contains(noun) && (shared >= 2 || words.Count == 1 || IsAlone(plain, noun)));
    }

    /// <summary>Nothing stands before it that makes another thing of it: "the machine", not "the coffee machine".</summary>
    private static bool IsAlone(string plain, string noun)
    {
        var words = plain.Split([.. " ,.!?;:\"()"], StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < words.Length; i++)
        {
            if (Singular(words[i]) == noun && (i == 0 || BeforeNoun.Contains(words[i - 1])))
                return true;
        }
        return false;
    }

    private static Likeness Chinese(string name, string plain)
    {
        var runs = name.Split([.. name.Where(c => !Plain.IsHan(c)).Distinct()], StringSplitOptions.RemoveEmptyEntries);
        var pairs = runs.SelectMany(r => Enumerable.Range(0, Math.Max(0, r.Length - 1)).Select(i => r.Substring(i, 2))).Distinct();
        var shared = pairs.Count(p => plain.Contains(p, StringComparison.Ordinal));
        return new(shared, shared > 0 && runs.MaxBy(r => r.Length) is { } thing && IsNamed(thing, plain));
    }

    /// <summary>The end of the name is said: three characters of it, or two before which no other thing begins.</summary>
    private static bool IsNamed(string thing, string plain)
    {
        if (thing.Length < 2)
            return false;
        if (thing.Length > 2 && plain.Contains(thing[^3..], StringComparison.Ordinal))
            return true;
        for (var at = plain.IndexOf(thing[^2..], StringComparison.Ordinal); at >= 0; at = plain.IndexOf(thing[^2..], at + 1, StringComparison.Ordinal))
        {
            if (at == 0 || !Plain.IsHan(plain[at - 1]) || BeforeName.Contains(plain[at - 1]))
                return true;
        }
        return false;
    }

    /// <summary>The name up to where it goes into detail: "Kettle, 1.7 litres", "Case for phones".</summary>
    private static string Cut(string name)
    {
        var end = new[] { ",", "(", "/", "|", " - ", " with ", " for " }.Select(m => name.IndexOf(m, StringComparison.Ordinal)).Where(i => i > 0).DefaultIfEmpty(name.Length).Min();
        return name[..end];
    }

    private static List<string> Words(string plain) =>
        [.. plain.Split([.. " ,.!?;:\"()/|-"], StringSplitOptions.RemoveEmptyEntries)
            .Where(w => w.Length >= 3 && w.All(char.IsAsciiLetter) && !Small.Contains(w)).Select(Singular)];

    private static string Singular(string word) =>
        word.EndsWith("ies", StringComparison.Ordinal) && word.Length > 4 ? word[..^3] + "y"
        : word.EndsWith("sses", StringComparison.Ordinal) || word.EndsWith("shes", StringComparison.Ordinal) || word.EndsWith("ches", StringComparison.Ordinal) || word.EndsWith("xes", StringComparison.Ordinal) ? word[..^2]
        : word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) && word.Length > 3 ? word[..^1] : word;
}
