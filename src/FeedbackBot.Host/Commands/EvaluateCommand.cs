using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Globalization;
using FeedbackBot.Storage;
using FeedbackBot.Understanding;
using FeedbackBot.Understanding.Labels;
using Microsoft.EntityFrameworkCore;

namespace FeedbackBot.Host.Commands;

/// <summary>Tells how well readings are: the embedded reader's on labelled texts, or the stored ones by what staff said of them.</summary>
public static class EvaluateCommand
{
    private const string Usage = "Say what to evaluate: evaluate FILE.jsonl [--by source|trade], or evaluate --corrections, or evaluate --export FILE.jsonl, or evaluate --prompt NAME.";

    private static readonly Argument<string[]> Given = new("file") { Description = "Labelled texts, one JSON object a line: id, lang, text and any of sentiment, kind, topic, urgency.", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string?> By = new("--by") { Description = "Figures for each source (or trade) as well." };
    private static readonly Option<bool> Corrections = new("--corrections") { Description = "How far the stored readings agree with what staff said of them." };
    private static readonly Option<string?> Export = new("--export") { Description = "Write what staff said of readings as labelled texts, which the trainer takes with --add." };

    private static readonly Option<string?> Prompt = new("--prompt") { Description = "Ask the configured language model every example of a prompt, and tell how well it does." };

    public static Command Create()
    {
        var command = new Command("evaluate", "Tell how often the reader is right: on labelled texts, or by the corrections of staff.") { Given, By, Corrections, Export, Prompt };
        By.AcceptOnlyFromAmong("source", "trade");
        ServeCommand.AcceptSettings(command);
        command.Validators.Add(OneOfThem);
        command.SetAction(RunAsync);
        return command;
    }

    private static void OneOfThem(CommandResult given)
    {
        var (files, stored) = (Files(given.GetValue(Given)), given.GetValue(Corrections) || given.GetValue(Export) != null || given.GetValue(Prompt) != null);
        if (files.Count > 1 || (files.Count == 1) == stored || (stored && given.GetValue(By) != null))
        {
            given.AddError(Usage);
        }
    }

    private static IReadOnlyList<string> Files(string[]? given) => [.. (given ?? []).Where(g => !IsSetting(g))];

    /// <summary>An argument that may be missing takes settings for itself, which all commands know as --FeedbackBot:Section:Key=value.</summary>
    private static bool IsSetting(string given) => given.StartsWith("--", StringComparison.Ordinal) && given.Contains(':') && given.Contains('=');

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var given = parsed.GetValue(Given) ?? [];
        await using var app = App.Build(["--Logging:LogLevel:Default=Warning", .. ServeCommand.SettingsOf(parsed), .. given.Where(IsSetting)]);
        if (Files(given) is [var file])
        {
            return Read(file, parsed.GetValue(By), app.Services.GetRequiredService<EmbeddedReader>());
        }

        if (parsed.GetValue(Prompt) is { } prompt)
        {
            return await EvaluatePrompt.RunAsync(app.Services, prompt, cancellation);
        }

        await App.PrepareAsync(app);
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<FeedbackDb>>().CreateDbContextAsync(cancellation);
        if (parsed.GetValue(Corrections))
        {
            ShowAgreement.Print(await db.AgreementAsync(null, cancellation), Console.Out, Console.Error);
        }

        if (parsed.GetValue(Export) is { } export)
        {
            var texts = await db.LabelledTextsAsync(cancellation);
            await File.WriteAllLinesAsync(export, texts.Select(LabelFile.Line), cancellation);
            await Console.Error.WriteLineAsync($"{export}: {texts.Count} labelled texts");
        }

        return 0;
    }

    private static int Read(string file, string? by, EmbeddedReader reader)
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

        var evaluation = new Evaluation();
        var watch = new Stopwatch();
        foreach (var text in texts)
        {
            var clean = TextCleaning.Clean(text.Text);
            watch.Start();
            var reading = reader.Read(clean, null);
            watch.Stop();
            evaluation.Add(text, reading, text.Lang ?? "all");
            if (by != null) evaluation.Add(text, reading, $"{text.Lang ?? "all"}/{(by == "trade" ? text.Trade : text.Source) ?? "?"}");
        }

        Show(evaluation);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"# {reader.Name}: {texts.Count} texts, {texts.Count / watch.Elapsed.TotalSeconds:0} a second on one thread"));
        return 0;
    }

    private static void Show(Evaluation evaluation)
    {
        var table = new Columns("group", "head", "n", "right", "macroF1", "ece", "abstains", "right-when-sure", "label:F1(precision/recall)");
        foreach (var (group, f) in evaluation.All)
        {
            var labels = string.Join(' ', f.Labels.Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Label}:{l.F1:0.00}({l.Precision:0.00}/{l.Recall:0.00})")));
            table.Add(group, f.Head, f.Count.ToString(CultureInfo.InvariantCulture), Share(f.Accuracy), Share(f.MacroF1), f.Curve.Count == 0 ? Columns.Nothing : Share(f.CalibrationError), Share(f.Abstention), Share(f.AccuracyWhenSure), labels);
        }

        table.Print(Console.Out);
    }

    private static string Share(double share) => share.ToString("0.000", CultureInfo.InvariantCulture);
}
