namespace FeedbackBot.Satisfaction.Themes;

/// <summary>The parts of names of staff by which a term would speak of a person.</summary>
internal sealed class StaffNameParts
{
    private readonly HashSet<string> _words = [];
    private readonly List<string> _characters = [];

    public static StaffNameParts Of(IEnumerable<string> names)
    {
        var parts = new StaffNameParts();
        foreach (var part in names.SelectMany(n => Tickets.SearchWords.Runs(n)))
        {
            if (part.IsUnspaced)
            {
                parts._characters.Add(part.Text);
            }
            else if (!ThemeLexicon.IsKnownEnglish(part.Text))
            {
                // A word such as "price" or "grace" stays a word; written with a capital it is left out anyway.
                parts._words.Add(Tickets.SearchWords.Fold(part.Text));
            }
        }

        return parts;
    }

    public bool AreIn(string term) => term.Split(' ').Any(_words.Contains)
        || _characters.Exists(n => n.Length > 1 && (term.Contains(n, StringComparison.Ordinal) || n.Contains(term, StringComparison.Ordinal)));
}
