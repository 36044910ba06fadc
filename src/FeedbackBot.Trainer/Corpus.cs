using System.Security.Cryptography;
using System.Text;
using FeedbackBot.Understanding.Labels;

namespace FeedbackBot.Trainer;

/// <summary>All labelled text that a training may use.</summary>
internal sealed class Corpus
{
    /// <summary>Trades of our own messages that no model is ever trained on: the last word on how good it is.</summary>
    public static readonly string[] HeldTrades = ["telecom", "cars", "grocery"];

    public required IReadOnlyList<Example> Examples { get; init; }

    public IEnumerable<Example> ToTrain => Examples.Where(e => !IsHeld(e));

    public IEnumerable<Example> Held => Examples.Where(IsHeld);

    /// <summary>Of a site's corrections every fifth is held back, drawn by its text so that it stays the same one.</summary>
    public IEnumerable<Example> HeldCorrections => Examples.Where(e => e.Source.Name == Sources.Site && IsHeld(e));

    private static bool IsHeld(Example example) => example.Source.Name switch
    {
        Sources.Own => HeldTrades.Contains(example.Text.Trade),
        Sources.Site => SHA256.HashData(Encoding.UTF8.GetBytes(example.Text.Text))[0] % 5 == 0,
        _ => false,
    };

    /// <param name="data">A folder with one folder a source; sources that are not there are done without.</param>
    /// <param name="labels">The folder of our own messages.</param>
    /// <param name="add">Files of a site's own corrections.</param>
    public static Corpus Read(string? data, string labels, IEnumerable<string> add, bool withoutAmber)
    {
        var maker = new ExampleMaker();
        var examples = new List<Example>();
        foreach (var source in Sources.All.Where(s => !(withoutAmber && s.Amber)))
        {
            foreach (var file in FilesOf(source, data, labels, add)) examples.AddRange(LabelFile.Read(file).Select(t => maker.Make(t, source)));
        }

        return new() { Examples = examples };
    }

    private static IEnumerable<string> FilesOf(Source source, string? data, string labels, IEnumerable<string> add) => source.Name switch
    {
        Sources.Own => Files(labels),
        Sources.Site => add,
        _ => data == null ? [] : Files(Path.Combine(data, source.Name)),
    };

    private static IEnumerable<string> Files(string folder) =>
        Directory.Exists(folder) ? Directory.GetFiles(folder, "*.jsonl").Order(StringComparer.Ordinal) : [];
}
