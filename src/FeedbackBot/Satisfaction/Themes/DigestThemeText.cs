using System.Globalization;

namespace FeedbackBot.Satisfaction.Themes;

/// <summary>The lines of a digest about what customers speak of more than before; both its forms are made of them.</summary>
internal sealed class DigestThemeText(DigestFacts facts, DigestTexts texts, string baseUrl)
{
    /// <summary>Most themes of a digest; the rest are on their page.</summary>
    private const int Most = 3;

    /// <summary>A sentence, and one customer's words where there are some.</summary>
    public IEnumerable<(string Sentence, string? Quote)> Lines =>
        (facts.Themes?.Themes ?? []).Take(Most).Select(t => (Sentence(t), t.Quotes.Count == 0 ? null : texts.Fill("quote", ("reason", t.Quotes[0].Text))));

    /// <summary>Null where nothing is told.</summary>
    public string? Url => facts.Themes is { Themes.Count: > 0 }
        ? $"{baseUrl}/console/satisfaction/themes?from={Day(facts.FirstDay)}&to={Day(facts.LastDay)}&owner={facts.Owner.Id}"
        : null;

    private string Sentence(NamedTheme theme) => texts.Fill(
        theme.Theme.Before == 0 ? "themeNew" : "themeRose",
        ("now", theme.Theme.Now), ("ofNow", theme.Theme.OfNow), ("before", theme.Theme.Before), ("ofBefore", theme.Theme.OfBefore),
        ("ratio", Times(theme.Theme.Ratio.Value)), ("low", Times(theme.Theme.Ratio.Low)), ("high", Times(theme.Theme.Ratio.High)), ("name", theme.Name.Name.In(texts.Language)));

    private static string Times(double ratio) => ratio.ToString(ratio < 10 ? "0.0" : "0", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
