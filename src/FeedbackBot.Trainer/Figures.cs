using FeedbackBot.Understanding.Embedded.Model;
using FeedbackBot.Understanding.Labels;

namespace FeedbackBot.Trainer;

/// <summary>How good a model is, by head, language and source, on text that it was not trained on.</summary>
internal sealed class Figures
{
    private readonly SortedDictionary<(string Part, int Head, string Language, string Source), HeadFigures> _by = [];

    /// <summary>Each source, and each part of the trades, left out of a training of its own.</summary>
    public const string LeftOut = "left out";

    /// <summary>The shipped model on trades that no training ever saw.</summary>
    public const string HeldBack = "held back";

    public IEnumerable<(string Part, string Language, string Source, HeadFigures Figures)> All =>
        _by.Select(f => (f.Key.Part, f.Key.Language, f.Key.Source, f.Value));

    public static Figures Of(Corpus corpus, ModelContent content, IReadOnlyList<Unseen> unseen)
    {
        var figures = new Figures();
        foreach (var row in unseen) figures.Add(LeftOut, row, content);
        var model = new LinearModel(content);
        foreach (var example in corpus.Held)
        {
            foreach (var head in Heads.All.Where(h => example.Labels[h.Index] >= 0))
                figures.Add(HeldBack, new(example, head, HoldingOut.ScoresOf(model, head, example)), content);
        }

        return figures;
    }

    public void Print(TextWriter report)
    {
        report.WriteLine($"{"",-10}{"",-10}{"",-4}{"",-15}{"n",7}{"right",7}{"F1",7}{"ECE",7}{"abst.",7}{"sure",7}  F1 by label (precision/recall)");
        foreach (var (part, language, source, f) in All)
        {
            var labels = string.Join("  ", f.Labels.Select(l => $"{l.Label} {l.F1:0.00} ({l.Precision:0.00}/{l.Recall:0.00})"));
            report.WriteLine($"{part,-10}{f.Head,-10}{language,-4}{source,-15}{f.Count,7}{f.Accuracy,7:0.000}{f.MacroF1,7:0.000}{f.CalibrationError,7:0.000}{f.Abstention,7:0.00}{f.AccuracyWhenSure,7:0.00}  {labels}");
        }
    }

    private void Add(string part, Unseen row, ModelContent content)
    {
        var language = row.Example.Chinese ? "zh" : "en";
        var key = (part, row.Head.Index, language, row.Example.Source.Name);
        if (!_by.TryGetValue(key, out var figures)) _by[key] = figures = new(row.Head.Name);
        var probabilities = Calibration.Probabilities(row, content);
        var best = row.Head == Heads.Urgency ? UrgencyOf(probabilities, content, row.Example.Chinese) : LinearModel.Best(probabilities);
        var abstained = row.Head == Heads.Kind && probabilities[best] < content.KindThreshold(row.Example.Chinese);
        figures.Add(row.Head.Labels[row.Truth], row.Head.Labels[best], probabilities[best], abstained);
    }

    /// <summary>As the reader decides: urgent from its threshold on, whatever else is likelier.</summary>
    private static int UrgencyOf(float[] probabilities, ModelContent content, bool chinese) =>
        probabilities[2] >= content.UrgencyThreshold(chinese) ? 2 : probabilities[0] >= probabilities[1] ? 0 : 1;
}
