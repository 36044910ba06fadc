using System.Collections.Frozen;
using System.Globalization;

namespace FeedbackBot.Host.StaffConsole;

/// <summary>The sentences of the console in one language, from the resource files in Texts (PART.LANGUAGE.json, one pair for each part of the console); {names} in them are filled in.</summary>
public sealed class ConsoleTexts
{
    private const string Prefix = "FeedbackBot.Host.StaffConsole.Texts.";

    private static readonly FrozenDictionary<string, ConsoleTexts> All =
        new[] { Languages.Chinese, Languages.English }.ToFrozenDictionary(l => l, l => new ConsoleTexts(l, Read(l)));

    private readonly FrozenDictionary<string, string> _texts;

    private ConsoleTexts(string language, FrozenDictionary<string, string> texts) => (Language, _texts) = (language, texts);

    /// <summary>zh-Hans or en.</summary>
    public string Language { get; }

    public IReadOnlyDictionary<string, string> Entries => _texts;

    /// <summary>A missing key is a programming error that a test finds; on screen the key itself is better than a broken page.</summary>
    public string this[string key] => _texts.GetValueOrDefault(key, key);

    public static ConsoleTexts In(string? language) => All[Languages.Interface(language)];

    /// <summary>The text, or <paramref name="otherwise"/> where the product grew a word this file does not know yet (a site's own topic, a rule's name).</summary>
    public string Or(string key, string otherwise) => _texts.GetValueOrDefault(key, otherwise);

    public string Fill(string key, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var text = this[key];
        foreach (var (name, value) in values)
        {
            text = text.Replace($"{{{name}}}", Convert.ToString(value, CultureInfo.InvariantCulture), StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>Every part's file of a language; a key that two parts define is refused, for one would silently hide the other.</summary>
    private static FrozenDictionary<string, string> Read(string language)
    {
        var assembly = typeof(ConsoleTexts).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith($".{language}.json", StringComparison.Ordinal))
            .SelectMany(name => new TextFile(assembly, name[..^$"{language}.json".Length]).In(language))
            .ToDictionary()
            .ToFrozenDictionary();
    }

    /// <summary>3 d 4 h, 2 h 5 min, 12 min.</summary>
    public string Span(TimeSpan span)
    {
        var whole = span.Duration();
        return whole.TotalDays >= 1 ? Fill("span.days", ("d", (int)whole.TotalDays), ("h", whole.Hours))
            : whole.TotalHours >= 1 ? Fill("span.hours", ("h", whole.Hours), ("m", whole.Minutes))
            : Fill("span.minutes", ("m", Math.Max(1, whole.Minutes)));
    }

    /// <summary>Minutes of working time as they were promised: 30 min, 4 h, 1 h 30 min.</summary>
    public string WorkingTime(int minutes) => (minutes / 60, minutes % 60) switch
    {
        (0, var m) => Fill("span.minutes", ("m", m)),
        (var h, 0) => Fill("span.whole_hours", ("h", h)),
        var (h, m) => Fill("span.hours", ("h", h), ("m", m)),
    };
}
