using System.Reflection;
using FeedbackBot.Storage;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace FeedbackBot.Routing;

/// <summary>The packs that come with the product, read from its files once.</summary>
public static class RegulatoryPacks
{
    private const string Prefix = "FeedbackBot.Routing.Packs.";

    private static readonly Lazy<IReadOnlyList<RegulatoryPack>> Read = new(ReadAll);

    public static IReadOnlyList<RegulatoryPack> All => Read.Value;

    public static RegulatoryPack? Find(string? key) => All.FirstOrDefault(p => p.Key == key);

    /// <summary>Pack and step of a clock's name; null for the clocks that are no pack's.</summary>
    public static (RegulatoryPack Pack, PackStep Step)? OfClock(string clock)
    {
        var dot = clock.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && Find(clock[..dot]) is { } pack && pack.Step(clock[(dot + 1)..]) is { } step ? (pack, step) : null;
    }

    private static IReadOnlyList<RegulatoryPack> ReadAll()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var reader = new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).Build();
        return [.. assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(name =>
        {
            using var text = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return Pack(name[Prefix.Length..^".yaml".Length], reader.Deserialize<PackFile>(text));
        })];
    }

    private static RegulatoryPack Pack(string key, PackFile file) => new(
        key, Text(file.Name), Text(file.Source), file.TimeZone,
        [.. file.Steps.Select(s => Step(s.Key, s.Value))],
        [.. file.Letters.Select(l => new PackLetter(l.Key, Text(l.Value.Name), Text(l.Value.Text)))]);

    private static PackStep Step(string key, StepFile file)
    {
        var starts = file.Starts switch
        {
            "awareness" => PackStart.Awareness,
            "escalation" => PackStart.Escalation,
            _ => PackStart.Step,
        };
        return new(
            key, Text(file.Name), new(file.Amount, ColumnForms.Parse<TargetUnit>(file.Unit), ColumnForms.Parse<DayOffRule>(file.DayOff)),
            starts, starts == PackStart.Step ? file.Starts : null, ColumnForms.Parse<PackStop>(file.Stops),
            file.ExtensionMost is { } most ? new(most) : null);
    }

    private static LocalizedText Text(Dictionary<string, string> texts) => new(texts[Languages.Chinese].Trim(), texts[Languages.English].Trim());

    private sealed class PackFile
    {
        public Dictionary<string, string> Name { get; set; } = [];

        public Dictionary<string, string> Source { get; set; } = [];

        public string TimeZone { get; set; } = "UTC";

        public Dictionary<string, StepFile> Steps { get; set; } = [];

        public Dictionary<string, LetterFile> Letters { get; set; } = [];
    }

    private sealed class StepFile
    {
        public Dictionary<string, string> Name { get; set; } = [];

        public int Amount { get; set; }

        public string Unit { get; set; } = "";

        public string DayOff { get; set; } = "stays";

        public string Starts { get; set; } = "awareness";

        public string Stops { get; set; } = "resolved";

        public int? ExtensionMost { get; set; }
    }

    private sealed class LetterFile
    {
        public Dictionary<string, string> Name { get; set; } = [];

        public Dictionary<string, string> Text { get; set; } = [];
    }
}
