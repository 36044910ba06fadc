using System.Collections.Frozen;

namespace FeedbackBot.Satisfaction;

/// <summary>The wording of digests in one language, from the resource files in Texts; {names} in them are filled in.</summary>
public sealed class DigestTexts
{
    private static readonly TextFile File = new(typeof(DigestTexts).Assembly, "FeedbackBot.Satisfaction.Texts.digest.");

    private static readonly FrozenDictionary<string, DigestTexts> All =
        new[] { Languages.Chinese, Languages.English }.ToFrozenDictionary(l => l, l => new DigestTexts(l, File.In(l)));

    private readonly FrozenDictionary<string, string> _texts;

    private DigestTexts(string language, FrozenDictionary<string, string> texts) => (Language, _texts) = (language, texts);

    /// <summary>zh-Hans or en.</summary>
    public string Language { get; }

    public IReadOnlyDictionary<string, string> Texts => _texts;

    public string this[string key] => _texts[key];

    /// <summary>A month's own words for a key, where it has some.</summary>
    public string KeyFor(PeriodLength length, string key) => length == PeriodLength.Month && _texts.ContainsKey(key + ".month") ? key + ".month" : key;

    /// <summary>The texts for an interface language.</summary>
    public static DigestTexts In(string? language) => All[Languages.Interface(language)];

    public string Fill(string key, params ReadOnlySpan<(string Name, object Value)> values)
    {
        var text = _texts[key];
        foreach (var (name, value) in values)
        {
            text = text.Replace($"{{{name}}}", Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        }

        return text;
    }
}
