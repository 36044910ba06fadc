using System.Globalization;
using FeedbackBot.Understanding.Labels;

namespace FeedbackBot.Host.Commands;

/// <summary>Prints how far stored readings agree with staff: each head, its classes, its calibration curve, each reader, each month; one table, so that one filter finds any of them.</summary>
internal static class ShowAgreement
{
    public static void Print(Agreement agreement, TextWriter output, TextWriter notes)
    {
        var table = new Columns("figure", "head", "of", "n", "right", "precision", "recall", "confidence", "ece", "abstains", "unclassified");
        foreach (var head in agreement.Heads)
        {
            Add(table, head);
        }

        foreach (var reader in agreement.Readers)
        {
            table.Add("reader", "all", reader.Reader, Number(reader.Count), Share(reader.Share), Columns.Nothing, Columns.Nothing, Columns.Nothing, Columns.Nothing, Columns.Nothing, Columns.Nothing);
        }

        foreach (var month in agreement.Months)
        {
            table.Add("month", "all", month.Month, Number(month.Count), Share(month.Share), Columns.Nothing, Columns.Nothing, Share(month.Confidence), Columns.Nothing, Share(month.Abstained), Share(month.Unclassified));
        }

        table.Print(output);
        if (agreement.Count < Agreement.Enough)
        {
            notes.WriteLine($"Too few corrections yet (n={agreement.Count}): these figures say little.");
        }
    }

    private static void Add(Columns table, HeadFigures head)
    {
        table.Add("agreement", head.Head, "all", Number(head.Count), Share(head.Accuracy), Columns.Nothing, Columns.Nothing, Columns.Nothing, head.Curve.Count == 0 ? Columns.Nothing : Share(head.CalibrationError), Share(head.Abstention), Columns.Nothing);
        foreach (var label in head.Labels)
        {
            table.Add("class", head.Head, label.Label, Number(label.Count), Columns.Nothing, Share(label.Precision), Share(label.Recall), Columns.Nothing, Columns.Nothing, Columns.Nothing, Columns.Nothing);
        }

        foreach (var step in head.Curve)
        {
            table.Add("calibration", head.Head, StepName(step.Confidence), Number(step.Count), Share(step.Right), Columns.Nothing, Columns.Nothing, Share(step.Confidence), Columns.Nothing, Columns.Nothing, Columns.Nothing);
        }
    }

    /// <summary>The step of a tenth in which a confidence lies, such as 0.8-0.9.</summary>
    private static string StepName(double confidence)
    {
        var low = Math.Clamp((int)(confidence * 10), 0, 9);
        return string.Create(CultureInfo.InvariantCulture, $"0.{low}-{(low == 9 ? "1.0" : $"0.{low + 1}")}");
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Share(double? share) => share?.ToString("0.000", CultureInfo.InvariantCulture) ?? Columns.Nothing;
}
