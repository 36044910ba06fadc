using System.Security.Cryptography;
using FeedbackBot.Understanding.Embedded.Model;
using FeedbackBot.Understanding.Labels;

namespace FeedbackBot.Trainer;

/// <summary>One training from beginning to end: learn with parts left out, calibrate on those, learn from all, tell how good it is, write.</summary>
internal sealed record TrainingRun(string? Data, string Labels, string? Output, string[] Add, bool WithoutAmber, string? Card, string? BetterThan)
{
    public int Run(TextWriter report, TextWriter faults)
    {
        Corpus corpus;
        try
        {
            corpus = Corpus.Read(Data, Labels, Add, WithoutAmber);
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException)
        {
            faults.WriteLine(fault.Message);
            return 1;
        }

        if (corpus.Examples.Count == 0)
        {
            faults.WriteLine($"There is nothing to train on in '{Labels}'{(Data == null ? "" : $" and '{Data}'")}.");
            return 1;
        }

        var (content, unseen) = Train(corpus, new TrainingOptions());
        var figures = Figures.Of(corpus, content, unseen);
        figures.Print(report);
        if (BetterThan != null && !IsBetter(corpus, content, report)) return 1;
        if (Card != null) ModelCard.Replace(Card, corpus, content, figures);
        if (Output != null) Write(Output, content, report);
        return 0;
    }

    public static (ModelContent Content, IReadOnlyList<Unseen> Unseen) Train(Corpus corpus, TrainingOptions options)
    {
        var unseen = HoldingOut.Run(corpus, options);
        var weights = new Weights();
        var examples = corpus.ToTrain.ToArray();
        Parallel.ForEach(Heads.All, head => Training.Learn(head, examples, options, weights));
        var content = weights.Pack();
        Calibration.Fit(unseen, content);
        // Named by what it holds, so that two models never share a name.
        var hash = Convert.ToHexStringLower(SHA256.HashData(ModelFile.Write(content)))[..8];
        return (content with { Version = $"{ModelContent.Generation}.{hash}" }, unseen);
    }

    /// <summary>On corrections that neither model was trained on: a new model is offered only where it agrees with people more often.</summary>
    private bool IsBetter(Corpus corpus, ModelContent content, TextWriter report)
    {
        var held = corpus.HeldCorrections.ToArray();
        var (before, after) = (Agreement(new(ModelFile.Read(File.ReadAllBytes(BetterThan!))), held), Agreement(new(content), held));
        report.WriteLine($"agreement with {held.Length} held-back corrections: {before:0.000} before, {after:0.000} after");
        return after > before;
    }

    /// <summary>The mean share of right kinds, topics and sentiments, 0…1.</summary>
    private static double Agreement(LinearModel model, Example[] examples)
    {
        var heads = Heads.All.Select(head => (Head: head, Rows: examples.Where(e => e.Labels[head.Index] >= 0).ToArray())).Where(h => h.Rows.Length > 0).ToArray();
        return heads.Length == 0 ? 0 : heads.Average(h => h.Rows.Average(e => LinearModel.Best(HoldingOut.ScoresOf(model, h.Head, e)) == e.Labels[h.Head.Index] ? 1d : 0));
    }

    private static void Write(string path, ModelContent content, TextWriter report)
    {
        var file = ModelFile.Write(content);
        File.WriteAllBytes(path, file);
        report.WriteLine($"{path}: embedded/{content.Version}, {file.Length / 1024} KB, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(file))}");
    }
}
