using System.Globalization;
using System.Text;
using FeedbackBot.Understanding.Embedded.Model;

namespace FeedbackBot.Trainer;

/// <summary>Writes the figures of a training into the model card, between its two marks; the words around them are people's.</summary>
internal static class ModelCard
{
    private const string From = "<!-- figures: written by the trainer -->";
    private const string To = "<!-- end of figures -->";

    public static void Replace(string path, Corpus corpus, ModelContent content, Figures figures)
    {
        var card = File.ReadAllText(path);
        var (from, to) = (card.IndexOf(From, StringComparison.Ordinal), card.IndexOf(To, StringComparison.Ordinal));
        if (from < 0 || to < from) throw new InvalidDataException($"{path} has no marks for the figures.");
        File.WriteAllText(path, card[..(from + From.Length)] + "\n\n" + Write(corpus, content, figures) + "\n" + card[to..]);
    }

    private static string Write(Corpus corpus, ModelContent content, Figures figures)
    {
        var card = new StringBuilder();
        card.Append(CultureInfo.InvariantCulture, $"Model `embedded/{content.Version}`.\n\n### Data\n\n| source | licence | standing | rows trained on | held back |\n|---|---|---|---|---|\n");
        foreach (var source in Sources.All.Where(s => s.Name != Sources.Site))
        {
            var (trained, held) = (corpus.ToTrain.Count(e => e.Source == source), corpus.Held.Count(e => e.Source == source));
            card.Append(CultureInfo.InvariantCulture, $"| {source.Title} | {source.Licence} | {(source.Amber ? "amber" : "clear")} | {trained} | {held} |\n");
        }

        card.Append(CultureInfo.InvariantCulture, $"\nHeld back for good, by trade: {string.Join(", ", Corpus.HeldTrades)}.\n");
        foreach (var (part, title) in new[] { (Figures.HeldBack, "Trades that no training saw"), (Figures.LeftOut, "Each source, and each sixth of the trades, left out of a training of its own") })
        {
            card.Append(CultureInfo.InvariantCulture, $"\n### {title}\n\n| head | language | source | n | right | macro-F1 | ECE | abstains | right when sure | F1 by label (precision/recall) |\n|---|---|---|---|---|---|---|---|---|---|\n");
            foreach (var (_, language, source, f) in figures.All.Where(f => f.Part == part))
            {
                var labels = string.Join(", ", f.Labels.Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Label} {l.F1:0.00} ({l.Precision:0.00}/{l.Recall:0.00})")));
                var abstains = f.Head == Heads.Kind.Name ? string.Create(CultureInfo.InvariantCulture, $"{f.Abstention:0.00} | {f.AccuracyWhenSure:0.00}") : " | ";
                card.Append(CultureInfo.InvariantCulture, $"| {f.Head} | {language} | {source} | {f.Count} | {f.Accuracy:0.000} | {f.MacroF1:0.000} | {f.CalibrationError:0.000} | {abstains} | {labels} |\n");
            }
        }

        card.Append("\n### Calibration\n\nOf answers about kind that were given with about this confidence, this share was right (own messages, trades left out):\n\n| language | confidence → right (n) |\n|---|---|\n");
        foreach (var (_, language, _, f) in figures.All.Where(f => f is { Part: Figures.LeftOut, Source: Sources.Own } && f.Figures.Head == Heads.Kind.Name))
            card.Append(CultureInfo.InvariantCulture, $"| {language} | {string.Join(", ", f.Curve.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Confidence:0.00} → {s.Right:0.00} ({s.Count})")))} |\n");
        return card.ToString();
    }
}
