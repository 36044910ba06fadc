using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using FeedbackBot.Understanding;
using FeedbackBot.Understanding.Labels;
using Spectre.Console;

namespace FeedbackBot.Host.Commands;

/// <summary>Tells how well the embedded reader does on labelled texts.</summary>
public static class EvaluateCommand
{
    public static Command Create()
    {
        var command = new Command("evaluate", "Reads labelled texts (JSON lines with id, lang, text and any of sentiment, kind, topic, urgency) and prints how often the reader is right.");
        var file = new Argument<string>("file") { Description = "The file of labelled texts." };
        var by = new Option<string?>("--by") { Description = "Figures for each source (or trade) as well." };
        by.AcceptOnlyFromAmong("source", "trade");
        command.Arguments.Add(file);
        command.Options.Add(by);
        command.SetAction(parsed => Run(parsed.GetValue(file)!, parsed.GetValue(by)));
        return command;
    }

    private static int Run(string file, string? by)
    {
        List<LabelledText> texts;
        try
        {
            texts = LabelFile.Read(file);
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(fault.Message);
            return 1;
        }

        if (texts.Count == 0)
        {
            Console.Error.WriteLine($"{file} has no labelled texts.");
            return 1;
        }

        var reader = new EmbeddedReader();
        var evaluation = new Evaluation();
        var watch = new Stopwatch();
        foreach (var text in texts)
        {
            var clean = TextCleaning.Clean(text.Text);
            watch.Start();
            var reading = reader.Read(clean, null);
            watch.Stop();
            evaluation.Add(text, reading, text.Lang ?? "all");
            if (by != null) evaluation.Add(text, reading, $"{text.Lang} {(by == "trade" ? text.Trade : text.Source) ?? "?"}");
        }

        Show(evaluation);
        AnsiConsole.MarkupLine($"{reader.Name}: {texts.Count} texts, {(texts.Count / watch.Elapsed.TotalSeconds).ToString("0", CultureInfo.InvariantCulture)} a second on one thread");
        return 0;
    }

    private static void Show(Evaluation evaluation)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("", "head", "n", "right", "macro-F1", "ECE", "abstains", "right when sure", "F1 by label (precision/recall)");
        foreach (var (group, f) in evaluation.All)
        {
            var labels = string.Join("  ", f.Labels.Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Label} {l.F1:0.00} ({l.Precision:0.00}/{l.Recall:0.00})")));
            table.AddRow(group, f.Head, f.Count.ToString(CultureInfo.InvariantCulture), Share(f.Accuracy), Share(f.MacroF1), Share(f.CalibrationError), Share(f.Abstention), Share(f.AccuracyWhenSure), labels);
        }

        AnsiConsole.Write(table);
    }

    private static string Share(double share) => share.ToString("0.000", CultureInfo.InvariantCulture);
}
